"""The errors that ascpa raises: one base and its few children.

Each says what was asked for, what is wrong, what exists and what to do next. ``exit_code`` is what
the command line returns: 1 for bad data, 2 for bad usage.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class AscpaError(Exception):
    """Base of every error raised on purpose by ascpa.

    Parameters
    ----------
    problem
        What was asked for and what is wrong with it, as one sentence.
    exists
        What could have been asked for instead.
    hint
        What to do next.
    """

    exit_code = 1

    def __init__(self, problem: str, *, exists: Iterable[str] = (), hint: str = "") -> None:
        self.problem = problem
        self.exists = tuple(exists)
        self.hint = hint
        parts = [problem]
        if self.exists:
            parts.append(f"There is: {', '.join(self.exists)}.")
        if hint:
            parts.append(hint)
        super().__init__(" ".join(parts))


class UnknownNameError(AscpaError, LookupError):
    """A package, resource, council, grade or scale was asked for that does not exist."""

    exit_code = 2

    def __init__(self, kind: str, asked: str, exists: Iterable[str]) -> None:
        names = tuple(exists)
        close = get_close_matches(asked, names, n=1, cutoff=0.5)
        hint = f"Did you mean {close[0]!r}?" if close else ""
        super().__init__(f"There is no {kind} {asked!r}.", exists=names, hint=hint)


class UsageError(AscpaError, ValueError):
    """An argument that cannot be used: a date that is no date, a path that is not there."""

    exit_code = 2


class MissingExtraError(AscpaError, ImportError):
    """A part of ascpa needs libraries that are not installed."""

    exit_code = 2

    def __init__(self, what: str, extra: str, missing: str) -> None:
        super().__init__(
            f"{what} needs the library {missing!r}, which is not installed.",
            hint=f"Install it with: pip install 'ascpa[{extra}]'",
        )


class DescriptorError(AscpaError, ValueError):
    """A ``datapackage.json`` that cannot be read at all."""


class DataError(AscpaError, ValueError):
    """Data that do not hold what their descriptor says."""


class BuildError(AscpaError, RuntimeError):
    """An output could not be written; the earlier output is still whole."""

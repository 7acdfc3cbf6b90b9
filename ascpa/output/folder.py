"""Write a folder whole or not at all.

The new folder is made beside the old one and takes its place only when it is complete. A run that
is interrupted, even killed, leaves the old one as it was; the next run clears what was left lying.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ascpa.errors import BuildError, UsageError


@contextlib.contextmanager
def replaced(target: Path, *, mark: str = "") -> Iterator[Path]:
    """Give an empty folder to write into, and put it in the place of ``target`` at the end.

    With ``mark``, a folder that stands there already is only replaced if it holds that file: what
    somebody else put there is never removed.

    Raises
    ------
    UsageError
        If the folder was not written by ascpa.
    BuildError
        If another run is writing the same folder, or the disk refuses.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target):
            recover(target)
            _refuse_foreign(target, mark)
            _clear(target)
            new = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
            try:
                new.chmod(0o755)
                yield new
                _swap(new, target)
            finally:
                shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise BuildError(
            f"{target} could not be written: {error.strerror or error}.",
            hint="The earlier output, if there was one, is unchanged.",
        ) from error


def recover(target: Path) -> None:
    """Put back the earlier output, where an interrupted run had set it aside."""
    old = target.parent / f".{target.name}.old"
    if old.exists() and not target.exists():
        old.rename(target)


def _refuse_foreign(target: Path, mark: str) -> None:
    foreign = target.is_dir() and any(target.iterdir()) and not (target / mark).is_file()
    if mark and (foreign or (target.exists() and not target.is_dir())):
        raise UsageError(
            f"{target} exists and was not written by ascpa.",
            hint="Name another folder, or remove it yourself.",
        )


def _clear(target: Path) -> None:
    """Remove what interrupted runs left lying; only for the run that holds the lock."""
    old = target.parent / f".{target.name}.old"
    if old.is_dir():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.unlink(missing_ok=True)
    for stale in target.parent.glob(f".{target.name}.new-*"):
        shutil.rmtree(stale, ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    old = target.parent / f".{target.name}.old"
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[None]:
    lock = os.open(target.parent / f".{target.name}.lock", os.O_CREAT | os.O_RDWR, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError(
                f"Another run is writing {target}.", hint="Wait until it has finished."
            ) from None
        yield
    finally:
        os.close(lock)

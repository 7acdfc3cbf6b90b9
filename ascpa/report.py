"""What checking found: failures as data, not exceptions.

This module only holds and words the findings; ``ascpa.checks`` produces them.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that is wrong, and what to do about it.

    Attributes
    ----------
    package, resource, field
        Where it is. Empty where the failure belongs to something larger.
    row
        The line of the CSV file, counted as a text editor counts (the header is line 1).
        ``None`` where the failure is not in one row.
    rule
        The name of the rule, as listed on the page "Checks".
    found, expected
        What stands there, and what should.
    action
        What to do.
    """

    package: str
    resource: str
    row: int | None
    field: str
    rule: str
    found: str
    expected: str
    action: str

    @property
    def place(self) -> str:
        """Package, resource, row and field in one line of words."""
        place = "/".join(part for part in (self.package, self.resource) if part)
        if self.row is not None:
            place += f", line {self.row}"
        if self.field:
            place += f", field {self.field}"
        return place

    def __str__(self) -> str:
        return (
            f"{self.place}: {self.rule}: found {self.found}; expected {self.expected}."
            f" {self.action}"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run of the checks found.

    Attributes
    ----------
    packages
        Names of the packages that were checked.
    rows
        Number of data rows read, over all resources.
    rules
        Names of the rules that were applied, failed or not.
    failures
        What is wrong, in the order of packages, resources and rows. Empty if all is well.

    Examples
    --------
    >>> import ascpa
    >>> report = ascpa.Report(packages=("grades",), rows=3, rules=("duplicate-key",), failures=())
    >>> report.valid
    True
    >>> print(report)
    grades: valid (3 rows, 1 rule)
    """

    packages: tuple[str, ...]
    rows: int
    rules: tuple[str, ...]
    failures: tuple[Failure, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing failed."""
        return not self.failures

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain dictionaries and lists."""
        return {
            "valid": self.valid,
            "packages": list(self.packages),
            "rows": self.rows,
            "rules": list(self.rules),
            "failures": [asdict(failure) for failure in self.failures],
        }

    def to_json(self) -> str:
        """Return the report as JSON text."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False)

    def __str__(self) -> str:
        names = ", ".join(self.packages) or "nothing"
        if self.valid:
            return f"{names}: valid ({self.rows:,} rows, {_counted(len(self.rules), 'rule')})"
        lines = [f"{names}: {_counted(len(self.failures), 'failure')}"]
        lines += [f"  {failure}" for failure in self.failures]
        return "\n".join(lines)


def merge(reports: Iterable[Report]) -> Report:
    """Join the reports of several packages into one."""
    every = tuple(reports)
    return Report(
        packages=tuple(name for report in every for name in report.packages),
        rows=sum(report.rows for report in every),
        rules=tuple(sorted({rule for report in every for rule in report.rules})),
        failures=tuple(failure for report in every for failure in report.failures),
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")

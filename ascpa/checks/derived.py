"""Rules about derived tables, and about links from one package to facts of another."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from ascpa.checks.facts import Tables
from ascpa.checks.rules import failure
from ascpa.derive import TABLES
from ascpa.errors import AscpaError
from ascpa.frames import as_text, load, records
from ascpa.model import Package
from ascpa.report import Failure


def check_derived(package: Package, tables: Tables) -> Iterator[Failure]:
    """Compare each derived table with what is computed from the facts now."""
    read = cache(partial(load, folder=package.folder.resolve().parent))
    for resource in package.resources:
        if resource.role != "derived" or resource.full_name not in TABLES:
            continue
        try:
            computed = TABLES[resource.full_name](read)
            expected = records(as_text(computed, resource))
        except (
            AscpaError,
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ) as error:
            yield failure(
                "derived",
                package=package.name,
                resource=resource.name,
                found=f"inputs that cannot be computed with: {error}",
                expected="the packages it is computed from",
            )
            continue
        found = records(tables[resource.name])
        if len(found) != len(expected):
            yield failure(
                "derived",
                package=package.name,
                resource=resource.name,
                found=f"{len(found)} rows",
                expected=f"{len(expected)} rows",
            )
        for row, (stands, computes) in enumerate(zip(found, expected, strict=False), start=2):
            for name in computes:
                if stands[name] != computes[name]:
                    yield failure(
                        "derived",
                        package=package.name,
                        resource=resource.name,
                        row=row,
                        field=name,
                        found=repr(stands[name]),
                        expected=repr(computes[name]),
                    )


def check_reasons(package: Package, tables: Tables) -> Iterator[Failure]:
    """Check that a sum that does not hold has a reason, and one that holds has none."""
    for resource in package.resources:
        if not {"holds", "reason"} <= {field.name for field in resource.fields}:
            continue
        for row, record in enumerate(records(tables[resource.name]), start=2):
            if (record["holds"] == "true") == bool(record["reason"]):
                yield failure(
                    "reconciliation",
                    package=package.name,
                    resource=resource.name,
                    row=row,
                    field="reason",
                    found=f"holds {record['holds']} with the reason {record['reason']!r}",
                    expected="a reason where, and only where, the sum does not hold",
                )


def check_links(
    package: Package, tables: Tables, others: Callable[[str], Tables]
) -> Iterator[Failure]:
    """Check links of the form package, resource and fact: each leads to a fact that exists."""
    for resource in package.resources:
        if not {"package", "resource", "fact"} <= {field.name for field in resource.fields}:
            continue
        known: dict[str, set[str]] = {}
        for row, record in enumerate(records(tables[resource.name]), start=2):
            target = f"{record['package']}/{record['resource']}"
            if target not in known:
                known[target] = _keys(others(record["package"]), record["resource"])
            if record["fact"] not in known[target]:
                yield failure(
                    "fact-link",
                    package=package.name,
                    resource=resource.name,
                    row=row,
                    field="fact",
                    found=f"{target} {record['fact']}",
                    expected="the key of a fact",
                )


def _keys(tables: Tables, resource: str) -> set[str]:
    """Return the keys of a table, which stand in its first column."""
    return set(tables[resource].iloc[:, 0]) if resource in tables else set()

"""Rules about facts: keys across packages, statuses, periods and evidence.

All on text tables, so that a failure shows what stands in the file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from ascpa import printed
from ascpa.checks.rules import failure
from ascpa.frames import records
from ascpa.model import Field, Key, Package, Resource
from ascpa.report import Failure

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Lists:
    """The code lists of ``reference`` that facts are checked against, as text tables."""

    tables: Tables

    def forms(self) -> dict[tuple[str, str], str]:
        """Return printed wordings: code list and wording to code."""
        return {
            (row["code_list"], row["printed"].casefold()): row["code"]
            for row in self.records("printed_forms")
        }

    def rows(self, name: str, key: str) -> dict[str, dict[str, str]]:
        """Return the rows of a list by one of its columns."""
        return {row[key]: row for row in self.records(name)}

    def records(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a list; none if the list is not at hand."""
        return records(self.tables[name]) if name in self.tables else []


def check_units(package: Package, lists: Lists) -> Iterator[Failure]:
    """Check that each unit is listed."""
    units = sorted(lists.rows("units", "unit"))
    for resource in package.resources:
        for field in resource.fields:
            if field.unit and field.unit not in units:
                yield failure(
                    "unit-unknown",
                    package=package.name,
                    resource=resource.name,
                    field=field.name,
                    found=f"unit {field.unit!r}",
                    expected=f"one of {', '.join(units)}",
                )


def check_keys(
    package: Package, tables: Tables, foreign: Mapping[str, Tables]
) -> Iterator[Failure]:
    """Check unique keys, and keys that point to other packages."""
    for resource in package.resources:
        table = tables[resource.name]
        for unique in resource.unique_keys:
            yield from _check_unique(package, resource, table, unique)
        for key in resource.foreign_keys:
            if key.package != package.name:
                yield from _check_external(package, resource, table, key, foreign)


def _check_unique(
    package: Package, resource: Resource, table: pd.DataFrame, key: tuple[str, ...]
) -> Iterator[Failure]:
    complete = table[(table[list(key)] != "").all(axis=1)]
    for row in complete.index[complete.duplicated(list(key))]:
        values = ", ".join(table.loc[row, list(key)])
        yield failure(
            "unique-key",
            package=package.name,
            resource=resource.name,
            row=row + 2,
            field=", ".join(key),
            found=f"{values} a second time",
            expected="once",
        )


def _check_external(
    package: Package,
    resource: Resource,
    table: pd.DataFrame,
    key: Key,
    foreign: Mapping[str, Tables],
) -> Iterator[Failure]:
    target = foreign.get(key.package, {}).get(key.resource)
    names = list(key.target_fields)
    known: set[tuple[str, ...]] = set()
    if target is not None and set(names) <= set(target.columns):
        known = set(target[names].itertuples(index=False, name=None))
    for row, values in enumerate(zip(*(table[f] for f in key.fields), strict=True), start=2):
        if all(values) and values not in known:
            yield failure(
                "external-key",
                package=package.name,
                resource=resource.name,
                row=row,
                field=", ".join(key.fields),
                found=", ".join(values),
                expected=f"a row of {key.package}/{key.resource}",
            )


def check_statuses(package: Package, tables: Tables) -> Iterator[Failure]:
    """Check that each value is either given or explained."""
    for resource in package.resources:
        table = tables[resource.name]
        for field in resource.fields:
            if not field.status_of:
                continue
            values = zip(table[field.status_of], table[field.name], strict=True)
            for row, (value, status) in enumerate(values, start=2):
                if bool(value) == bool(status):
                    yield failure(
                        "value-or-status",
                        package=package.name,
                        resource=resource.name,
                        row=row,
                        field=field.status_of,
                        found=f"{value!r} with the status {status!r}",
                        expected="a value or a status",
                    )


def check_periods(package: Package, tables: Tables) -> Iterator[Failure]:
    """Check first and last days against the periods they are computed from."""
    for resource in package.resources:
        table = tables[resource.name]
        if not {"period", "period_start", "period_end"} <= set(table.columns):
            continue
        for row, record in enumerate(records(table), start=2):
            if not record["period"]:
                continue
            try:
                expected = printed.span(record["period"])
            except ValueError:
                expected = ("a period", "its end")
            found = (record["period_start"], record["period_end"])
            if found != expected:
                yield failure(
                    "period-dates",
                    package=package.name,
                    resource=resource.name,
                    row=row,
                    field="period",
                    found=f"{record['period']} from {found[0]} to {found[1]}",
                    expected=f"{expected[0]} to {expected[1]}",
                )


def check_fit(package: Package, tables: Tables) -> Iterator[Failure]:
    """Check the unit of each row against the unit of its indicator."""
    indicators = tables.get("indicators")
    if indicators is None or not {"indicator", "unit"} <= set(indicators.columns):
        return
    units = dict(zip(indicators["indicator"], indicators["unit"], strict=True))
    for resource in package.facts:
        table = tables[resource.name]
        if not {"indicator", "unit"} <= set(table.columns):
            continue
        for row, record in enumerate(records(table), start=2):
            expected = units.get(record["indicator"], record["unit"])
            if record["unit"] != expected:
                yield failure(
                    "unit-fits",
                    package=package.name,
                    resource=resource.name,
                    row=row,
                    field="unit",
                    found=record["unit"],
                    expected=f"{expected}, the unit of {record['indicator']}",
                )


def check_evidence(package: Package, tables: Tables, lists: Lists) -> Iterator[Failure]:
    """Check facts against evidence and evidence against facts."""
    if not package.facts:
        return
    evidence = tables.get("evidence")
    attestations = [] if evidence is None else records(evidence)
    facts = {
        (resource.name, row[resource.primary_key[0]]): row
        for resource in package.facts
        for row in records(tables[resource.name])
    }
    proved = {(record["resource"], record["fact"], record["field"]) for record in attestations}
    yield from _check_missing(package, tables, proved)
    documents, forms = lists.rows("documents", "document"), lists.forms()
    for row, record in enumerate(attestations, start=2):
        for rule, field, found, expected in _doubts(package, record, facts, documents, forms):
            yield failure(
                rule,
                package=package.name,
                resource="evidence",
                row=row,
                field=field,
                found=found,
                expected=expected,
            )


def _check_missing(
    package: Package, tables: Tables, proved: set[tuple[str, str, str]]
) -> Iterator[Failure]:
    for resource in package.facts:
        key = resource.primary_key[0]
        for row, record in enumerate(records(tables[resource.name]), start=2):
            for field in resource.evidence_fields:
                if record[field] and (resource.name, record[key], field) not in proved:
                    yield failure(
                        "evidence-missing",
                        package=package.name,
                        resource=resource.name,
                        row=row,
                        field=field,
                        found=f"no evidence for {record[key]}",
                        expected="at least one row of evidence",
                    )


def _doubts(
    package: Package,
    record: Mapping[str, str],
    facts: Mapping[tuple[str, str], Mapping[str, str]],
    documents: Mapping[str, Mapping[str, str]],
    forms: printed.Forms,
) -> Iterator[tuple[str, str, str, str]]:
    """Yield rule, field, found and expected for each doubt about one row of evidence."""
    fact = facts.get((record["resource"], record["fact"]))
    if fact is None:
        found = f"{record['resource']} {record['fact']}"
        yield "evidence-orphan", "fact", found, "the key of a fact"
        return
    resource = package.resource(record["resource"])
    field = next((f for f in resource.fields if f.name == record["field"]), None)
    if field is None or not fact[field.name]:
        yield "evidence-orphan", "field", record["field"], f"a filled field of {record['fact']}"
        return
    document = documents.get(record["document"])
    if document is None:
        return
    first, last = _line(record["line_start"]), _line(record["line_end"])
    if not 1 <= first <= last <= _line(document["transcript_lines"]):
        found = f"lines {record['line_start']} to {record['line_end']}"
        yield "evidence-lines", "line_end", found, f"within 1 to {document['transcript_lines']}"
    if fact.get("area_code") not in {None, "", document["area_code"]}:
        found = f"{fact['area_code']} attested by {record['document']}"
        yield "evidence-council", "document", found, document["area_code"]
    yield from _check_printed(record, field, fact, forms)


def _line(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _check_printed(
    record: Mapping[str, str], field: Field, fact: Mapping[str, str], forms: printed.Forms
) -> Iterator[tuple[str, str, str, str]]:
    """Compare the meaning of a printed form with the value; our own words have none to compare."""
    if field.text in {"label", "note"}:
        return
    form = record.get("read_as") or record["printed"]
    value = printed.meaning(form, field, fact, forms)
    same = value == fact[field.name]
    if field.text == "name" and value is not None:
        same = value.casefold() == fact[field.name].casefold()
    if not same:
        found = f"{form!r}, which means {value or 'nothing known'}"
        expected = f"{fact[field.name]!r}, the {field.name} of {record['fact']}"
        yield "evidence-printed", "printed", found, expected

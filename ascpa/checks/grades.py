"""Rules that know the subject: grades, scales and the lives of councils."""

from collections.abc import Iterator, Mapping

from ascpa.checks.facts import Lists, Tables
from ascpa.checks.rules import failure
from ascpa.frames import records
from ascpa.model import Package, Resource
from ascpa.report import Failure

CARRIED_FIELDS = {
    "area_code",
    "framework",
    "subject",
    "period",
    "grade",
    "basis",
    "carried_from",
}


def check_grades(package: Package, tables: Tables, lists: Lists) -> Iterator[Failure]:
    """Check every resource of facts that has councils or grades."""
    for resource in package.facts:
        rows = records(tables[resource.name])
        names = {field.name for field in resource.fields}
        if {"area_code", "period_start", "period_end"} <= names:
            yield from _check_councils(package, resource, rows, lists)
        if {"framework", "subject", "scale"} <= names:
            yield from _check_scales(package, resource, rows, lists)
        if names >= CARRIED_FIELDS:
            yield from _check_carried(package, resource, rows)
        if {"basis", "basis_stated"} <= names and "evidence" in tables:
            yield from _check_stated(package, resource, rows, tables)


def _check_councils(
    package: Package, resource: Resource, rows: list[dict[str, str]], lists: Lists
) -> Iterator[Failure]:
    register = lists.rows("councils", "area_code")
    for row, record in enumerate(rows, start=2):
        council = register.get(record["area_code"])
        if council is None or not record["period_start"]:
            continue
        begins, ends = council["valid_from"], council["valid_to"] or "9999"
        if record["period_end"] < begins or record["period_start"] > ends:
            yield failure(
                "council-dates",
                package=package.name,
                resource=resource.name,
                row=row,
                field="area_code",
                found=f"{record['area_code']} in {record['period']}",
                expected=f"a period from {begins or 'any day'} to {council['valid_to'] or 'today'}",
            )


def _check_scales(
    package: Package, resource: Resource, rows: list[dict[str, str]], lists: Lists
) -> Iterator[Failure]:
    scales = {
        (item["framework"], item["subject"]): item["scale"] for item in lists.records("subjects")
    }
    for row, record in enumerate(rows, start=2):
        expected = scales.get((record["framework"], record["subject"]), record["scale"])
        if record["scale"] != expected:
            yield failure(
                "grade-scale",
                package=package.name,
                resource=resource.name,
                row=row,
                field="scale",
                found=record["scale"],
                expected=expected or "no scale, for the subject is not graded",
            )


def _check_carried(
    package: Package, resource: Resource, rows: list[dict[str, str]]
) -> Iterator[Failure]:
    by_key = {record[resource.primary_key[0]]: record for record in rows}
    for row, record in enumerate(rows, start=2):
        problem = _carried_problem(record, by_key)
        if problem:
            yield failure(
                "grade-carried",
                package=package.name,
                resource=resource.name,
                row=row,
                field="carried_from",
                found=problem,
                expected="the same grade of the same subject one year before",
            )


def _carried_problem(record: Mapping[str, str], by_key: Mapping[str, Mapping[str, str]]) -> str:
    carried = record["basis"] == "carried_forward"
    if not carried:
        return f"a link with the basis {record['basis']}" if record["carried_from"] else ""
    before = by_key.get(record["carried_from"])
    if before is None:
        return ""
    same = all(before[name] == record[name] for name in ("area_code", "framework", "subject"))
    if not same or not _is_year_before(before["period"], record["period"]):
        return f"a link to {record['carried_from']}"
    if before["grade"] != record["grade"]:
        return f"{record['grade']}, carried forward from {before['grade']}"
    return ""


def _is_year_before(before: str, after: str) -> bool:
    return before[:4].isdecimal() and after[:4] == f"{int(before[:4]) + 1}"


def _check_stated(
    package: Package, resource: Resource, rows: list[dict[str, str]], tables: Tables
) -> Iterator[Failure]:
    evidence = tables["evidence"]
    proved = set(evidence.loc[evidence["field"] == "basis", "fact"])
    for row, record in enumerate(rows, start=2):
        has_evidence = record[resource.primary_key[0]] in proved
        if has_evidence != (record["basis_stated"] == "true"):
            yield failure(
                "basis-stated",
                package=package.name,
                resource=resource.name,
                row=row,
                field="basis_stated",
                found=f"{record['basis_stated']} {'with' if has_evidence else 'without'} evidence",
                expected="true with evidence, false without",
            )

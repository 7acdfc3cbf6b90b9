"""Rules that know the subject: progress that falls, and outcomes that figures contradict."""

from collections.abc import Iterator

from ascpa.checks.facts import Tables
from ascpa.checks.rules import failure
from ascpa.frames import records
from ascpa.model import Package
from ascpa.report import Failure

MET = {"met": "true", "exceeded": "true", "not_met": "false"}
AT_THE_END = {"year_end", "year"}


def check_progress(package: Package, tables: Tables) -> Iterator[Failure]:
    """Check that the per cent complete of an action does not fall from quarter to quarter."""
    for resource in package.facts:
        table = tables[resource.name]
        if not {"action", "period", "complete_pct"} <= set(table.columns):
            continue
        before: dict[str, tuple[str, float]] = {}
        rows = enumerate(records(table), start=2)
        for row, record in sorted(rows, key=lambda item: item[1]["period"]):
            if not record["complete_pct"]:
                continue
            done = float(record["complete_pct"])
            period, least = before.get(record["action"], ("", done))
            if done < least:
                yield failure(
                    "progress-falls",
                    package=package.name,
                    resource=resource.name,
                    row=row,
                    field="complete_pct",
                    found=f"{done:g} in {record['period']}",
                    expected=f"at least the {least:g} of {period}",
                )
            before[record["action"]] = (record["period"], done)


def check_outcomes(package: Package, tables: Tables) -> Iterator[Failure]:
    """Check what a document says came of a target against the figure at the end of its period."""
    if not {"targets", "attainment"} <= set(tables):
        return
    stated = dict(
        zip(tables["targets"]["target"], tables["targets"]["stated_outcome"], strict=True)
    )
    for row, record in enumerate(records(tables["attainment"]), start=2):
        expected = MET.get(stated.get(record["target"], ""))
        at_the_end = record["period_kind"] in AT_THE_END
        if at_the_end and expected and record["met"] and record["met"] != expected:
            yield failure(
                "outcome-agrees",
                package=package.name,
                resource="attainment",
                row=row,
                field="met",
                found=f"met {record['met']} for {record['target']}",
                expected=f"{expected}, as the document says {stated[record['target']]}",
            )

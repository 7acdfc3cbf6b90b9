"""A page for each council that has facts, and the list of all councils."""

from ascpa.descriptor import Resource
from ascpa.pages.record import Record, Row
from ascpa.pages.render import render, slug


def council_pages(record: Record) -> dict[str, str]:
    """Return the pages about councils, by path."""
    with_facts = councils_with_facts(record)
    pages = {
        f"councils/{slug(council['name'])}.md": render(
            "council", council=council, record=record, sections=_sections(record, council)
        )
        for council in with_facts
    }
    register = sorted(record.rows["reference/councils"], key=lambda row: row["name"])
    regions = record.labels["reference/regions"]
    pages["councils/index.md"] = render(
        "councils",
        register=register,
        regions={code[0]: title for code, title in regions.items()},
        kinds=record.resources["reference/councils"].field("kind").labels,
        with_facts={council["area_code"] for council in with_facts},
    )
    return pages


def councils_with_facts(record: Record) -> list[dict[str, str]]:
    """Return the rows of the register that have at least one fact, by name."""
    codes = {
        row["area_code"]
        for _, resource in record.facts()
        for row in record.rows[resource.full_name]
        if row.get("area_code")
    }
    found = [row for row in record.rows["reference/councils"] if row["area_code"] in codes]
    return sorted(found, key=lambda row: row["name"])


def _sections(record: Record, council: Row) -> list[tuple[Resource, list[dict[str, str]]]]:
    sections = []
    for _, resource in record.facts():
        rows = [
            row
            for row in record.rows[resource.full_name]
            if row.get("area_code") == council["area_code"]
        ]
        if rows:
            sections.append((resource, rows))
    return sections

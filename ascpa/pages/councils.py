"""A page for each council that has facts, and the list of all councils."""

from collections.abc import Iterable
from dataclasses import dataclass

from ascpa.model import Resource
from ascpa.pages.record import Record
from ascpa.pages.render import render, slug


@dataclass(frozen=True)
class Section:
    """The facts of one resource about a council: columns to show, and rows under headings."""

    resource: Resource
    columns: list[str]
    groups: list[tuple[str, list[dict[str, str]]]]


def council_pages(record: Record) -> dict[str, str]:
    """Return the pages about councils, by path."""
    with_facts = councils_with_facts(record)
    facts = [resource for _, resource in record.facts()]
    pages = {
        f"councils/{slug(council['name'])}.md": render(
            "council",
            council=council,
            record=record,
            sections=sections(record, facts, council["area_code"]),
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
        record.council_of(resource, row)
        for _, resource in record.facts()
        for row in record.rows[resource.full_name]
    }
    found = [row for row in record.rows["reference/councils"] if row["area_code"] in codes]
    return sorted(found, key=lambda row: row["name"])


def sections(record: Record, resources: Iterable[Resource], area_code: str) -> list[Section]:
    """Return the facts of some resources about a council, or those about none."""
    found = []
    for resource in resources:
        rows = [
            row
            for row in record.rows[resource.full_name]
            if record.council_of(resource, row) == area_code
        ]
        if rows:
            hidden = {"area_code", *resource.group}
            shown = [name for name in resource.summary if name not in hidden]
            found.append(Section(resource, shown, _groups(record, resource, rows)))
    return found


def _groups(
    record: Record, resource: Resource, rows: list[dict[str, str]]
) -> list[tuple[str, list[dict[str, str]]]]:
    """Return rows under the headings of their groups, the latest first within the first field."""
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in resource.group), []).append(row)
    first = list(dict.fromkeys(key[:1] for key in groups))
    order = sorted(groups, key=lambda key: key[1:], reverse=True)
    order.sort(key=lambda key: first.index(key[:1]))
    return [
        (record.heading(resource, resource.group, groups[key][0]), groups[key]) for key in order
    ]

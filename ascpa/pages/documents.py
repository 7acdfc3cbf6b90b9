"""A page for each document: what it is, and what was read from it, line by line."""

from ascpa.model import Package
from ascpa.pages.councils import councils_with_facts
from ascpa.pages.record import Record
from ascpa.pages.render import render, slug


def document_pages(record: Record) -> dict[str, str]:
    """Return the pages about documents, by path."""
    documents = record.rows["reference/documents"]
    found = record.resources["reference/documents"]
    councils = {row["area_code"]: row["name"] for row in councils_with_facts(record)}
    pages = {
        f"documents/{document['document']}.md": render(
            "document",
            document=document,
            fields=[
                field
                for field in found.fields
                if field.name not in {"document", "title"} and not field.status_of
            ],
            resource=found,
            record=record,
            entries=[
                (row, record.page_of(package.resource(row["resource"]), row["fact"]))
                for package, row in _entries(record, document["document"])
            ],
            council_page=slug(councils.get(document["area_code"], "")),
        )
        for document in documents
    }
    counts = {
        document["document"]: len(_entries(record, document["document"])) for document in documents
    }
    pages["documents/index.md"] = render(
        "documents", documents=documents, counts=counts, record=record, resource=found
    )
    return pages


def _entries(record: Record, document: str) -> list[tuple[Package, dict[str, str]]]:
    """Return the evidence taken from a document, in the order of its lines."""
    entries = [
        (package, row)
        for package in record.packages
        for row in record.rows.get(f"{package.name}/evidence", [])
        if row["document"] == document
    ]
    return sorted(entries, key=_line)


def _line(entry: tuple[Package, dict[str, str]]) -> tuple[int, str, str]:
    package, row = entry
    return int(row["line_start"]), package.name, row["evidence"]

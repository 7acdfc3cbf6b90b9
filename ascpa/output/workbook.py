"""One package as a spreadsheet: a cover, a dictionary and a sheet for each resource."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from ascpa.citation import cite_package
from ascpa.frames import read_frame, read_text
from ascpa.model import Package, Resource
from ascpa.output.files import plain

_WIDEST = 60


def write_workbook(package: Package, packages: Sequence[Package], target: Path) -> None:
    """Write the workbook of a package.

    A blank that has a status shows as the shorthand of that status, such as ``[x]``.
    """
    shorthand = shorthands(packages)
    created = datetime.fromisoformat(package.created.removesuffix("Z"))
    with xlsxwriter.Workbook(
        target, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": package.title, "created": created})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _write_cover(book, package, shorthand, bold, wrap)
        _write_dictionary(book, package, bold, wrap)
        for resource in package.resources:
            _write_resource(book, resource, shorthand, bold)


def shorthands(packages: Sequence[Package]) -> dict[str, str]:
    """Return the shorthand of each status, from ``reference/statuses``."""
    reference = next(package for package in packages if package.name == "reference")
    table = read_text(reference.resource("statuses"))
    return dict(zip(table["status"], table["shorthand"], strict=True))


def _write_cover(
    book: xlsxwriter.Workbook,
    package: Package,
    shorthand: dict[str, str],
    bold: object,
    wrap: object,
) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 100)
    lines = [("Title", package.title), ("Version", package.version), ("About", package.description)]
    lines += [("How to read", text) for text in package.how_to_read]
    lines += [("Caution", caution.text) for caution in package.cautions]
    lines += [("Sheet", f"{r.name}: {r.title}, {r.rows:,} rows") for r in package.resources]
    lines += [("Shorthand", f"{sign} {status}") for status, sign in sorted(shorthand.items())]
    lines += [("Source", source.title) for source in package.sources]
    lines += [("Licence", f"{item.title} {item.path}") for item in package.licences]
    lines += [("Cite as", cite_package(package))]
    for row, (head, text) in enumerate(lines):
        sheet.write_string(row, 0, head, bold)
        sheet.write_string(row, 1, text, wrap)


def _write_dictionary(
    book: xlsxwriter.Workbook, package: Package, bold: object, wrap: object
) -> None:
    sheet = book.add_worksheet("Dictionary")
    heads = ("Sheet", "Field", "Title", "Type", "Unit", "Description", "Blank means", "Codes")
    widths = (18, 20, 24, 10, 10, 60, 40, 60)
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    sheet.freeze_panes(1, 0)
    rows = [
        (
            resource.name,
            field.name,
            field.title,
            field.type,
            field.unit,
            field.description,
            field.missing_meaning,
            "; ".join(f"{code}: {label}" for code, label in field.labels.items()),
        )
        for resource in package.resources
        for field in resource.fields
    ]
    for row, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, wrap)


def _write_resource(
    book: xlsxwriter.Workbook, resource: Resource, shorthand: dict[str, str], bold: object
) -> None:
    sheet = book.add_worksheet(resource.name[:31])
    statuses = {field.status_of: field.name for field in resource.fields if field.status_of}
    frame = read_frame(resource)
    sheet.freeze_panes(1, 1)
    for column, field in enumerate(resource.fields):
        sheet.write_string(0, column, field.name, bold)
        widest = max((len(str(value)) for value in frame[field.name]), default=0)
        sheet.set_column(column, column, min(_WIDEST, max(10, widest, len(field.name)) + 1))
        for row, value in enumerate(frame[field.name], start=1):
            shown = plain(value)
            if shown is None and field.name in statuses:
                shown = shorthand.get(str(frame[statuses[field.name]].iloc[row - 1]), "[x]")
            if isinstance(shown, str):
                sheet.write_string(row, column, shown)
            elif shown is not None:
                sheet.write(row, column, shown)
    sheet.autofilter(0, 0, len(frame), len(resource.fields) - 1)

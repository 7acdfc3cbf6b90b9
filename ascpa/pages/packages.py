"""A page for each data package, in a fixed order, and the page that lists them."""

from collections import Counter
from pathlib import Path

from ascpa.citation import cite_package
from ascpa.model import Package
from ascpa.pages.councils import sections
from ascpa.pages.record import Record
from ascpa.pages.render import render
from ascpa.report import Report

_FORMATS = {"csv": "CSV", "json": "JSON", "parquet": "Parquet", "xlsx": "Spreadsheet", "zip": "Zip"}


def package_pages(record: Record, data: Path, report: Report) -> dict[str, str]:
    """Return the pages about packages, by path."""
    checksums = _checksums(data)
    pages = {
        f"data/{package.name}.md": _page(record, package, data, report, checksums)
        for package in record.packages
    }
    database = data / "ascpa.db"
    pages["data/index.md"] = render(
        "packages",
        packages=record.packages,
        database_size=database.stat().st_size,
        database_checksum=checksums["ascpa.db"],
    )
    return pages


def _page(
    record: Record, package: Package, data: Path, report: Report, checksums: dict[str, str]
) -> str:
    example = (package.facts or package.resources)[0]
    evidence = record.rows.get(f"{package.name}/evidence", [])
    titles = record.labels["reference/documents"]
    by_document = Counter(titles[(row["document"],)] for row in evidence)
    return render(
        "package",
        package=package,
        record=record,
        example=example,
        downloads=_downloads(package, data, checksums),
        rules=len(report.rules),
        rows=sum(resource.rows or 0 for resource in package.resources),
        evidence=sorted(by_document.items()),
        evidence_rows=len(evidence),
        citation=cite_package(package),
        councils=_councils(record, package),
        sections=sections(record, package.facts, ""),
    )


def _councils(record: Record, package: Package) -> list[tuple[str, int]]:
    """Return the councils that the package has facts about, with the number of facts."""
    names = record.labels["reference/councils"]
    counts = Counter(
        names[(area_code,)]
        for resource in package.facts
        for row in record.rows[resource.full_name]
        if (area_code := record.council_of(resource, row))
    )
    return sorted(counts.items())


def _downloads(
    package: Package, data: Path, checksums: dict[str, str]
) -> list[tuple[str, list[tuple[str, str, int, str]]]]:
    """Return rows of the download table: a name, and format, path, bytes and SHA-256 of files."""
    rows = [
        ("The whole package", [f"{package.name}.zip", f"{package.name}.xlsx"]),
        *(
            (r.name, [f"data/{r.path.name}", f"{r.name}.json", f"{r.name}.parquet"])
            for r in package.resources
        ),
    ]
    return [
        (
            name,
            [
                (
                    _FORMATS[path.rpartition(".")[2]],
                    f"{package.name}/{path}",
                    (data / package.name / path).stat().st_size,
                    checksums[f"{package.name}/{path}"],
                )
                for path in paths
            ],
        )
        for name, paths in rows
    ]


def _checksums(data: Path) -> dict[str, str]:
    lines = (data / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}

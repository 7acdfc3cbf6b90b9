"""Write the pages of the site as plain Markdown, before the site is built.

Hand-written pages come from ``docs/``; everything else is made from the packages.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from ascpa.model import Package
from ascpa.pages.councils import council_pages
from ascpa.pages.documents import document_pages
from ascpa.pages.home import fill
from ascpa.pages.manual import check_pages
from ascpa.pages.packages import package_pages
from ascpa.pages.record import Record
from ascpa.pages.render import write
from ascpa.report import Report


def write_pages(
    packages: Sequence[Package], docs: Path, data: Path, report: Report, folder: Path
) -> None:
    """Write every page into a folder.

    Parameters
    ----------
    packages
        What the pages are about.
    docs
        The hand-written pages.
    data
        The built data, whose sizes and checksums the pages quote.
    report
        The outcome of the checks, which the pages quote.
    folder
        Where to write.
    """
    record = Record(tuple(packages))
    shutil.copytree(docs, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("theme"))
    for page in sorted(folder.rglob("*.md")):
        page.write_text(fill(page.read_text(encoding="utf-8"), record), encoding="utf-8")
    write(
        folder,
        {
            **package_pages(record, data, report),
            **council_pages(record),
            **document_pages(record),
            **check_pages(),
        },
    )

"""Write what is published: one SQLite file, and each package as CSV, JSON, Parquet and workbook.

Everything follows from the descriptors. The same packages give the same content.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from ascpa.descriptor import Package
from ascpa.errors import MissingExtraError
from ascpa.output.checksums import write_checksums
from ascpa.output.files import write_package

DATABASE = "ascpa.db"


def write_all(packages: Sequence[Package], folder: Path) -> None:
    """Write every output into an empty folder.

    Raises
    ------
    MissingExtraError
        If a library that writes one of the formats is not installed.
    """
    try:
        from ascpa.output.sqlite import write_database
        from ascpa.output.workbook import write_workbook
    except ImportError as error:
        raise MissingExtraError("ascpa build", "build", error.name or "sqlite_utils") from None
    write_database(packages, folder / DATABASE)
    for package in packages:
        write_package(package, folder / package.name)
        write_workbook(package, packages, folder / package.name / f"{package.name}.xlsx")
    write_checksums(folder)


def sizes(folder: Path) -> dict[str, int]:
    """Return the size in bytes of every file of a folder, by its path within it."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and os.sep + "." not in str(path.relative_to(folder))
    }

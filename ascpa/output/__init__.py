"""Write what is published: one SQLite file, and each package as CSV, JSON, Parquet and workbook.

Everything follows from the descriptors. The same packages give the same content.
"""

import os
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from ascpa.errors import MissingExtraError
from ascpa.model import Package
from ascpa.output.files import write_package

DATABASE = "ascpa.db"
LIBRARIES = ("frictionless", "pyarrow", "sqlite_utils", "xlsxwriter")


def require_libraries() -> None:
    """Make sure that the libraries that write the outputs are there.

    Raises
    ------
    MissingExtraError
        If one of them is not installed.
    """
    for library in LIBRARIES:
        if find_spec(library) is None:
            raise MissingExtraError("ascpa build", "build", library)


def write_all(packages: Sequence[Package], folder: Path) -> None:
    """Write every output into an empty folder."""
    from ascpa.output.sqlite import write_database
    from ascpa.output.workbook import write_workbook

    write_database(packages, folder / DATABASE)
    for package in packages:
        write_package(package, folder / package.name)
        write_workbook(package, packages, folder / package.name / f"{package.name}.xlsx")


def sizes(folder: Path) -> dict[str, int]:
    """Return the size in bytes of every file of a folder, by its path within it."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and os.sep + "." not in str(path.relative_to(folder))
    }

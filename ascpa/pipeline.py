"""The story in order: find the packages, check them, write the outputs, write the pages."""

from collections.abc import Callable
from pathlib import Path

from ascpa import catalog
from ascpa.checks import validate
from ascpa.datasette_metadata import try_queries, write_metadata
from ascpa.errors import DataError, UsageError
from ascpa.output import DATABASE, require_libraries, write_all
from ascpa.output.checksums import FILE_NAME, write_checksums
from ascpa.output.folder import replaced

DATA, SITE = "data", "site"

Progress = Callable[[str], None]


def _tell_nobody(step: str) -> None:
    """Stand in for a progress function."""


def build(
    to: str | Path = "build",
    *,
    site: bool = False,
    folder: str | Path | None = None,
    progress: Progress | None = None,
) -> Path:
    """Check the packages and write everything that is published.

    Parameters
    ----------
    to
        The folder to write into: ``data`` with the SQLite file and the downloads and, if asked
        for, ``site`` with the website. Each takes the place of its earlier edition when it is
        complete, never before.
    site
        Whether to build the website as well. It needs a checkout of the project.
    folder
        Where the data packages are. By default those installed with the library.
    progress
        Called with a few words as each step begins.

    Returns
    -------
    pathlib.Path
        The folder ``to``.

    Raises
    ------
    DataError
        If the packages are not valid; nothing is written.
    BuildError
        If the disk refuses; the earlier output is whole.
    MissingExtraError
        If a library for one of the outputs is not installed.
    """
    require_libraries()
    target = Path(to)
    tell = progress or _tell_nobody
    report = validate(catalog.root(folder), progress=lambda name: tell(f"checking {name}"))
    if not report.valid:
        raise DataError(
            f"The packages are not valid ({len(report.failures)} found): {report.failures[0]}",
            hint="Run: ascpa validate",
        )
    packages = catalog.every_package(folder)
    if "reference" not in {package.name for package in packages}:
        raise UsageError(
            f"{catalog.root(folder)} lacks the package 'reference', whose lists the others need.",
            hint="Put a copy of it beside the others.",
        )
    tell("writing the data")
    with replaced(target / DATA, mark=FILE_NAME) as new:
        write_all(packages, new)
        try_queries(packages, new / DATABASE)
        write_metadata(packages, new)
        write_checksums(new)
    if site:
        from ascpa.site import build_site

        tell("writing the pages and building the site")
        with replaced(target / SITE, mark=f"downloads/{FILE_NAME}") as new:
            build_site(packages, target / DATA, report, new)
    return target

"""Check data packages: descriptor, files, tables, facts, grades and language.

``validate`` reads a package from the outside in and stops a layer early where the next one could
not be trusted: facts are only looked at when their table is sound.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from ascpa import catalog, descriptor
from ascpa.checks.derived import check_derived, check_links, check_reasons
from ascpa.checks.descriptors import check_limits, check_names, check_properties, check_shape
from ascpa.checks.facts import (
    Lists,
    Tables,
    check_evidence,
    check_fit,
    check_keys,
    check_periods,
    check_statuses,
    check_units,
)
from ascpa.checks.files import check_file
from ascpa.checks.grades import check_grades
from ascpa.checks.language import check_cells, check_language
from ascpa.checks.plans import check_outcomes, check_progress
from ascpa.checks.rules import RULES, failure
from ascpa.checks.tables import check_tables
from ascpa.descriptor import FILE_NAME
from ascpa.errors import AscpaError, DescriptorError, MissingExtraError, UsageError
from ascpa.frames import read_text
from ascpa.model import Package
from ascpa.report import Failure, Report, merge

Neighbours = dict[tuple[Path, str], Tables]
Progress = Callable[[str], None]


def validate(path: str | Path | None = None, *, progress: Progress | None = None) -> Report:
    """Check one data package, a folder of packages, or the packages of ascpa itself.

    Parameters
    ----------
    path
        A ``datapackage.json``, the folder that holds one, or a folder of such folders.
        By default the packages installed with the library.
    progress
        Called with the name of each package as its check begins.

    Returns
    -------
    Report
        What is wrong. ``report.valid`` is true if nothing is.

    Raises
    ------
    UsageError
        If there is no data package at that path.
    MissingExtraError
        If frictionless or jsonschema is not installed.

    Examples
    --------
    >>> import ascpa
    >>> report = ascpa.validate()
    >>> report.valid
    True
    """
    _require_libraries()
    files = _descriptor_files(Path(path) if path is not None else catalog.root())
    reports = []
    neighbours: Neighbours = {}
    for file in files:
        if progress is not None:
            progress(file.parent.name)
        reports.append(_validate_one(file, neighbours))
    return merge([*reports, *_repeated_names(reports)])


def _repeated_names(reports: list[Report]) -> list[Report]:
    names = Counter(name for report in reports for name in report.packages)
    repeated = [
        failure(
            "name-repeated", package=name, found=f"{times} packages named {name!r}", expected="one"
        )
        for name, times in names.items()
        if times > 1
    ]
    return [Report(packages=(), rows=0, rules=(), failures=tuple(repeated))] if repeated else []


def _require_libraries() -> None:
    for library in ("frictionless", "jsonschema"):
        from importlib.util import find_spec

        if find_spec(library) is None:
            raise MissingExtraError("ascpa validate", "validate", library)


def _descriptor_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if (path / FILE_NAME).is_file():
        return [path / FILE_NAME]
    files = sorted(path.glob(f"*/{FILE_NAME}")) if path.is_dir() else []
    if not files:
        state = f"it holds no {FILE_NAME}" if path.is_dir() else "it does not exist"
        raise UsageError(
            f"There is no data package at {path}: {state}.",
            hint=f"Name a {FILE_NAME} or a folder that holds one.",
        )
    return files


def _validate_one(file: Path, neighbours: Neighbours) -> Report:
    try:
        raw = descriptor.read_json(file)
    except DescriptorError as error:
        found = failure(
            "descriptor-unreadable",
            package=file.resolve().parent.name,
            found=error.problem,
            expected="a readable descriptor",
        )
        return _report(file.resolve().parent.name, 0, [found])
    failures = list(check_properties(raw))
    if failures:
        return _report(str(raw.get("name", file.parent.name)), 0, failures)
    package = descriptor.read(file)
    failures = [
        *check_names(package),
        *check_shape(package),
        *check_limits(package),
        *check_language(package, raw),
    ]
    in_files = [item for resource in package.resources for item in check_file(package, resource)]
    if failures or any(_is_structural(item) for item in in_files):
        return _report(package.name, 0, [*failures, *in_files])
    tables = {resource.name: read_text(resource) for resource in package.resources}
    failures = [*in_files, *check_tables(package)]
    if not any(item.rule.startswith("table") for item in failures):
        failures += _check_content(package, tables, neighbours)
    return _report(package.name, sum(len(table) for table in tables.values()), failures)


def _check_content(package: Package, tables: Tables, neighbours: Neighbours) -> Iterator[Failure]:
    reference = (
        tables if package.name == "reference" else _neighbour(package, neighbours, "reference")
    )
    lists = Lists(reference)
    yield from check_units(package, lists)
    yield from check_keys(package, tables, _foreign(package, neighbours))
    yield from check_statuses(package, tables)
    yield from check_periods(package, tables)
    yield from check_evidence(package, tables, lists)
    yield from check_fit(package, tables)
    yield from check_derived(package, tables)
    yield from check_reasons(package, tables)
    yield from check_links(package, tables, partial(_neighbour, package, neighbours))
    yield from check_progress(package, tables)
    yield from check_outcomes(package, tables)
    yield from check_grades(package, tables, lists)
    for resource in package.resources:
        yield from check_cells(package, resource, tables[resource.name])


def _is_structural(item: Failure) -> bool:
    return item.rule.partition("/")[0] in {
        "path-unsafe",
        "file-missing",
        "file-encoding",
        "file-lines",
        "file-columns",
    }


def _report(name: str, rows: int, failures: list[Failure]) -> Report:
    return Report(packages=(name,), rows=rows, rules=tuple(sorted(RULES)), failures=tuple(failures))


def _foreign(package: Package, neighbours: Neighbours) -> dict[str, Tables]:
    names = {key.package for resource in package.resources for key in resource.foreign_keys}
    return {name: _neighbour(package, neighbours, name) for name in sorted(names - {package.name})}


def _neighbour(package: Package, known: Neighbours, name: str) -> Tables:
    """Return the tables of another package, read once for one run of the checks."""
    beside = package.folder.resolve().parent
    if (beside, name) not in known:
        known[beside, name] = _sound_tables(beside / name, name)
    return known[beside, name]


def _sound_tables(beside: Path, name: str) -> Tables:
    """Return the sound tables of a package: the one in a folder, or else the installed one."""
    try:
        is_beside = (beside / FILE_NAME).is_file()
        found = descriptor.read(beside) if is_beside else catalog.package(name)
    except AscpaError:
        return {}
    return {
        resource.name: read_text(resource)
        for resource in found.resources
        if not any(_is_structural(item) for item in check_file(found, resource))
    }

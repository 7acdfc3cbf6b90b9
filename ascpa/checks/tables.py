"""Table Schema, checked by frictionless: types, limits, primary and foreign keys.

The only module that imports frictionless. It is given packages whose paths and files have
passed, so frictionless never meets a link, a remote address or a packed file.
"""

from collections.abc import Iterator
from typing import Any

from ascpa.checks.rules import failure
from ascpa.descriptor import read_json
from ascpa.errors import MissingExtraError
from ascpa.model import Package
from ascpa.report import Failure

MAX_ERRORS = 1000
RESOURCE_PROPERTIES = ("name", "path", "encoding")
SCHEMA_PROPERTIES = ("missingValues", "primaryKey", "foreignKeys")
FIELD_PROPERTIES = ("name", "type", "format", "constraints")
SEEN_IN_FILES = {"byte-count", "hash-count", "row-count"}


def check_tables(package: Package) -> Iterator[Failure]:
    """Check each table of a package against its Table Schema."""
    try:
        import frictionless
    except ImportError:
        raise MissingExtraError("Checking tables", "validate", "frictionless") from None
    try:
        described = frictionless.Package.from_descriptor(
            _essentials(package), basepath=str(package.folder)
        )
        report = described.validate(limit_errors=MAX_ERRORS)
    except frictionless.FrictionlessException as exception:
        yield _failure(package, "", exception.error)
        return
    for error in report.errors:
        yield _failure(package, "", error)
    for task in report.tasks:
        for error in task.errors:
            if error.type.removesuffix("-error") not in SEEN_IN_FILES:
                yield _failure(package, task.name, error)
        for warning in task.warnings:
            yield failure(
                "table",
                package=package.name,
                resource=task.name,
                found=warning,
                expected="no warning",
                detail="warning",
            )


def _essentials(package: Package) -> dict[str, Any]:
    """Return what frictionless needs of a descriptor; without the rest it is twice as fast."""
    raw = read_json(package.file)
    kept = {"$schema": raw.get("$schema"), "name": raw["name"]}
    return {key: value for key, value in kept.items() if value is not None} | {
        "resources": [_table(resource) for resource in raw["resources"]]
    }


def _table(resource: dict[str, Any]) -> dict[str, Any]:
    schema = resource["schema"]
    fields = [
        {name: field[name] for name in FIELD_PROPERTIES if name in field}
        for field in schema["fields"]
    ]
    kept = {name: schema[name] for name in SCHEMA_PROPERTIES if name in schema}
    table = {name: resource[name] for name in RESOURCE_PROPERTIES if name in resource}
    return {**table, "type": "table", "format": "csv", "schema": {"fields": fields, **kept}}


def _failure(package: Package, resource: str, error: object) -> Failure:
    cell = getattr(error, "cell", None)
    note = str(getattr(error, "note", "")) or str(error)
    return failure(
        "table",
        package=package.name,
        resource=resource,
        row=getattr(error, "row_number", None),
        field=str(getattr(error, "field_name", "") or ""),
        found=repr(cell) if cell else note,
        expected=note if cell else "a table that fits its schema",
        detail=str(getattr(error, "type", "error")).removesuffix("-error"),
    )

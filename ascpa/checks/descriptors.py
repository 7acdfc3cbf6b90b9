"""Rules about the descriptor itself: its properties, and the names it mentions."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ascpa.checks.rules import failure, shorten
from ascpa.model import Field, Key, Package, Resource
from ascpa.report import Failure

EVIDENCE_FIELDS = (
    "resource",
    "fact",
    "field",
    "document",
    "line_start",
    "line_end",
    "printed",
)
_SCHEMA_FILE = Path(__file__).parent / "datapackage.schema.json"


def check_properties(raw: dict[str, Any]) -> Iterator[Failure]:
    """Check a descriptor against the closed list of properties."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(json.loads(_SCHEMA_FILE.read_text(encoding="utf-8")))
    package = shorten(str(raw.get("name", "")), 80)
    errors = sorted(validator.iter_errors(raw), key=lambda error: [str(p) for p in error.path])
    for error in errors:
        place = "/".join(str(part) for part in error.absolute_path) or "the top level"
        yield failure(
            "descriptor-property",
            package=package,
            found=f"at {place}: {error.message}",
            expected=f"what the Data Package standard and ascpa ask for ({error.validator})",
        )


def check_names(package: Package) -> Iterator[Failure]:
    """Check that names are unique and that every name mentioned exists."""
    yield from _repeated(package, [r.name for r in package.resources], "resources", "")
    for resource in package.resources:
        names = [field.name for field in resource.fields]
        yield from _repeated(package, names, "fields", resource.name)
        yield from _unknown_fields(package, resource, set(names))
        yield from _unknown_targets(package, resource)


def check_shape(package: Package) -> Iterator[Failure]:
    """Check that facts have one key field, and evidence the fields that evidence needs."""
    for resource in package.facts:
        if len(resource.primary_key) != 1:
            found = f"facts with the key {', '.join(resource.primary_key) or 'none'}"
            yield failure(
                "name-unknown",
                package=package.name,
                resource=resource.name,
                found=found,
                expected="one key field",
            )
    for resource in package.resources:
        names = {field.name for field in resource.fields}
        if package.facts and resource.name == "evidence":
            for name in EVIDENCE_FIELDS:
                if name not in names:
                    yield _unknown(package, resource, f"evidence without the field {name!r}", names)


def check_limits(package: Package) -> Iterator[Failure]:
    """Check that patterns are patterns, and that limits are values of their field's type."""
    for resource in package.resources:
        for field in resource.fields:
            problem = _limit_problem(field)
            if problem:
                yield failure(
                    "descriptor-property",
                    package=package.name,
                    resource=resource.name,
                    field=field.name,
                    found=problem,
                    expected=f"a limit that a {field.type} can have",
                )


def _limit_problem(field: Field) -> str:
    try:
        re.compile(str(field.constraints.get("pattern", "")))
    except (re.error, RecursionError, OverflowError) as error:
        return f"the pattern {field.constraints['pattern']!r}, which is none: {error}"
    for name in ("minimum", "maximum"):
        limit = field.constraints.get(name)
        number = isinstance(limit, int | float) and not isinstance(limit, bool)
        day = field.type == "date" and isinstance(limit, str) and _is_day(limit)
        numeric = field.type in {"integer", "number"} and number
        if name in field.constraints and not (numeric or day):
            return f"the {name} {limit!r}"
    return ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _repeated(package: Package, names: list[str], what: str, resource: str) -> Iterator[Failure]:
    for name, times in Counter(names).items():
        if times > 1:
            yield failure(
                "name-repeated",
                package=package.name,
                resource=resource,
                found=f"{times} {what} named {name!r}",
                expected="one",
            )


def _unknown_fields(package: Package, resource: Resource, names: set[str]) -> Iterator[Failure]:
    mentioned: list[tuple[str, str]] = [
        *(("primaryKey", name) for name in resource.primary_key),
        *(("uniqueKeys", name) for key in resource.unique_keys for name in key),
        *(("foreignKeys", name) for key in resource.foreign_keys for name in key.fields),
        *(("summaryFields", name) for name in resource.summary),
        *(("groupFields", name) for name in resource.group),
        *(("facets", name) for name in resource.facets),
        *(("searchFields", name) for name in resource.search),
        *(("sort", name) for name in (resource.sort,) if name),
        *(("labelField", name) for name in (resource.label_field,) if name),
        *(("statusOf", field.status_of) for field in resource.fields if field.status_of),
        *(("scaleField", field.scale_field) for field in resource.fields if field.scale_field),
    ]
    for where, name in mentioned:
        if name not in names:
            yield _unknown(package, resource, f"{where} names the field {name!r}", names)


def _unknown_targets(package: Package, resource: Resource) -> Iterator[Failure]:
    for key in resource.foreign_keys:
        if key.package == package.name:
            yield from _unknown_target(package, resource, key)


def _unknown_target(package: Package, resource: Resource, key: Key) -> Iterator[Failure]:
    tables = {other.name: other for other in package.resources}
    if key.resource not in tables:
        yield _unknown(
            package, resource, f"a key points to the resource {key.resource!r}", set(tables)
        )
        return
    columns = {field.name for field in tables[key.resource].fields}
    for name in key.target_fields:
        if name not in columns:
            found = f"a key points to the field {name!r} of {key.resource}"
            yield _unknown(package, resource, found, columns)


def _unknown(package: Package, resource: Resource, found: str, exist: set[str]) -> Failure:
    return failure(
        "name-unknown",
        package=package.name,
        resource=resource.name,
        found=found,
        expected=f"one of {', '.join(sorted(exist))}",
    )

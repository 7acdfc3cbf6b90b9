"""Read ``datapackage.json`` into the records of ``ascpa.model``.

It opens no data file, checks no rule and loads no pandas. What is missing from a
descriptor stays empty here; whether that is allowed is for ``ascpa.checks`` to say.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ascpa.errors import DescriptorError
from ascpa.model import (
    Caution,
    Change,
    Contributor,
    Field,
    Key,
    Licence,
    Package,
    Resource,
    Source,
)

FILE_NAME = "datapackage.json"


def read(path: Path) -> Package:
    """Read a descriptor, or the one in a folder.

    Raises
    ------
    DescriptorError
        If there is no such file, or it is not a JSON object with a list of resources.
    """
    file = path / FILE_NAME if path.is_dir() else path
    raw = read_json(file)
    try:
        return _package(raw, file)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DescriptorError(
            f"{file} is JSON, but not a data package: {type(error).__name__}: {error}.",
            hint="Compare it with the Data Package standard and with a package of ascpa.",
        ) from None


def read_json(file: Path) -> dict[str, Any]:
    """Read a JSON object, refusing repeated keys.

    Raises
    ------
    DescriptorError
        If the file is missing, unreadable, not UTF-8, not JSON, or not an object.
    """
    try:
        raw = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_no_repeats)
    except FileNotFoundError:
        raise DescriptorError(
            f"There is no file {file}.",
            hint=f"Name a {FILE_NAME} or a folder that holds one.",
        ) from None
    except OSError as error:
        raise DescriptorError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise DescriptorError(f"{file} is not UTF-8 text: byte {error.start}.") from None
    except RecursionError:
        raise DescriptorError(f"{file} is nested too deeply.") from None
    except ValueError as error:
        raise DescriptorError(
            f"{file} is not JSON: {error}.", hint="A JSON checker or editor shows the place."
        ) from None
    if not isinstance(raw, dict):
        raise DescriptorError(f"{file} holds a {type(raw).__name__}; expected a JSON object.")
    return raw


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {repeated!r} stands twice in one object")
    return found


def _package(raw: Mapping[str, Any], file: Path) -> Package:
    name = str(raw.get("name", ""))
    return Package(
        name=name,
        title=str(raw.get("title", name)),
        description=str(raw.get("description", "")),
        version=str(raw.get("version", "")),
        created=str(raw.get("created", "")),
        conforms_to=str(raw.get("conformsTo", "")),
        position=int(raw.get("position", 99)),
        folder=file.parent,
        file=file,
        resources=tuple(_resource(item, name, file.parent) for item in raw["resources"]),
        how_to_read=_texts(raw.get("howToRead", ())),
        cautions=tuple(
            Caution(str(item["code"]), str(item["text"])) for item in raw.get("cautions", ())
        ),
        keywords=_texts(raw.get("keywords", ())),
        licences=tuple(
            Licence(
                str(item.get("name", "")), str(item.get("title", "")), str(item.get("path", ""))
            )
            for item in raw.get("licenses", ())
        ),
        sources=tuple(
            Source(str(item.get("title", "")), str(item.get("path", "")))
            for item in raw.get("sources", ())
        ),
        contributors=tuple(
            Contributor(str(item.get("title", "")), _texts(item.get("roles", ())))
            for item in raw.get("contributors", ())
        ),
        changes=tuple(
            Change(str(item["version"]), str(item["date"]), str(item["text"]))
            for item in raw.get("changes", ())
        ),
    )


def _resource(raw: Mapping[str, Any], package: str, folder: Path) -> Resource:
    schema: Mapping[str, Any] = raw.get("schema", {})
    return Resource(
        package=package,
        name=str(raw["name"]),
        path=folder / str(raw["path"]),
        title=str(raw.get("title", raw["name"])),
        description=str(raw.get("description", "")),
        role=str(raw.get("role", "")),
        rows=raw.get("rows"),
        bytes=raw.get("bytes"),
        hash=str(raw.get("hash", "")),
        fields=tuple(_field(item) for item in schema.get("fields", ())),
        primary_key=_texts(schema.get("primaryKey", ())),
        unique_keys=tuple(_texts(key) for key in schema.get("uniqueKeys", ())),
        foreign_keys=tuple(
            _key(item, package)
            for item in (*schema.get("foreignKeys", ()), *schema.get("externalKeys", ()))
        ),
        missing_values=_values(schema.get("missingValues", ("",))),
        label_field=str(raw.get("labelField", "")),
        summary=_texts(raw.get("summaryFields", ())),
        group=_texts(raw.get("groupFields", ())),
        facets=_texts(raw.get("facets", ())),
        sort=str(raw.get("sort", "")),
        search=_texts(raw.get("searchFields", ())),
    )


def _field(raw: Mapping[str, Any]) -> Field:
    constraints: Mapping[str, Any] = raw.get("constraints", {})
    categories = raw.get("categories", ())
    labels = {
        str(item["value"]): str(item.get("label", item["value"]))
        if isinstance(item, Mapping)
        else str(item)
        for item in (_as_mapping(item) for item in categories)
    }
    return Field(
        name=str(raw["name"]),
        type=str(raw.get("type", "any")),
        title=str(raw.get("title", raw["name"])),
        description=str(raw.get("description", "")),
        unit=str(raw.get("unit", "")),
        missing_meaning=str(raw.get("missingMeaning", "")),
        required=bool(constraints.get("required", False)),
        enum=_texts(constraints.get("enum", ())),
        labels=labels,
        ordered=bool(raw.get("categoriesOrdered", False)),
        text=str(raw.get("text", "")),
        evidence=bool(raw.get("evidence", False)),
        status_of=str(raw.get("statusOf", "")),
        scale_field=str(raw.get("scaleField", "")),
        code_list=str(raw.get("codeList", "")),
        constraints=dict(constraints),
    )


def _as_mapping(item: Any) -> Mapping[str, Any]:
    return item if isinstance(item, Mapping) else {"value": item, "label": item}


def _key(raw: Mapping[str, Any], package: str) -> Key:
    reference: Mapping[str, Any] = raw["reference"]
    return Key(
        fields=_texts(raw["fields"]),
        package=str(reference.get("package", package)),
        resource=str(reference["resource"]),
        target_fields=_texts(reference["fields"]),
    )


def _texts(value: str | Sequence[Any]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(item) for item in value)


def _values(value: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(_as_mapping(item)["value"]) for item in value)

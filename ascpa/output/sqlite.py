# ruff: noqa: S608 - every name in these statements comes from a checked descriptor
"""All packages in one SQLite file: typed tables, keys, indexes, search and views.

A table is named ``package_resource``. For each table with codes there is a view
``<table>_explained`` that adds the names the codes stand for; for each table of facts there is a
view ``<table>_printed`` with a row for each place where a fact is printed.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlite_utils

from ascpa.errors import BuildError
from ascpa.frames import read_frame
from ascpa.model import Key, Package, Resource
from ascpa.output.files import plain

TYPES = {"integer": int, "number": float, "boolean": int}
EVIDENCE_COLUMNS = ("field", "printed", "attests", "place", "line_start", "line_end")


def write_database(packages: Sequence[Package], target: Path) -> None:
    """Write the database.

    Raises
    ------
    BuildError
        If a key points to a row that is not there.
    """
    database = sqlite_utils.Database(target, strict=True)
    try:
        tables = {r.full_name: r for package in packages for r in package.resources}
        for resource in tables.values():
            _create(database, resource)
        for resource in tables.values():
            _connect(database, resource, tables)
        for resource in tables.values():
            _create_explained(database, resource, tables)
        for package in packages:
            for resource in package.facts:
                _create_printed(database, resource)
        _create_fields(database, packages)
        _create_search(database, packages, tables)
        _check_keys(database)
        database.analyze()
        database.vacuum()
    except sqlite3.Error as error:
        raise BuildError(f"SQLite refused to write {target.name}: {error}.") from error
    finally:
        database.close()


def _create(database: sqlite_utils.Database, resource: Resource) -> None:
    table = database.table(resource.table)
    table.create(
        {field.name: TYPES.get(field.type, str) for field in resource.fields},
        pk=_one_or_all(resource.primary_key),
        not_null={field.name for field in resource.fields if field.required},
    )
    names = [field.name for field in resource.fields]
    table.insert_all(
        dict(zip(names, (_stored(value) for value in row), strict=True))
        for row in read_frame(resource).itertuples(index=False, name=None)
    )


def _connect(
    database: sqlite_utils.Database, resource: Resource, tables: dict[str, Resource]
) -> None:
    """Add foreign keys, indexes and search; every table must be there already."""
    table = database.table(resource.table)
    keys = [
        (
            _one_or_all(key.fields),
            tables[f"{key.package}/{key.resource}"].table,
            _one_or_all(key.target_fields),
        )
        for key in resource.foreign_keys
    ]
    if keys:
        table.transform(add_foreign_keys=keys)
    for unique in resource.unique_keys:
        table.create_index(unique, unique=True)
    indexed = {key.fields for key in resource.foreign_keys}
    indexed |= {(name,) for name in resource.facets}
    for fields in sorted(indexed - {resource.primary_key}):
        table.create_index(fields, if_not_exists=True)
    if resource.search:
        table.enable_fts(resource.search)


def _one_or_all(names: tuple[str, ...]) -> str | tuple[str, ...]:
    return names[0] if len(names) == 1 else names


def _stored(value: Any) -> Any:
    kept = plain(value)
    return int(kept) if isinstance(kept, bool) else kept


def named_keys(
    resource: Resource, tables: dict[str, Resource]
) -> Iterator[tuple[Key, Resource, str]]:
    """Yield the keys whose target has names, with that target and the name of the new column."""
    for key in resource.foreign_keys:
        target = tables[f"{key.package}/{key.resource}"]
        if target.label_field and target.full_name != resource.full_name:
            yield key, target, f"{key.fields[-1]}_{target.label_field}"


def _create_explained(
    database: sqlite_utils.Database, resource: Resource, tables: dict[str, Resource]
) -> None:
    columns = [f't."{field.name}"' for field in resource.fields]
    joins = []
    for number, (key, target, column) in enumerate(named_keys(resource, tables), start=1):
        pairs = zip(key.fields, key.target_fields, strict=True)
        on = " and ".join(f'n{number}."{theirs}" = t."{ours}"' for ours, theirs in pairs)
        joins.append(f"left join {target.table} n{number} on {on}")
        columns.append(f'n{number}."{target.label_field}" as "{column}"')
    if joins:
        select = f"select {', '.join(columns)} from {resource.table} t {' '.join(joins)}"
        database.create_view(f"{resource.table}_explained", select)


def _create_printed(database: sqlite_utils.Database, resource: Resource) -> None:
    facts = f"{resource.table}_explained"
    if facts not in database.view_names():
        facts = resource.table
    evidence = f"{resource.package}_evidence".replace("-", "_")
    columns = ", ".join(f"e.{name}" for name in EVIDENCE_COLUMNS)
    database.create_view(
        f"{resource.table}_printed",
        f"select f.*, {columns}, d.title as document_title, d.tier as document_tier"
        f" from {facts} f join {evidence} e"
        f" on e.resource = '{resource.name}' and e.fact = f.\"{resource.primary_key[0]}\""
        " join reference_documents d on d.document = e.document",
    )


def _create_fields(database: sqlite_utils.Database, packages: Sequence[Package]) -> None:
    table = database.table("fields")
    table.insert_all(
        (
            {
                "package": package.name,
                "resource": resource.name,
                "sql_table": resource.table,
                "field": field.name,
                "title": field.title,
                "type": field.type,
                "unit": field.unit,
                "description": field.description,
                "missing": field.missing_meaning,
            }
            for package in packages
            for resource in package.resources
            for field in resource.fields
        ),
        pk=("package", "resource", "field"),
    )
    table.enable_fts(["field", "title", "description"])


def _create_search(
    database: sqlite_utils.Database, packages: Sequence[Package], tables: dict[str, Resource]
) -> None:
    table = database.table("search")
    table.insert_all(
        (
            entry
            for package in packages
            for resource in package.resources
            if resource.role == "facts" or resource.label_field
            for entry in _entries(database, resource, tables)
        ),
        pk=("sql_table", "key"),
    )
    table.enable_fts(["title", "text"])


def _entries(
    database: sqlite_utils.Database, resource: Resource, tables: dict[str, Resource]
) -> Iterator[dict[str, str]]:
    names = [column for _, _, column in named_keys(resource, tables)]
    view = f"{resource.table}_explained" if names else resource.table
    for row in database.query(f"select * from {view}"):
        told = [str(row[column]) for column in names if row[column]]
        own = [
            str(row[name])
            for name in (resource.label_field, *resource.search)
            if name and row[name]
        ]
        key = ",".join(str(row[name]) for name in resource.primary_key)
        if resource.role == "facts" and row.get("period"):
            told.append(str(row["period"]))
        yield {
            "sql_table": resource.table,
            "key": key,
            "title": ", ".join(told if resource.role == "facts" else own[:1]),
            "text": " ".join([*own, *told, key]),
        }


def _check_keys(database: sqlite_utils.Database) -> None:
    broken = list(database.query("pragma foreign_key_check"))
    if broken:
        first = broken[0]
        raise BuildError(
            f"{len(broken)} rows point to rows that are not there, the first in {first['table']}.",
            hint="Run: ascpa validate",
        )

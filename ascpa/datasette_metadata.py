"""What Datasette shows: titles, units, facets and canned queries, from the descriptors."""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ascpa.errors import DataError
from ascpa.model import Package, Resource

FILE_NAME = "metadata.json"
TITLE = "ascpa: how English councils' adult social care was judged"
_HEAD = re.compile(r"-- title: (?P<title>[^\n]+)\n-- about: (?P<about>[^\n]+)\n")
_UNITS = {"none": "", "count": "", "rank": "", "line": "", "byte": "B"}


@dataclass(frozen=True, slots=True)
class Query:
    """A question that SQL answers, kept as ``queries/<name>.sql`` in a package."""

    name: str
    title: str
    about: str
    sql: str


def queries(package: Package) -> tuple[Query, ...]:
    """Return the questions of a package, in alphabetical order.

    Raises
    ------
    DataError
        If a file does not begin with its title and a line about it.
    """
    return tuple(_query(file) for file in sorted((package.folder / "queries").glob("*.sql")))


def try_queries(packages: Sequence[Package], database: Path) -> None:
    """Run every question once on the built database.

    Raises
    ------
    DataError
        If a question does not run, or two have one name; the message names the file.
    """
    seen: dict[str, str] = {}
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        for package in packages:
            for query in queries(package):
                place = f"{package.name}/queries/{query.name}.sql"
                if query.name in seen:
                    raise DataError(
                        f"{place} has the name of {seen[query.name]}.", hint="Rename it."
                    )
                seen[query.name] = place
                parameters = dict.fromkeys(re.findall(r":(\w+)", query.sql), "")
                connection.execute(query.sql, parameters).fetchone()
    except sqlite3.Error as error:
        raise DataError(f"{place} does not run: {error}.") from None
    finally:
        connection.close()


def _query(file: Path) -> Query:
    text = file.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None:
        raise DataError(
            f"{file} does not begin with '-- title: ...' and '-- about: ...'.",
            hint="Add the two lines; they are what a reader sees.",
        )
    return Query(file.stem, head["title"], head["about"], text[head.end() :].strip())


def metadata(packages: Sequence[Package]) -> dict[str, Any]:
    """Return the metadata of the database, as Datasette 0.65 reads it."""
    licence = packages[0].licences[0]
    return {
        "title": TITLE,
        "description": "Read the cautions of each package before you count or compare.",
        "license": licence.title,
        "license_url": licence.path,
        "databases": {
            "ascpa": {
                "title": TITLE,
                "description": " ".join(f"{p.title}: {p.description}" for p in packages),
                "source": "The documents listed in reference_documents",
                "tables": {name: about for package in packages for name, about in _tables(package)}
                | _own_tables(),
                "queries": {
                    query.name: {
                        "title": query.title,
                        "description": query.about,
                        "sql": query.sql,
                    }
                    for package in packages
                    for query in queries(package)
                },
            }
        },
    }


def write_metadata(packages: Sequence[Package], folder: Path) -> None:
    """Write the metadata beside the database."""
    text = json.dumps(metadata(packages), indent=2, ensure_ascii=False)
    (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def _tables(package: Package) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for resource in package.resources:
        found.append((resource.table, _table(package, resource)))
        found.append((f"{resource.table}_explained", _explained(package, resource)))
        if resource.role == "facts":
            found.append((f"{resource.table}_printed", _printed(package, resource)))
    return found


def _table(package: Package, resource: Resource) -> dict[str, Any]:
    about: dict[str, Any] = {
        "title": resource.title,
        "description": f"{resource.description} Package {package.name}, version {package.version}.",
        "license": package.licences[0].title,
        "license_url": package.licences[0].path,
        "source": "; ".join(source.title for source in package.sources),
        "columns": {
            field.name: _column(field.description, field.unit) for field in resource.fields
        },
        "size": 50,
    }
    if resource.facets:
        about["facets"] = list(resource.facets)
    if resource.sort:
        about["sort"] = resource.sort
    if resource.label_field:
        about["label_column"] = resource.label_field
    return about


def _column(description: str, unit: str) -> str:
    shown = _UNITS.get(unit, unit)
    return f"{description} Unit: {shown}." if shown else description


def _explained(package: Package, resource: Resource) -> dict[str, Any]:
    about = _table(package, resource)
    about["title"] = f"{resource.title}, with names"
    about["description"] = f"{resource.description} With the names that the codes stand for."
    about.pop("label_column", None)
    return about


def _printed(package: Package, resource: Resource) -> dict[str, Any]:
    about = _explained(package, resource)
    about["title"] = f"{resource.title}, with every place where they are printed"
    about["description"] = "One row for each place where a value of a fact is printed."
    about["facets"] = ["document_title", "field"]
    return about


def _own_tables() -> dict[str, dict[str, Any]]:
    return {
        "search": {
            "title": "Search everything",
            "description": "One row for each fact, council, document and code, to search in words.",
            "facets": ["sql_table"],
        },
        "fields": {
            "title": "Dictionary",
            "description": "Every field of every table: meaning, unit, what a blank says.",
            "facets": ["package", "resource"],
        },
    }

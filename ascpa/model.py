"""The frozen records that describe a data package: its resources, fields and keys.

They hold what a descriptor says; ``ascpa.descriptor`` reads one into them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ascpa.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, type, meaning and limits.

    Beyond Table Schema: ``unit`` (a code of ``reference/units``), ``missing_meaning`` (what a blank
    says), ``text`` (the kind of free text), ``evidence`` (whether each value needs evidence),
    ``status_of`` (the field whose absence this one explains), ``scale_field`` (the field that names
    the scale of this grade) and ``code_list`` (the list in ``reference/printed_forms`` that says
    how its codes are printed).
    """

    name: str
    type: str
    title: str
    description: str
    unit: str
    missing_meaning: str
    required: bool
    enum: tuple[str, ...]
    labels: Mapping[str, str]
    ordered: bool
    text: str
    evidence: bool
    status_of: str
    scale_field: str
    code_list: str
    constraints: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Key:
    """A foreign key: columns here, and the resource and columns they point to."""

    fields: tuple[str, ...]
    package: str
    resource: str
    target_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """A table: where it lies, what it holds and how it is joined to others.

    ``role`` is ``facts`` (each row needs evidence), ``codes``, ``evidence`` or ``derived``;
    ``summary`` names the fields that tell a row in short, ``group`` those that rows are told
    under.
    """

    package: str
    name: str
    path: Path
    title: str
    description: str
    role: str
    rows: int | None
    bytes: int | None
    hash: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[Key, ...]
    missing_values: tuple[str, ...]
    label_field: str
    summary: tuple[str, ...]
    group: tuple[str, ...]
    facets: tuple[str, ...]
    sort: str
    search: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """``package/resource``, as asked for in ``ascpa.load``."""
        return f"{self.package}/{self.name}"

    @property
    def table(self) -> str:
        """Name of the table in SQLite."""
        return f"{self.package}_{self.name}".replace("-", "_")

    def field(self, name: str) -> Field:
        """Return one field by name.

        Raises
        ------
        UnknownNameError
            If the resource has no such field.
        """
        for field in self.fields:
            if field.name == name:
                return field
        raise UnknownNameError(f"field of {self.full_name}", name, (f.name for f in self.fields))

    @property
    def evidence_fields(self) -> tuple[str, ...]:
        """Names of the fields whose every value must have evidence."""
        return tuple(field.name for field in self.fields if field.evidence)


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms of use, by name, title and address."""

    name: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a package's content comes from."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who made a package, and in which roles."""

    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning to whoever uses the data: a short code and a sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a package's history."""

    version: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Package:
    """A data package: its description and its resources.

    ``position`` is its place where packages are told one after another, on pages and in Datasette.

    Examples
    --------
    >>> import ascpa
    >>> grades = ascpa.package("grades")
    >>> grades.title
    'Grades of adult social care'
    >>> [resource.name for resource in grades.resources]
    ['judgements', 'evidence']
    """

    name: str
    title: str
    description: str
    version: str
    created: str
    conforms_to: str
    position: int
    folder: Path
    file: Path
    resources: tuple[Resource, ...]
    how_to_read: tuple[str, ...]
    cautions: tuple[Caution, ...]
    keywords: tuple[str, ...]
    licences: tuple[Licence, ...]
    sources: tuple[Source, ...]
    contributors: tuple[Contributor, ...]
    changes: tuple[Change, ...]

    def resource(self, name: str) -> Resource:
        """Return one resource by name.

        Raises
        ------
        UnknownNameError
            If the package has no such resource; the message lists those it has.
        """
        for resource in self.resources:
            if resource.name == name:
                return resource
        raise UnknownNameError(
            f"resource in package {self.name!r} named", name, (r.name for r in self.resources)
        )

    @property
    def facts(self) -> tuple[Resource, ...]:
        """The resources whose rows are facts with evidence."""
        return tuple(resource for resource in self.resources if resource.role == "facts")

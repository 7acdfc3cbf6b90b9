"""The whole record in memory, and how its values show on a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ascpa.frames import read_text, records
from ascpa.model import Field, Package, Resource
from ascpa.pages.render import escape, slug

Row = Mapping[str, str]
TRUTH = {"true": "yes", "false": "no"}


@dataclass(frozen=True)
class Place:
    """One place where a value of a fact is printed."""

    field: str
    printed: str
    implied: bool
    document: str
    title: str
    place: str
    lines: str


@dataclass(frozen=True)
class Record:
    """Every package, read once, with look-ups by key."""

    packages: Sequence[Package]

    @cached_property
    def resources(self) -> dict[str, Resource]:
        """All resources by full name."""
        return {r.full_name: r for package in self.packages for r in package.resources}

    @cached_property
    def rows(self) -> dict[str, list[dict[str, str]]]:
        """The rows of all resources, as text, by full name."""
        return {name: records(read_text(found)) for name, found in self.resources.items()}

    @cached_property
    def labels(self) -> dict[str, dict[tuple[str, ...], str]]:
        """The names that keys stand for, by full name of the resource."""
        return {
            name: {
                tuple(row[key] for key in found.primary_key): row[found.label_field]
                for row in self.rows[name]
            }
            for name, found in self.resources.items()
            if found.label_field
        }

    @cached_property
    def shorthand(self) -> dict[str, str]:
        """The sign that shows in place of a blank, by status."""
        return {row["status"]: row["shorthand"] for row in self.rows["reference/statuses"]}

    @cached_property
    def places(self) -> dict[tuple[str, str], list[Place]]:
        """Where each fact is printed, by full name of its resource and its key."""
        titles = self.labels["reference/documents"]
        found: dict[tuple[str, str], list[Place]] = {}
        for package in self.packages:
            for row in self.rows.get(f"{package.name}/evidence", []):
                first, last = row["line_start"], row["line_end"]
                place = Place(
                    field=row["field"],
                    printed=row["printed"],
                    implied=row["attests"] == "implied",
                    document=row["document"],
                    title=titles[(row["document"],)],
                    place=row["place"],
                    lines=f"line {first}" if first == last else f"lines {first} to {last}",
                )
                found.setdefault((f"{package.name}/{row['resource']}", row["fact"]), []).append(
                    place
                )
        return found

    def printed_at(self, resource: Resource, row: Row) -> list[tuple[str, str, list[Place]]]:
        """Return where a fact is printed: documents by key and title, with the places in each."""
        found: dict[tuple[str, str], list[Place]] = {}
        for place in self.places.get((resource.full_name, row[resource.primary_key[0]]), []):
            found.setdefault((place.document, place.title), []).append(place)
        return [(document, title, places) for (document, title), places in found.items()]

    def heading(self, resource: Resource, names: Sequence[str], row: Row) -> str:
        """Return the values of some fields as a heading; a blank is told in words."""
        return ", ".join(self._told(resource, resource.field(name), row) for name in names)

    def _told(self, resource: Resource, field: Field, row: Row) -> str:
        if row[field.name]:
            return escape(self._label(resource, field, row))
        status = self._status(resource, field, row)
        title = self.labels["reference/statuses"].get((status,), "not given")
        return f"{escape(field.title.lower())} {escape(title.lower())}"

    def council_of(self, resource: Resource, row: Row) -> str:
        """Return the area code of a fact: its own, or that of the fact it belongs to."""
        if "area_code" in row:
            return row["area_code"]
        for key in resource.foreign_keys:
            if key.package == resource.package and len(key.fields) == 1 and row[key.fields[0]]:
                parent = self.resources[f"{key.package}/{key.resource}"]
                found = self._by_key[parent.full_name].get(row[key.fields[0]])
                if found is not None and parent.full_name != resource.full_name:
                    return self.council_of(parent, found)
        return ""

    def page_of(self, resource: Resource, key: str) -> str:
        """Return the page and anchor of a fact, from the root of the site."""
        council = self.council_of(resource, self._by_key[resource.full_name][key])
        names = self.labels["reference/councils"]
        folder = f"councils/{slug(names[(council,)])}" if council else f"data/{resource.package}"
        return f"{folder}.md#{key}"

    @cached_property
    def _by_key(self) -> dict[str, dict[str, dict[str, str]]]:
        return {
            name: {row[found.primary_key[0]]: row for row in self.rows[name]}
            for name, found in self.resources.items()
        }

    def facts(self) -> Iterator[tuple[Package, Resource]]:
        """Yield every resource of facts, with its package."""
        for package in self.packages:
            for resource in package.facts:
                yield package, resource

    def show(self, resource: Resource, field: Field, row: Row) -> str:
        """Return a value as it shows on a page, as Markdown."""
        value = row[field.name]
        if not value:
            return self._blank(self._status(resource, field, row))
        if field.type in {"integer", "number"}:
            return escape(self._figure(field, row))
        label = self._label(resource, field, row)
        if field.type == "date" or field.name == "period":
            return f'<span class="whole">{escape(label)}</span>'
        if field.scale_field:
            return chip(row[field.scale_field], value, label)
        return escape(label)

    def _figure(self, field: Field, row: Row) -> str:
        """Return a number with thousands set apart and the sign of its unit."""
        whole, point, rest = row[field.name].partition(".")
        figure = f"{int(whole):,}{point}{rest}"
        unit = row.get("unit", "") if field.unit in {"", "none"} else field.unit
        sign = self._signs.get(unit, "")
        if sign == "£":
            return f"{sign}{figure}"
        return f"{figure}{sign}" if sign in {"", "%"} else f"{figure} {sign}"

    @cached_property
    def _signs(self) -> dict[str, str]:
        return {row["unit"]: row["symbol"] for row in self.rows["reference/units"]}

    @staticmethod
    def _status(resource: Resource, field: Field, row: Row) -> str:
        beside = next((f for f in resource.fields if f.status_of == field.name), None)
        return row[beside.name] if beside else ""

    def _label(self, resource: Resource, field: Field, row: Row) -> str:
        for key in resource.foreign_keys:
            if key.fields[-1] != field.name:
                continue
            names = self.labels.get(f"{key.package}/{key.resource}", {})
            name = names.get(tuple(row[part] for part in key.fields))
            if name:
                return name
        value = row[field.name]
        return TRUTH[value] if field.type == "boolean" else field.labels.get(value, value)

    def _blank(self, status: str) -> str:
        if not status:
            return ""
        title = self.labels["reference/statuses"].get((status,), status)
        return f'<abbr title="{escape(title)}">{escape(self.shorthand.get(status, "[x]"))}</abbr>'


def chip(scale: str, grade: str, label: str) -> str:
    """Return a grade as a word on the colour of its place on the scale."""
    return f'<span class="grade {slug(scale)} {slug(grade)}">{escape(label)}</span>'

"""Record what a package holds: rows, bytes and hash in its descriptor, and its README.

The last step after correcting a figure. It rebuilds derived tables and changes no other data.
"""

import csv
import hashlib
import json
from functools import partial
from pathlib import Path

from ascpa.descriptor import FILE_NAME, read, read_json
from ascpa.errors import AscpaError, DataError
from ascpa.model import Package, Resource


def seal(path: str | Path) -> list[str]:
    """Bring derived tables, descriptor and README of a package up to date with its data.

    Parameters
    ----------
    path
        The folder of the package.

    Returns
    -------
    list of str
        What changed, in words. Empty if the package was sealed already.

    Raises
    ------
    DescriptorError
        If the descriptor cannot be read.
    DataError
        If a data file is missing.
    """
    file = Path(path) / FILE_NAME
    changes = _rebuild_derived(read(file))
    raw = read_json(file)
    for item, resource in zip(raw["resources"], read(file).resources, strict=True):
        counted = _counted(resource)
        changed = [name for name, value in counted.items() if item.get(name) != value]
        if changed:
            item.update(counted)
            changes.append(f"{resource.full_name}: {', '.join(changed)}")
    if changes:
        _write(file, json.dumps(raw, indent=2, ensure_ascii=False) + "\n")
    readme = file.parent / "README.md"
    text = readme_of(read(file))
    if not readme.is_file() or readme.read_text(encoding="utf-8") != text:
        _write(readme, text)
        changes.append("README.md")
    return changes


def _rebuild_derived(package: Package) -> list[str]:
    """Write the derived tables of a package anew where they differ from what is computed."""
    derived = [resource for resource in package.resources if resource.role == "derived"]
    if not derived:
        return []
    from ascpa.derive import TABLES
    from ascpa.frames import as_text, load

    changes = []
    for resource in derived:
        if resource.full_name not in TABLES:
            continue
        try:
            frame = TABLES[resource.full_name](
                partial(load, folder=package.folder.resolve().parent)
            )
            text = as_text(frame, resource).to_csv(index=False, lineterminator="\n")
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            if isinstance(error, AscpaError):
                raise
            raise DataError(f"{resource.full_name} cannot be computed: {error}.") from None
        if not resource.path.is_file() or resource.path.read_text(encoding="utf-8") != text:
            _write(resource.path, text)
            changes.append(f"{resource.full_name}: derived anew")
    return changes


def readme_of(package: Package) -> str:
    """Return the README of a package, which lets it be used with no ascpa installed."""
    lines = [f"# {package.title}", "", package.description, "", "## How to read it", ""]
    lines += [f"- {text}" for text in package.how_to_read]
    lines += ["", "## Cautions", ""]
    lines += [f"- **{caution.code}**: {caution.text}" for caution in package.cautions]
    lines += ["", "## Tables", ""]
    for resource in package.resources:
        if not resource.path.is_relative_to(package.folder):
            raise DataError(f"{resource.full_name}: {resource.path} lies outside the package.")
        place = resource.path.relative_to(package.folder).as_posix()
        lines += [f"### {resource.name}", "", resource.description, ""]
        lines += [f"`{place}`, {resource.rows:,} rows, UTF-8 CSV. Every field is described in"]
        lines += [f"`{FILE_NAME}`; a blank cell means what the field's `missingMeaning` says.", ""]
        lines += [f"- `{field.name}`: {field.title}" for field in resource.fields]
        lines += [""]
    licences = ", ".join(f"[{item.title}]({item.path})" for item in package.licences)
    lines += ["## Licence", "", f"{licences}. Version {package.version}."]
    return "\n".join(lines) + "\n"


def _counted(resource: Resource) -> dict[str, int | str]:
    try:
        data = resource.path.read_bytes()
        rows = sum(1 for _ in csv.reader(data.decode("utf-8").splitlines())) - 1
    except OSError as error:
        raise DataError(
            f"{resource.full_name} has no readable file {resource.path}: {error.strerror}."
        ) from None
    except UnicodeDecodeError as error:
        raise DataError(
            f"{resource.full_name}: {resource.path} is not UTF-8 text: byte {error.start}."
        ) from None
    digest = hashlib.sha256(data).hexdigest()
    return {"rows": rows, "bytes": len(data), "hash": f"sha256:{digest}"}


def _write(file: Path, text: str) -> None:
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)

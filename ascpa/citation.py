"""Cite a package: text, BibTeX or CSL-JSON, with version and a fingerprint of the content."""

import hashlib
import json
from pathlib import Path

from ascpa import catalog
from ascpa.errors import UnknownNameError
from ascpa.model import Package

FORMATS = ("text", "bibtex", "csl-json")


def cite(name: str, format: str = "text", *, folder: str | Path | None = None) -> str:  # noqa: A002
    """Return how to cite a package.

    Parameters
    ----------
    name
        The package.
    format
        ``"text"``, ``"bibtex"`` or ``"csl-json"``.
    folder
        Where the data packages are. By default those installed with the library.

    Raises
    ------
    UnknownNameError
        If the package or the format does not exist.

    Examples
    --------
    >>> import ascpa
    >>> print(ascpa.cite("grades").partition(" [")[0])
    The ascpa contributors (2026). Grades of adult social care (version 0.1.0)
    """
    package = catalog.package(name, folder)
    makers = {"text": _text, "bibtex": _bibtex, "csl-json": _csl}
    if format not in makers:
        raise UnknownNameError("citation format", format, FORMATS)
    return makers[format](package)


def cite_package(package: Package) -> str:
    """Return the citation of a package, given by its record, as text."""
    return _text(package)


def fingerprint(package: Package) -> str:
    """Return a short fingerprint of the content: the hash of its resources' hashes."""
    hashes = "\n".join(f"{resource.name} {resource.hash}" for resource in package.resources)
    return hashlib.sha256(hashes.encode()).hexdigest()[:12]


def _authors(package: Package) -> str:
    return ", ".join(person.title for person in package.contributors)


def _text(package: Package) -> str:
    licences = ", ".join(licence.name for licence in package.licences)
    return (
        f"{_authors(package)} ({package.created[:4]}). {package.title} (version {package.version})"
        f" [Data package ascpa/{package.name}, content {fingerprint(package)}]. {licences}."
    )


def _bibtex(package: Package) -> str:
    year = package.created[:4]
    return (
        f"@misc{{ascpa-{package.name}-{package.version},\n"
        f"  author = {{{{{_authors(package)}}}}},\n"
        f"  title = {{{package.title}}},\n"
        f"  year = {{{year}}},\n"
        f"  version = {{{package.version}}},\n"
        f"  note = {{Data package ascpa/{package.name}, content {fingerprint(package)}}},\n"
        "}"
    )


def _csl(package: Package) -> str:
    item = {
        "id": f"ascpa-{package.name}-{package.version}",
        "type": "dataset",
        "title": package.title,
        "author": [{"literal": person.title} for person in package.contributors],
        "issued": {"date-parts": [[int(part) for part in package.created[:10].split("-")]]},
        "version": package.version,
        "number": fingerprint(package),
    }
    return json.dumps([item], indent=2, ensure_ascii=False)

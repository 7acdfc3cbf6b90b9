"""Rules about the files as bytes and text, before any library reads them as a table.

Frictionless accepts much of what is refused here: see each rule on the page "Checks".
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from ascpa.checks.rules import failure
from ascpa.model import Field, Package, Resource
from ascpa.report import Failure

MAX_BYTES = 200_000_000
_FORMS = {
    "integer": re.compile(r"-?[0-9]{1,18}", re.ASCII),
    "number": re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII),
    "boolean": re.compile(r"true|false"),
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0085\u2028\u2029]")
_PACKED = {".gz", ".zip", ".bz2", ".xz", ".zst", ".7z", ".tar"}


def check_file(package: Package, resource: Resource) -> Iterator[Failure]:
    """Check the file of one resource, from its path to the form of each cell."""
    unsafe = _unsafe(package, resource)
    if unsafe:
        yield _fail("path-unsafe", package, resource, found=unsafe, expected="a plain CSV inside")
        return
    if not resource.path.is_file():
        yield _fail("file-missing", package, resource, str(resource.path.name), "a file")
        return
    size = resource.path.stat().st_size
    if size > MAX_BYTES:
        yield _fail("file-bytes", package, resource, f"{size:,} bytes", f"at most {MAX_BYTES:,}")
        return
    data = resource.path.read_bytes()
    yield from _check_seal(package, resource, data)
    failures = list(_check_text(package, resource, data))
    yield from failures
    if not failures:
        yield from _check_cells(package, resource, data.decode("utf-8"))


def _fail(rule: str, package: Package, resource: Resource, found: str, expected: str) -> Failure:
    return failure(
        rule, package=package.name, resource=resource.name, found=found, expected=expected
    )


def _unsafe(package: Package, resource: Resource) -> str:
    """Return what is unsafe about the path of a resource; empty if nothing is."""
    if not resource.path.is_relative_to(package.folder):
        return f"the path {resource.path} outside the package"
    stated = resource.path.relative_to(package.folder)
    text = stated.as_posix()
    if "\\" in text or ":" in text:
        return f"the path {text!r} with a backslash or colon"
    if any(part.startswith(".") for part in stated.parts):
        return f"the path {text!r} with a hidden or upward part"
    if stated.suffix.lower() in _PACKED:
        return f"the packed file {text!r}"
    if any(link.is_symlink() for link in _steps(package.folder, stated)):
        return f"the link {text!r}"
    return ""


def _steps(folder: Path, stated: Path) -> Iterator[Path]:
    step = folder
    for part in stated.parts:
        step = step / part
        yield step


def _check_seal(package: Package, resource: Resource, data: bytes) -> Iterator[Failure]:
    if resource.bytes is not None and resource.bytes != len(data):
        yield _fail("file-bytes", package, resource, f"{len(data):,}", f"{resource.bytes:,}")
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    if resource.hash and resource.hash != digest:
        yield _fail("file-hash", package, resource, digest, resource.hash)


def _check_text(package: Package, resource: Resource, data: bytes) -> Iterator[Failure]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield _fail(
            "file-encoding", package, resource, f"byte {data[error.start]:#04x}", "UTF-8 text"
        )
        return
    if text.startswith("\N{BYTE ORDER MARK}"):
        yield _fail("file-encoding", package, resource, "a byte-order mark", "none")
    control = _CONTROL.search(text)
    if control:
        yield _fail(
            "file-encoding",
            package,
            resource,
            f"the control character {ord(control.group()):#06x}",
            "printable text",
        )
    if "\r" in text:
        yield _fail("file-lines", package, resource, "a carriage return", "LF line ends")
    if not text.endswith("\n"):
        yield _fail("file-lines", package, resource, "no line end after the last row", "one")


def _check_cells(package: Package, resource: Resource, text: str) -> Iterator[Failure]:
    lines = text.split("\n")[:-1]
    names = [field.name for field in resource.fields]
    rows = 0
    for number, line in enumerate(lines, start=1):
        try:
            cells = next(csv.reader([line], strict=True), [])
        except csv.Error as error:
            yield _fail(
                "file-lines", package, resource, f"line {number}: {error}", "a row on one line"
            )
            return
        if number == 1:
            if cells != names:
                found, expected = ", ".join(cells), ", ".join(names)
                yield _fail("file-columns", package, resource, found, expected)
                return
            continue
        rows += 1
        if len(cells) != len(names):
            yield failure(
                "file-columns",
                package=package.name,
                resource=resource.name,
                row=number,
                found=f"{len(cells)} cells",
                expected=f"{len(names)}",
            )
            continue
        for field, cell in zip(resource.fields, cells, strict=True):
            if cell:
                yield from _check_cell(package, resource, number, field, cell)
    if rows == 0 or (resource.rows is not None and rows != resource.rows):
        expected = f"{resource.rows:,} rows" if resource.rows is not None else "at least one row"
        yield _fail("file-rows", package, resource, f"{rows:,} rows", expected)


def _check_cell(
    package: Package, resource: Resource, row: int, field: Field, cell: str
) -> Iterator[Failure]:
    problem = ""
    rule = "cell-form"
    form = _FORMS.get(field.type)
    if cell != cell.strip():
        problem, expected = f"{cell!r}", "no blank at either end"
    elif cell in resource.missing_values:
        return
    elif form is not None and not form.fullmatch(cell):
        problem, expected = f"{cell!r}", f"a plainly written {field.type}"
    elif field.type == "string" and cell[0] in "=+-@":
        rule, problem, expected = "cell-formula", f"{cell!r}", "a letter or digit first"
    if problem:
        yield failure(
            rule,
            package=package.name,
            resource=resource.name,
            row=row,
            field=field.name,
            found=problem,
            expected=expected,
        )

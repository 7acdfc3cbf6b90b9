"""One package as files: the package itself, and each resource as JSON and Parquet."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

from ascpa.descriptor import FILE_NAME
from ascpa.errors import DataError
from ascpa.frames import read_frame
from ascpa.model import Package, Resource

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def write_package(package: Package, folder: Path) -> None:
    """Write a package: its descriptor, README and CSV files, a zip of these, JSON and Parquet."""
    folder.mkdir(parents=True)
    members = _copy(package, folder)
    _write_zip(folder, members, folder / f"{package.name}.zip")
    for resource in package.resources:
        frame = read_frame(resource)
        _write_json(resource, frame, folder / f"{resource.name}.json")
        _write_parquet(resource, frame, folder / f"{resource.name}.parquet")


def _copy(package: Package, folder: Path) -> list[str]:
    members = [FILE_NAME, "README.md"]
    members += [r.path.relative_to(package.folder).as_posix() for r in package.resources]
    for member in members:
        if not (package.folder / member).is_file():
            raise DataError(
                f"Package {package.name!r} has no file {member}.",
                hint=f"Run: ascpa seal {package.folder}",
            )
        (folder / member).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package.folder / member, folder / member)
    return members


def _write_zip(folder: Path, members: list[str], target: Path) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for member in sorted(members):
            info = zipfile.ZipInfo(f"{folder.name}/{member}", _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, (folder / member).read_bytes())


def plain(value: Any) -> Any:
    """Return a value of a frame as JSON knows it: text, number, truth value or ``None``."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def _write_json(resource: Resource, frame: pd.DataFrame, target: Path) -> None:
    names = [field.name for field in resource.fields]
    rows = [
        dict(zip(names, (plain(value) for value in row), strict=True))
        for row in frame.itertuples(index=False, name=None)
    ]
    target.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _write_parquet(resource: Resource, frame: pd.DataFrame, target: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    columns, fields = [], []
    for field in resource.fields:
        kind = types.get(field.type, pa.string())
        values = [plain(value) for value in frame[field.name]]
        if field.type == "date":
            values = [None if value is None else pd.Timestamp(value).date() for value in values]
        columns.append(pa.array(values, type=kind))
        notes = {
            "title": field.title,
            "description": field.description,
            "unit": field.unit,
            "missing": field.missing_meaning,
        }
        fields.append(pa.field(field.name, kind, nullable=not field.required, metadata=notes))
    about = {"title": resource.title, "description": resource.description}
    table = pa.Table.from_arrays(columns, schema=pa.schema(fields, metadata=about))
    pq.write_table(table, target, compression="zstd")

"""SHA-256 of every published file, in the form that ``sha256sum --check`` reads."""

import hashlib
from pathlib import Path

FILE_NAME = "SHA256SUMS"


def write_checksums(folder: Path) -> None:
    """Write the checksums of all files of a folder into it."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    (folder / FILE_NAME).write_text("".join(lines), encoding="utf-8")

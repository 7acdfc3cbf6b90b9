"""Prove that what evidence says is printed stands at the stated lines of the transcripts.

Transcripts are matched by their SHA-256, whatever their file names. White space and line breaks
do not count; letter case does. Whether the printed form means the value of the fact is checked
without transcripts, by ``ascpa.validate``.
"""

import hashlib
import json
import re
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ascpa import catalog
from ascpa.errors import UsageError
from ascpa.frames import read_text, records
from ascpa.printed import fold

PROVED, NOT_FOUND, MISSING = "proved", "not found", "transcript missing"


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome for one row: ``status`` is proved, not found or transcript missing."""

    package: str
    evidence: str
    document: str
    line_start: int
    line_end: int
    printed: str
    status: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome for every row of evidence.

    Attributes
    ----------
    proofs
        One per row of evidence, in the order of the packages and their rows.
    """

    proofs: tuple[Proof, ...]

    @property
    def proved(self) -> bool:
        """Whether every row was proved."""
        return bool(self.proofs) and all(proof.status == PROVED for proof in self.proofs)

    def counts(self) -> dict[str, int]:
        """Return the number of rows by status."""
        return dict(Counter(proof.status for proof in self.proofs))

    def unproved(self) -> tuple[Proof, ...]:
        """Return the rows that were not proved."""
        return tuple(proof for proof in self.proofs if proof.status != PROVED)

    def missing(self) -> dict[str, int]:
        """Return the documents without a transcript, with their number of rows."""
        return dict(Counter(p.document for p in self.proofs if p.status == MISSING))

    def to_json(self) -> str:
        """Return all proofs as JSON text."""
        found: dict[str, Any] = {
            "proved": self.proved,
            "counts": self.counts(),
            "proofs": [asdict(proof) for proof in self.proofs],
        }
        return json.dumps(found, indent=2, ensure_ascii=False)


def verify(transcripts: str | Path, *, folder: str | Path | None = None) -> Verification:
    """Prove each row of evidence against the transcripts in a folder.

    Parameters
    ----------
    transcripts
        A folder that holds transcripts as text files, under any names.
    folder
        Where the data packages are. By default those installed with the library.

    Returns
    -------
    Verification
        One proof per row of evidence that rests on a document with a transcript.

    Raises
    ------
    UsageError
        If there is no such folder.

    Examples
    --------
    >>> import ascpa, tempfile
    >>> with tempfile.TemporaryDirectory() as empty:
    ...     found = ascpa.verify(empty)
    >>> found.proved, list(found.counts())
    (False, ['transcript missing'])
    """
    place = Path(transcripts)
    if not place.is_dir():
        raise UsageError(
            f"There is no folder {place}.", hint="Name the folder that holds the transcripts."
        )
    files = {
        hashlib.sha256(file.read_bytes()).hexdigest(): file
        for file in sorted(place.iterdir())
        if file.is_file()
    }
    documents = read_text(catalog.resource("reference/documents", folder))
    hashes = dict(zip(documents["document"], documents["transcript_sha256"], strict=True))
    found = {
        document: _lines(files[digest]) for document, digest in hashes.items() if digest in files
    }
    proofs = [
        _prove(package.name, row, found)
        for package in catalog.every_package(folder)
        if package.facts
        for row in records(read_text(package.resource("evidence")))
    ]
    return Verification(tuple(proofs))


def _lines(file: Path) -> list[str]:
    """Return the lines of a transcript as editors count them: only a line feed ends a line."""
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"The transcript {file} is not UTF-8: byte {error.start}.",
            hint="Save it as UTF-8 and record its SHA-256 again.",
        ) from None


def _prove(package: str, row: dict[str, str], transcripts: dict[str, list[str]]) -> Proof:
    first, last = int(row["line_start"]), int(row["line_end"])
    lines = transcripts.get(row["document"])
    if lines is None:
        status = MISSING
    else:
        text = fold(" ".join(lines[first - 1 : last]))
        whole = not row.get("read_as")
        status = PROVED if stands_in(row["printed"], text, whole=whole) else NOT_FOUND
    return Proof(package, row["evidence"], row["document"], first, last, row["printed"], status)


def stands_in(printed: str, text: str, *, whole: bool = True) -> bool:
    """Return whether a printed form stands in a text, as whole words and whole figures.

    Without ``whole`` it may be fused with its neighbours.

    Examples
    --------
    >>> from ascpa.proof import stands_in
    >>> stands_in("18", "18 referrals"), stands_in("18", "1,180 referrals")
    (True, False)
    """
    if not whole:
        return fold(printed) in text
    form = re.escape(fold(printed))
    return re.search(rf"(?<!\w)(?<!\d[.,]){form}(?!\w)(?![.,]\d)", text) is not None

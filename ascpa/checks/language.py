"""Rules about language: no people, and labels that are labels."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ascpa.checks.rules import failure
from ascpa.model import Package, Resource
from ascpa.report import Failure

LABEL_WORDS = 12
_PERSONAL = (
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.\w+")),
    ("a phone number", re.compile(r"(?<![\d/.,-])(?:\+44|0)[\s\d()]{9,14}\d(?![\d/-])")),
    (
        "a titled name",
        re.compile(r"\b(?:Mrs?|Ms|Miss|Dr|Cllr|Councillor|Sir|Dame|Lord|Lady)\.?\s+[A-Z][a-z]+"),
    ),
)


def check_language(package: Package, raw: dict[str, Any]) -> Iterator[Failure]:
    """Check every text of the descriptor for personal data."""
    for text in _strings(raw):
        yield from _personal(package, text)


def check_cells(package: Package, resource: Resource, table: pd.DataFrame) -> Iterator[Failure]:
    """Check the text cells of one table."""
    for field in resource.fields:
        if field.type != "string" or field.enum or "pattern" in field.constraints:
            continue
        for row, cell in enumerate(table[field.name], start=2):
            if not cell:
                continue
            yield from _personal(package, cell, resource.name, row, field.name)
            if field.text == "label" and _is_sentence(cell):
                yield failure(
                    "label-sentence",
                    package=package.name,
                    resource=resource.name,
                    row=row,
                    field=field.name,
                    found=repr(cell),
                    expected=f"a label of at most {LABEL_WORDS} words",
                )


def _personal(
    package: Package, text: str, resource: str = "", row: int | None = None, field: str = ""
) -> Iterator[Failure]:
    for what, pattern in _PERSONAL:
        if pattern.search(text):
            yield failure(
                "personal-data",
                package=package.name,
                resource=resource,
                row=row,
                field=field,
                found=what,
                expected="no personal data",
            )


def _is_sentence(text: str) -> bool:
    return len(text.split()) > LABEL_WORDS or text.endswith((".", "!", "?")) or ". " in text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "hash":
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)

import os
from pathlib import Path

import pytest

from ascpa import catalog
from ascpa.errors import BuildError
from ascpa.pages import write_pages
from ascpa.pages.home import fill
from ascpa.pages.record import Record
from ascpa.pages.render import escape

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("ASCPA_UPDATE_GOLDEN"))


@pytest.fixture(scope="module")
def pages(built, report, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    write_pages(catalog.every_package(), ROOT / "docs", built / "data", report, folder)
    return folder


@pytest.mark.parametrize(
    "page",
    [
        "index.md",
        "councils/plymouth.md",
        "data/grades.md",
        "documents/halton-apa-2009-10.md",
        "documents/index.md",
        "reference/checks.md",
    ],
)
def test_page_is_as_it_was_looked_at(pages, page):
    golden = GOLDEN / page.replace("/", "_")
    found = (pages / page).read_text(encoding="utf-8")
    if UPDATE:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_every_council_with_facts_has_a_page(pages):
    assert sorted(page.name for page in (pages / "councils").glob("*.md")) == [
        "bath-and-north-east-somerset.md",
        "halton.md",
        "index.md",
        "plymouth.md",
        "sefton.md",
    ]


def test_every_row_of_evidence_stands_on_the_page_of_its_document(pages):
    record = Record(catalog.every_package())
    for name, rows in record.rows.items():
        if not name.endswith("/evidence"):
            continue
        for row in rows:
            page = (pages / "documents" / f"{row['document']}.md").read_text(encoding="utf-8")
            assert f"| {row['line_start']}" in page
            assert f"{row['field']} of [{escape(row['fact'])}]" in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", r"&lt;script&gt;alert\(1\)&lt;/script&gt;"),
        ("a | b", r"a \| b"),
        ("{{ config }}", r"\{\{ config \}\}"),
        ("[x](javascript:alert)", r"\[x\]\(javascript&#58;alert\)"),
        ("# heading\nnext", r"\# heading next"),
    ],
)
def test_text_of_a_descriptor_shows_as_text(text, shown):
    assert escape(text) == shown


def test_an_unknown_mark_is_refused():
    with pytest.raises(BuildError, match=r"A page asks for 'weather'\. There is: grade-matrix"):
        fill("<!-- ascpa: weather -->", Record(()))

import json

import pytest

import ascpa
from ascpa import catalog
from ascpa.citation import cite_package, fingerprint
from ascpa.errors import UnknownNameError

DESCRIBED = {
    "name": "roads",
    "title": "Roads & bridges",
    "version": "1.2.3",
    "created": "2026-11-23T00:00:00Z",
    "contributors": [
        {"title": "Somebody", "roles": ["creator"]},
        {"title": "Somebody else", "roles": ["checker"]},
    ],
    "licenses": [{"name": "CC-BY-4.0"}, {"name": "OGL-UK-3.0"}],
    "resources": [
        {"name": "list", "path": "list.csv", "hash": "sha256:01"},
        {"name": "more", "path": "more.csv", "hash": "sha256:02"},
    ],
}


@pytest.fixture
def folder(tmp_path):
    _write(tmp_path, DESCRIBED)
    return tmp_path


def _write(folder, described):
    (folder / "roads").mkdir(exist_ok=True)
    file = folder / "roads" / "datapackage.json"
    file.write_text(json.dumps(described), encoding="utf-8")


def test_citation_is_text_unless_asked_otherwise(folder):
    assert ascpa.cite("roads", folder=folder) == (
        "Somebody, Somebody else (2026). Roads & bridges (version 1.2.3)"
        " [Data package ascpa/roads, content 18cf1724cd28]. CC-BY-4.0, OGL-UK-3.0."
    )


def test_citation_for_bibtex(folder):
    assert ascpa.cite("roads", "bibtex", folder=folder) == (
        "@misc{ascpa-roads-1.2.3,\n"
        "  author = {{Somebody, Somebody else}},\n"
        "  title = {Roads & bridges},\n"
        "  year = {2026},\n"
        "  version = {1.2.3},\n"
        "  note = {Data package ascpa/roads, content 18cf1724cd28},\n"
        "}"
    )


def test_citation_for_reference_managers(folder):
    assert json.loads(ascpa.cite("roads", "csl-json", folder=folder)) == [
        {
            "id": "ascpa-roads-1.2.3",
            "type": "dataset",
            "title": "Roads & bridges",
            "author": [{"literal": "Somebody"}, {"literal": "Somebody else"}],
            "issued": {"date-parts": [[2026, 11, 23]]},
            "version": "1.2.3",
            "number": "18cf1724cd28",
        }
    ]


def test_fingerprint_changes_with_the_content(folder):
    before = fingerprint(catalog.package("roads", folder))
    changed = [DESCRIBED["resources"][0], DESCRIBED["resources"][1] | {"hash": "sha256:03"}]
    _write(folder, DESCRIBED | {"resources": changed})
    assert (before, fingerprint(catalog.package("roads", folder))) == (
        "18cf1724cd28",
        "81259f2c1df0",
    )


def test_fingerprint_does_not_change_with_the_description(folder):
    before = fingerprint(catalog.package("roads", folder))
    _write(folder, DESCRIBED | {"title": "Roads"})
    assert fingerprint(catalog.package("roads", folder)) == before


def test_package_at_hand_is_cited_as_by_name(folder):
    package = catalog.package("roads", folder)
    assert cite_package(package) == ascpa.cite("roads", folder=folder)


def test_unknown_format_is_refused():
    message = r"^There is no citation format 'bibtext'\. .* Did you mean 'bibtex'\?$"
    with pytest.raises(UnknownNameError, match=message):
        ascpa.cite("grades", "bibtext")


def test_unknown_package_is_refused():
    with pytest.raises(UnknownNameError, match=r"^There is no package 'weather'\. There is: "):
        ascpa.cite("weather")

import json

import pytest

import ascpa
from ascpa import catalog
from ascpa.errors import DataError, DescriptorError
from ascpa.seal import readme_of, seal

PACKAGES = catalog.packages()
DESCRIBED = {
    "name": "roads",
    "title": "Roads",
    "description": "Roads of a town.",
    "version": "1.0.0",
    "howToRead": ["One row, one road."],
    "cautions": [{"code": "few", "text": "Not every road."}],
    "licenses": [{"title": "By", "path": "https://example.org/by"}],
    "resources": [
        {
            "name": "list",
            "path": "data/list.csv",
            "description": "The roads.",
            "schema": {"fields": [{"name": "road", "type": "string", "title": "Road"}]},
        }
    ],
}
README = """\
# Roads

Roads of a town.

## How to read it

- One row, one road.

## Cautions

- **few**: Not every road.

## Tables

### list

The roads.

`data/list.csv`, 2 rows, UTF-8 CSV. Every field is described in
`datapackage.json`; a blank cell means what the field's `missingMeaning` says.

- `road`: Road

## Licence

[By](https://example.org/by). Version 1.0.0.
"""


@pytest.fixture
def roads(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "list.csv").write_text('road\nHigh Street\n"Mill, Lane"\n')
    (tmp_path / "datapackage.json").write_text(json.dumps(DESCRIBED), encoding="utf-8")
    return tmp_path


def _files(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", PACKAGES)
def test_our_packages_are_sealed(copied, name):
    folder = copied() / name
    before = _files(folder)
    assert (seal(folder), _files(folder)) == ([], before)


def test_sealing_tells_what_it_changed(roads):
    assert seal(roads) == ["roads/list: rows, bytes, hash", "README.md"]


def test_sealing_records_rows_bytes_and_hash(roads):
    seal(roads)
    sealed = json.loads((roads / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = DESCRIBED["resources"]
    counted = {
        "rows": 2,
        "bytes": 30,
        "hash": "sha256:4096b124ebfc3eb8f6c946fada370c4486326fd73ee0d9138a4a574719d9b16f",
    }
    assert sealed == DESCRIBED | {"resources": [resource | counted]}


def test_sealing_writes_the_readme(roads):
    seal(roads)
    assert (roads / "README.md").read_text(encoding="utf-8") == README


def test_sealing_twice_changes_nothing(roads):
    seal(roads)
    assert seal(roads) == []


def test_sealing_leaves_the_data_and_nothing_lying_about(roads):
    before = (roads / "data" / "list.csv").read_bytes()
    seal(roads)
    assert (roads / "data" / "list.csv").read_bytes() == before
    assert sorted(path.name for path in roads.rglob("*")) == [
        "README.md",
        "data",
        "datapackage.json",
        "list.csv",
    ]


def test_sealing_renews_what_changed_alone(copied):
    folder = copied("reference") / "reference"
    file = folder / "data" / "units.csv"
    file.write_text(file.read_text(encoding="utf-8") + "mile,Mile,mi,A way\n", encoding="utf-8")
    assert seal(folder) == ["reference/units: rows, bytes, hash", "README.md"]


def test_sealing_computes_derived_tables_anew(copied):
    folder = copied("capital") / "capital"
    bids, reductions = folder / "data" / "bids.csv", folder / "data" / "reductions.csv"
    text = bids.read_text(encoding="utf-8")
    assert text.count(",25614,20000,") == 1
    bids.write_text(text.replace(",25614,20000,", ",25614,19000,"), encoding="utf-8")
    assert seal(folder) == [
        "capital/reductions: derived anew",
        "capital/bids: hash",
        "capital/reductions: hash",
    ]
    assert "sefton-mental-health-scp-first-initiatives,6614,74.2\n" in reductions.read_text()


def test_inputs_that_cannot_be_computed_with_are_refused(copied):
    folder = copied("capital") / "capital"
    file = folder / "data" / "funds.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count(",committed,") == 1
    file.write_text(text.replace(",committed,", ",allocation,"), encoding="utf-8")
    with pytest.raises(DataError, match=r"^capital/balances cannot be computed: "):
        seal(folder)


def test_sealed_package_is_valid_again(altered):
    folder = altered("reference/data/units.csv", "Size of a file", "Room on a disk")
    assert ascpa.validate(folder / "reference").valid


@pytest.mark.parametrize("name", PACKAGES)
def test_readme_is_made_from_the_descriptor(name):
    package = catalog.package(name)
    assert (package.folder / "README.md").read_text(encoding="utf-8") == readme_of(package)


def test_missing_descriptor_is_refused(tmp_path):
    with pytest.raises(DescriptorError, match=r"^There is no file .*/datapackage\.json\. "):
        seal(tmp_path)


def test_missing_data_file_is_refused(roads):
    (roads / "data" / "list.csv").unlink()
    message = r"^roads/list has no readable file .*list\.csv: No such file or directory\.$"
    with pytest.raises(DataError, match=message):
        seal(roads)


def test_data_that_are_not_utf8_are_refused(roads):
    (roads / "data" / "list.csv").write_bytes(b"road\n\xe9\n")
    with pytest.raises(DataError, match=r"^roads/list: .*list\.csv is not UTF-8"):
        seal(roads)


def test_descriptor_without_resources_is_refused(roads):
    (roads / "datapackage.json").write_text('{"name": "roads"}', encoding="utf-8")
    with pytest.raises(DescriptorError, match=r"datapackage\.json is JSON, but not a data package"):
        seal(roads)


def test_path_outside_the_package_is_refused(roads):
    (resource,) = DESCRIBED["resources"]
    described = DESCRIBED | {"resources": [resource | {"path": "/etc/hostname"}]}
    (roads / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(DataError, match=r"/etc/hostname"):
        seal(roads)

import pytest

from ascpa import catalog
from ascpa.errors import UnknownNameError, UsageError


@pytest.fixture
def folder(tmp_path):
    """Return a folder with two small packages."""
    for name in ("waters", "roads"):
        (tmp_path / name).mkdir()
        resource = f'{{"name": "list", "path": "list.csv", "title": "List of {name}"}}'
        text = f'{{"name": "{name}", "resources": [{resource}]}}'
        (tmp_path / name / "datapackage.json").write_text(text, encoding="utf-8")
    (tmp_path / "notes").mkdir()
    return tmp_path


def test_packages_are_named_in_alphabetical_order(folder):
    assert catalog.packages(folder) == ["roads", "waters"]


def test_packages_travel_with_the_library():
    assert {"grades", "reference"} <= set(catalog.packages())


def test_environment_names_the_folder(folder, monkeypatch):
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(folder))
    assert catalog.packages() == ["roads", "waters"]


def test_argument_goes_before_the_environment(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(tmp_path / "elsewhere"))
    assert catalog.packages(str(folder)) == ["roads", "waters"]


def test_environment_that_names_no_packages_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(tmp_path / "none"))
    message = r"^No data packages were found in .*/none\. Name a folder .* or unset ASCPA_DATAPAC"
    with pytest.raises(UsageError, match=message):
        catalog.packages()


def test_folder_without_packages_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"^No data packages were found in "):
        catalog.root(tmp_path)


def test_package_is_read_by_name(folder):
    found = catalog.package("roads", folder)
    assert (found.name, found.folder) == ("roads", folder / "roads")


def test_misspelt_package_is_refused(folder):
    message = r"^There is no package 'road'\. There is: roads, waters\. Did you mean 'roads'\?$"
    with pytest.raises(UnknownNameError, match=message):
        catalog.package("road", folder)


@pytest.mark.parametrize("name", ["", ".", "..", "notes", "./roads", "waters/../roads"])
def test_name_that_is_a_path_is_refused(folder, name):
    with pytest.raises(UnknownNameError, match=r"^There is no package '.*'\. There is: roads, w"):
        catalog.package(name, folder)


def test_resource_is_read_by_its_full_name(folder):
    assert catalog.resource("roads/list", folder).title == "List of roads"


def test_misspelt_resource_is_refused(folder):
    message = (
        r"^There is no resource in package 'roads' named 'lists'\."
        r" There is: list\. Did you mean 'list'\?$"
    )
    with pytest.raises(UnknownNameError, match=message):
        catalog.resource("roads/lists", folder)


def test_package_where_a_table_is_asked_for_is_refused(folder):
    message = (
        r"^'roads' names a package; a table is asked for as 'package/resource'\."
        r" There is: roads/list\.$"
    )
    with pytest.raises(UsageError, match=message):
        catalog.resource("roads", folder)


def test_every_package_comes_in_alphabetical_order_unless_it_has_a_position(folder):
    file = folder / "waters" / "datapackage.json"
    assert [package.name for package in catalog.every_package(folder)] == ["roads", "waters"]
    file.write_text('{"name": "waters", "position": 1, "resources": []}', encoding="utf-8")
    assert [package.name for package in catalog.every_package(folder)] == ["waters", "roads"]

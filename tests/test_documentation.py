import doctest
import importlib
import inspect
import pkgutil

import pytest

import ascpa
from ascpa import catalog

MODULES = ["ascpa", *(module.name for module in pkgutil.walk_packages(ascpa.__path__, "ascpa."))]
WITHOUT_EXAMPLE = {"AscpaError", "Failure", "Resource", "build"}
RESOURCES = [resource for package in catalog.every_package() for resource in package.resources]


def test_modules_are_found():
    assert {"ascpa", "ascpa.checks.rules", "ascpa.output.sqlite", "ascpa.pages"} <= set(MODULES)


@pytest.mark.parametrize("name", ascpa.__all__)
def test_public_name_is_explained(name):
    assert inspect.getdoc(getattr(ascpa, name))


def test_every_public_name_but_a_few_has_an_example():
    without = {
        name
        for name in ascpa.__all__
        if "Examples\n---" not in inspect.getdoc(getattr(ascpa, name))
    }
    assert without == WITHOUT_EXAMPLE


@pytest.mark.parametrize("name", [name for name in MODULES if name != "ascpa.__main__"])
def test_examples_run(name, small, monkeypatch):
    if name == "ascpa.checks":
        monkeypatch.setenv("ASCPA_DATAPACKAGES", str(small))
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_examples_are_found():
    found = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module("ascpa.frames"))
    assert [test.name for test in found if test.examples] == ["ascpa.frames.load"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.full_name)
def test_every_field_tells_title_description_unit_and_what_a_blank_means(resource):
    assert [
        field.name
        for field in resource.fields
        if not (field.title and field.description and field.unit and field.missing_meaning)
    ] == []


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.full_name)
def test_every_table_tells_title_description_and_role(resource):
    assert all([resource.title, resource.description, resource.role])


@pytest.mark.parametrize("package", catalog.every_package(), ids=lambda package: package.name)
def test_package_conforms_to_ascpa(package):
    assert package.conforms_to == "ascpa/1"

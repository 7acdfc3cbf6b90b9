# ruff: noqa: S608 - every name in these statements comes from our own descriptors
import csv
import functools
import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

import ascpa
from ascpa import catalog
from ascpa.errors import BuildError, DataError
from ascpa.frames import read_frame
from ascpa.output import sizes, write_all
from ascpa.output.sqlite import write_database
from ascpa.output.workbook import write_workbook

PACKAGES = catalog.every_package()
RESOURCES = [resource for package in PACKAGES for resource in package.resources]
NAMES = [resource.full_name for resource in RESOURCES]
FACTS = [resource for resource in RESOURCES if resource.role == "facts"]
SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
DIGNITY = "plymouth-cqc-apa-2009-10-outcome-7"


@pytest.fixture(scope="module")
def data(built):
    return built / "data"


@pytest.fixture(scope="module")
def database(data):
    with closing(sqlite3.connect(f"file:{data / 'ascpa.db'}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def _rows(database, sql, *values):
    return [tuple(row) for row in database.execute(sql, values)]


@functools.cache
def _loaded(name):
    return ascpa.load(name)


@functools.cache
def _plain(name):
    """Return a loaded table as rows of text, numbers, truth values and blanks."""
    rows = _loaded(name).to_dict("records")
    return [{key: _plain_value(value) for key, value in row.items()} for row in rows]


def _plain_value(value):
    if pd.isna(value):
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


@pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)
def test_table_has_its_declared_rows(database, resource):
    assert _rows(database, f"select count(*) from {resource.table}") == [(resource.rows,)]


@pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)
def test_table_has_its_declared_columns_types_and_key(database, resource):
    found = [
        (row["name"], row["type"], bool(row["notnull"]) or bool(row["pk"]), row["pk"])
        for row in database.execute(f"pragma table_info({resource.table})")
    ]
    keys = {name: place for place, name in enumerate(resource.primary_key, start=1)}
    assert found == [
        (
            field.name,
            SQL_TYPES.get(field.type, "TEXT"),
            field.required or field.name in keys,
            keys.get(field.name, 0),
        )
        for field in resource.fields
    ]


@pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)
def test_table_has_its_declared_foreign_keys(database, resource):
    found = {}
    for row in database.execute(f"pragma foreign_key_list({resource.table})"):
        found.setdefault((row["id"], row["table"]), set()).add((row["from"], row["to"]))
    tables = {item.full_name: item.table for item in RESOURCES}
    expected = [
        (
            tables[f"{key.package}/{key.resource}"],
            set(zip(key.fields, key.target_fields, strict=True)),
        )
        for key in resource.foreign_keys
    ]
    assert sorted((table, sorted(pairs)) for (_, table), pairs in found.items()) == sorted(
        (table, sorted(pairs)) for table, pairs in expected
    )


@pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)
def test_table_has_its_declared_unique_keys(database, resource):
    unique = [
        [row["name"] for row in database.execute(f"pragma index_info('{index['name']}')")]
        for index in database.execute(f"pragma index_list({resource.table})")
        if index["unique"] and index["origin"] == "c"
    ]
    assert sorted(unique) == sorted(map(list, resource.unique_keys))


@pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)
def test_table_holds_what_is_loaded(database, resource):
    rows = [dict(row) for row in database.execute(f"select * from {resource.table}")]
    key = [*resource.primary_key]
    expected = _plain(resource.full_name)
    assert sorted(rows, key=lambda row: [row[name] for name in key]) == sorted(
        expected, key=lambda row: [row[name] for name in key]
    )


def test_tables_are_strict(database):
    found = {row["name"] for row in database.execute("pragma table_list") if row["strict"]}
    assert {resource.table for resource in RESOURCES} - found == set()


def test_no_key_points_nowhere(database):
    assert _rows(database, "pragma foreign_key_check") == []


def test_database_is_whole(database):
    assert _rows(database, "pragma integrity_check") == [("ok",)]


def test_explained_view_adds_the_names_of_codes(database):
    sql = (
        "select area_code, area_code_name, framework_title, subject_title, grade_title"
        " from grades_judgements_explained where judgement = ?"
    )
    assert _rows(database, sql, DIGNITY) == [
        (
            "E06000026",
            "Plymouth",
            "Annual performance assessment of adult social care",
            "Maintaining personal dignity and respect",
            "Well",
        )
    ]


@pytest.mark.parametrize("resource", FACTS, ids=lambda resource: resource.full_name)
def test_explained_view_has_each_fact_once(database, resource):
    (key,) = resource.primary_key
    views = {row["name"] for row in database.execute("pragma table_list") if row["type"] == "view"}
    view = f"{resource.table}_explained"
    source = view if view in views else resource.table
    assert _rows(database, f"select count(*), count(distinct {key}) from {source}") == [
        (resource.rows, resource.rows)
    ]


def test_every_view_can_be_read(database):
    views = [row["name"] for row in database.execute("pragma table_list") if row["type"] == "view"]
    rows = {view: _rows(database, f"select count(*) > 0 from {view}") for view in views}
    assert rows == {view: [(1,)] for view in views}


def test_printed_view_has_a_row_for_each_place(database):
    sql = (
        "select field, printed, attests, place, line_start, line_end, document_title,"
        " document_tier from grades_judgements_printed"
        " where judgement = ? order by field, line_start"
    )
    report = ("Assessment of performance 2009/10: Plymouth", "primary")
    assert _rows(database, sql, DIGNITY) == [
        ("grade", "Performing well", "stated", "Grade table, row outcome 7", 20, 20, *report),
        ("grade", "performing well", "stated", "Outcome 7, conclusion", 166, 166, *report),
        ("period", "2009/10", "stated", "Heading of the grade table", 11, 11, *report),
    ]


@pytest.mark.parametrize("resource", FACTS, ids=lambda resource: resource.full_name)
def test_printed_view_has_every_row_of_evidence(database, resource):
    evidence = _loaded(f"{resource.package}/evidence")
    expected = int((evidence["resource"] == resource.name).sum())
    assert _rows(database, f"select count(*) from {resource.table}_printed") == [(expected,)]


def test_search_finds_words_of_several_columns(database):
    sql = (
        "select sql_table, key, title from search where rowid in"
        " (select rowid from search_fts where search_fts match ?)"
        " and sql_table = 'grades_judgements' order by key"
    )
    title = (
        "Plymouth, Annual performance assessment of adult social care,"
        " Maintaining personal dignity and respect, Well, 2009/10"
    )
    assert ("grades_judgements", DIGNITY, title) in _rows(database, sql, "Plymouth dignity")


def test_search_finds_every_council(database):
    sql = "select count(*) from search where sql_table = 'reference_councils'"
    assert _rows(database, sql) == [(catalog.resource("reference/councils").rows,)]


def test_dictionary_describes_every_field(database):
    sql = "select package, resource, sql_table, field, title, unit, missing from fields"
    assert sorted(_rows(database, sql)) == sorted(
        (
            resource.package,
            resource.name,
            resource.table,
            field.name,
            field.title,
            field.unit,
            field.missing_meaning,
        )
        for resource in RESOURCES
        for field in resource.fields
    )


def test_key_that_points_nowhere_stops_the_build(altered, tmp_path):
    old = "E06000026,Plymouth,"
    folder = altered("reference/data/councils.csv", old, old.replace("26", "99"))
    message = r"^\d+ rows point to rows that are not there, the first in \w+\. Run: ascpa validate$"
    with pytest.raises(BuildError, match=message):
        write_database(catalog.every_package(folder), tmp_path / "ascpa.db")


def test_packages_with_failures_are_not_built(altered, tmp_path):
    folder = altered("reference/data/units.csv", "Byte,B,", " Byte,B,")
    message = (
        r"^The packages are not valid \(1 found\): reference/units, line \d+, field title:"
        r" cell-form: found ' Byte'; .* Run: ascpa validate$"
    )
    with pytest.raises(DataError, match=message):
        ascpa.build(tmp_path / "build", folder=folder)
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("name", NAMES)
def test_json_holds_what_is_loaded(data, name):
    assert json.loads((data / f"{name}.json").read_text(encoding="utf-8")) == _plain(name)


@pytest.mark.parametrize("name", NAMES)
def test_parquet_holds_what_is_loaded(data, name):
    rows = pq.read_table(data / f"{name}.parquet").to_pylist()
    plain = [
        {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
        for row in rows
    ]
    assert plain == _plain(name)


@pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)
def test_parquet_tells_the_meaning_of_each_column(data, resource):
    schema = pq.read_schema(data / f"{resource.full_name}.parquet")
    found = {field.name: (field.nullable, field.metadata) for field in schema}
    assert found == {
        field.name: (
            not field.required,
            {
                b"title": field.title.encode(),
                b"description": field.description.encode(),
                b"unit": field.unit.encode(),
                b"missing": field.missing_meaning.encode(),
            },
        )
        for field in resource.fields
    }


@pytest.fixture(scope="module")
def copies(data):
    packages = catalog.every_package(data)
    return {resource.full_name: resource for package in packages for resource in package.resources}


@pytest.mark.parametrize("name", NAMES)
def test_csv_holds_what_is_loaded(copies, name):
    pd.testing.assert_frame_equal(read_frame(copies[name]), _loaded(name))


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_downloads_hold_the_package_unchanged(data, package):
    for file in ["datapackage.json", "README.md", *(r.path for r in package.resources)]:
        member = (package.folder / file).relative_to(package.folder)
        copy = data / package.name / member
        assert copy.read_bytes() == (package.folder / member).read_bytes()


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_zip_holds_the_package_under_its_name(data, package):
    with zipfile.ZipFile(data / package.name / f"{package.name}.zip") as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    files = [package.file, package.folder / "README.md", *(r.path for r in package.resources)]
    assert found == {
        f"{package.name}/{file.relative_to(package.folder).as_posix()}": file.read_bytes()
        for file in files
    }


@pytest.fixture(scope="module")
def workbooks(data):
    return {
        package.name: openpyxl.load_workbook(data / package.name / f"{package.name}.xlsx")
        for package in PACKAGES
    }


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_workbook_has_a_cover_a_dictionary_and_a_sheet_for_each_table(workbooks, package):
    tables = [resource.name for resource in package.resources]
    assert workbooks[package.name].sheetnames == ["About", "Dictionary", *tables]


@pytest.mark.parametrize("resource", RESOURCES, ids=NAMES)
def test_sheet_holds_what_is_loaded(workbooks, resource):
    sheet = workbooks[resource.package][resource.name]
    header, *rows = sheet.iter_rows(values_only=True)
    shorthand = _loaded("reference/statuses").set_index("status")["shorthand"].to_dict()
    statuses = {field.status_of: field.name for field in resource.fields if field.status_of}
    assert header == tuple(field.name for field in resource.fields)
    assert rows == [
        tuple(
            shorthand[row[statuses[name]]] if value is None and name in statuses else value
            for name, value in row.items()
        )
        for row in _plain(resource.full_name)
    ]


def test_sheet_shows_a_blank_as_the_shorthand_of_its_status(workbooks):
    sheet = workbooks["reference"]["subjects"]
    found = {row[1]: row[4] for row in sheet.iter_rows(values_only=True)}
    assert (found["leadership"], found["outcome_7"]) == ("[z]", "delivery")


def test_sheet_shows_a_period_that_is_not_stated(workbooks):
    sheet = workbooks["grades"]["judgements"]
    found = {row[0]: row[4] for row in sheet.iter_rows(values_only=True)}
    assert found["plymouth-municipal-journal-awards-best-achieving-council"] == "[x]"


def test_cover_tells_title_cautions_and_citation(workbooks):
    package = catalog.package("grades")
    found = list(workbooks["grades"]["About"].iter_rows(values_only=True))
    assert found[0] == ("Title", "Grades of adult social care")
    assert [text for head, text in found if head == "Caution"] == [
        caution.text for caution in package.cautions
    ]
    assert found[-1] == ("Cite as", ascpa.cite("grades"))


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(workbooks):
    cells = [
        cell
        for book in workbooks.values()
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


def test_text_that_looks_like_an_address_stays_as_it_is(altered, tmp_path):
    text = "internal:About!A1"
    folder = altered("reference/data/units.csv", "Size of a file", text)
    packages = catalog.every_package(folder)
    write_workbook(catalog.package("reference", folder), packages, tmp_path / "book.xlsx")
    cells = next(openpyxl.load_workbook(tmp_path / "book.xlsx")["units"].iter_cols(4, 4))
    found = [(cell.value, cell.hyperlink) for cell in cells]
    assert (text, None) in found


def test_checksums_are_true(data):
    lines = (data / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert listed == {
        name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in listed
    }


def test_checksums_list_every_file(data):
    lines = (data / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {line.split("  ")[1] for line in lines}
    assert listed == set(sizes(data)) - {"SHA256SUMS"}


@pytest.fixture(scope="module")
def twice(small, tmp_path_factory):
    """Return two folders with the same two packages written into each."""
    folders = [tmp_path_factory.mktemp(name) for name in ("once", "again")]
    for folder in folders:
        write_all(catalog.every_package(small), folder)
    return folders


def test_writing_again_gives_the_same_files(twice):
    once, again = (
        {
            path.relative_to(folder): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and path.name not in {"ascpa.db", "SHA256SUMS"}
        }
        for folder in twice
    )
    assert once == again


def test_writing_again_gives_the_same_database(twice):
    dumps = []
    for folder in twice:
        with closing(sqlite3.connect(folder / "ascpa.db")) as connection:
            dumps.append(list(connection.iterdump()))
    assert dumps[0] == dumps[1]


def test_csv_files_read_with_the_standard_library(data):
    with (data / "grades" / "data" / "judgements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == catalog.resource("grades/judgements").rows

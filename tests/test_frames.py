import json

import pandas as pd
import pytest

import ascpa
from ascpa import catalog
from ascpa.descriptor import read
from ascpa.errors import DataError, UnknownNameError, UsageError
from ascpa.frames import read_frame, read_text, records

EVERY = [
    resource.full_name for package in catalog.every_package() for resource in package.resources
]
GRADES = ["poor", "adequate", "well", "excellent", "uncertain", "promising", "awarded"]


@pytest.fixture
def resource(tmp_path):
    """Return a function that writes a table and returns its record."""

    def write(data, *fields, **schema):
        schema = {"fields": [{"name": name, **more} for name, more in fields], **schema}
        described = {"name": "t", "resources": [{"name": "t", "path": "t.csv", "schema": schema}]}
        (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
        (tmp_path / "t.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
        return read(tmp_path).resource("t")

    return write


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        ("string", ["007", "NA", ""], pd.array(["007", "NA", None], dtype="str")),
        ("integer", ["7", "-12", ""], pd.array([7, -12, None], dtype="Int64")),
        ("number", ["0.3", "2", ""], pd.array([0.3, 2.0, None], dtype="Float64")),
        ("boolean", ["true", "false", ""], pd.array([True, False, None], dtype="boolean")),
        (
            "date",
            ["2010-03-31", "2008-02-29", ""],
            pd.DatetimeIndex(["2010-03-31", "2008-02-29", None], dtype="datetime64[us]"),
        ),
    ],
)
def test_column_has_its_declared_type(resource, kind, cells, expected):
    rows = "".join(f"{number},{cell}\n" for number, cell in enumerate(cells))
    found = resource(f"row,value\n{rows}", ("row", {}), ("value", {"type": kind}))
    pd.testing.assert_series_equal(
        read_frame(found)["value"], pd.Series(expected, name="value"), check_freq=False
    )


def test_column_with_no_value_keeps_its_type(resource):
    found = resource("row,value\n1,\n", ("row", {}), ("value", {"type": "integer"}))
    expected = pd.Series([None], dtype="Int64", name="value")
    pd.testing.assert_series_equal(read_frame(found)["value"], expected)


def test_long_integer_beside_a_blank_keeps_every_digit(resource):
    data = "row,value\n1,9007199254740993\n2,\n"
    found = resource(data, ("row", {}), ("value", {"type": "integer"}))
    assert read_frame(found)["value"].iloc[0] == 9007199254740993


@pytest.mark.parametrize("ordered", [True, False])
def test_codes_are_categories_in_the_declared_order(resource, ordered):
    more = {"constraints": {"enum": ["poor", "well"]}, "categoriesOrdered": ordered}
    frame = read_frame(resource("grade,b\nwell,1\n,2\npoor,3\n", ("grade", more), ("b", {})))
    dtype = pd.CategoricalDtype(["poor", "well"], ordered=ordered)
    expected = pd.Series(["well", None, "poor"], dtype=dtype, name="grade")
    pd.testing.assert_series_equal(frame["grade"], expected)


def test_declared_missing_values_are_missing(resource):
    data = "a,b\n-,1\n..,2\nx,3\n"
    found = resource(data, ("a", {}), ("b", {}), missingValues=["", "-", ".."])
    assert read_frame(found)["a"].isna().tolist() == [True, True, False]


def test_columns_come_in_the_order_of_the_schema(resource):
    found = resource("b,a\n1,2\n", ("a", {}), ("b", {}))
    assert read_frame(found).columns.tolist() == ["a", "b"]


def test_text_of_a_table_is_what_stands_in_the_file(resource):
    found = resource('a,b\n007,"x, ""y"""\nNA,\n', ("a", {"type": "integer"}), ("b", {}))
    assert records(read_text(found)) == [{"a": "007", "b": 'x, "y"'}, {"a": "NA", "b": ""}]


@pytest.mark.parametrize(
    ("kind", "cell", "message"),
    [
        ("integer", "1.5", r"^t/t, field a: not every value is a integer: .*Run: ascpa validate$"),
        ("integer", "many", r"^t/t, field a: not every value is a integer: "),
        ("number", "1,5", r"^t/t, field a: not every value is a number: "),
        ("date", "31/03/2010", r"^t/t, field a: not every value is a date: "),
        ("boolean", "yes", r"^t/t, field a: not every value is a boolean: 'yes' is neither true"),
    ],
)
def test_value_that_does_not_fit_its_type_is_refused(resource, kind, cell, message):
    found = resource(f'a\n"{cell}"\n', ("a", {"type": kind}))
    with pytest.raises(DataError, match=message):
        read_frame(found)


def test_missing_file_is_refused(resource):
    found = resource("a\n1\n", ("a", {}))
    found.path.unlink()
    with pytest.raises(DataError, match=r"^t/t has no file .*t\.csv\. Check 'path' in the descr"):
        read_frame(found)


def test_missing_column_is_refused(resource):
    found = resource("a,b\n1,2\n", ("a", {}), ("grade", {}))
    with pytest.raises(DataError, match=r"^t/t lacks the column 'grade'\. There is: a, b\.$"):
        read_frame(found)


@pytest.mark.parametrize("data", [b"", b"a\n\xe9\n", b"a,b\n1,2\n1,2,3\n", b'a\n"open\n'])
def test_file_that_is_no_table_is_refused(resource, data):
    with pytest.raises(DataError, match=r"^t/t: .*t\.csv is not readable CSV: "):
        read_text(resource(data, ("a", {})))


@pytest.mark.parametrize("name", EVERY)
def test_table_has_its_declared_rows_and_columns(name):
    described, frame = catalog.resource(name), ascpa.load(name)
    assert len(frame) == described.rows
    assert frame.columns.tolist() == [field.name for field in described.fields]


def test_judgements_have_their_types():
    frame = ascpa.load("grades/judgements")
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == {
        "judgement": "str",
        "area_code": "str",
        "framework": "str",
        "subject": "str",
        "period": "str",
        "period_status": "category",
        "period_start": "datetime64[us]",
        "period_end": "datetime64[us]",
        "scale": "str",
        "grade": "category",
        "basis": "category",
        "basis_stated": "boolean",
        "carried_from": "str",
        "note": "str",
    }


def test_grades_of_many_scales_have_no_order():
    dtype = ascpa.load("grades/judgements")["grade"].dtype
    assert dtype == pd.CategoricalDtype(GRADES, ordered=False)


@pytest.mark.parametrize(
    ("scale", "grades"),
    [
        ("delivery", ["poor", "adequate", "well", "excellent"]),
        ("capacity", ["poor", "uncertain", "promising", "excellent"]),
        ("area_assessment", ["poor", "adequate", "well", "excellent"]),
        ("recognition", ["awarded"]),
    ],
)
def test_grades_of_one_scale_are_ordered(scale, grades):
    frame = ascpa.load("grades/judgements", scale=scale)
    assert frame["grade"].dtype == pd.CategoricalDtype(grades, ordered=True)


@pytest.mark.parametrize("scale", ["delivery", "capacity", "area_assessment", "recognition"])
def test_asking_for_a_scale_keeps_its_rows_alone(scale):
    every = ascpa.load("grades/judgements")
    expected = every.loc[every["scale"] == scale, "judgement"].tolist()
    assert ascpa.load("grades/judgements", scale=scale)["judgement"].tolist() == expected


def test_grades_of_different_scales_cannot_be_compared():
    frame = ascpa.load("grades/judgements")
    with pytest.raises(TypeError, match="Unordered Categoricals can only compare equality or not"):
        _ = frame["grade"] >= "well"


def test_misspelt_scale_is_refused():
    message = (
        r"^There is no scale 'delivry'\. There is: area_assessment, capacity, delivery,"
        r" recognition\. Did you mean 'delivery'\?$"
    )
    with pytest.raises(UnknownNameError, match=message):
        ascpa.load("grades/judgements", scale="delivry")


def test_scale_for_a_table_without_grades_is_refused():
    message = r"^'reference/units' holds no grades, so .* scale 'delivery'\. Leave out scale=\.$"
    with pytest.raises(UsageError, match=message):
        ascpa.load("reference/units", scale="delivery")


def test_table_is_loaded_from_the_folder_that_is_named(altered):
    folder = altered("reference/data/units.csv", "Size of a file", "Room on a disk")
    units = ascpa.load("reference/units", folder=folder).set_index("unit")
    assert units.loc["byte", "note"] == "Room on a disk"

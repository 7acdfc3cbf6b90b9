import functools
from datetime import date, datetime

import pandas as pd
import pytest

import ascpa
from ascpa.errors import UsageError
from ascpa.register import alive

COLUMNS = [
    "area_code",
    "name",
    "kind",
    "region_code",
    "region",
    "return_code",
    "valid_from",
    "valid_to",
]
CHANGED = {"116": "Durham", "104": "Northumberland", "417": "Shropshire", "902": "Cornwall"}


@functools.cache
def _councils(at=None):
    return ascpa.councils(at=at)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2008-04-01", 150),
        ("2008-11-01", 150),
        ("2009-03-31", 150),
        ("2009-04-01", 152),
        ("2010-05-26", 152),
        ("2013-03-31", 152),
    ],
)
def test_number_of_councils_on_a_day(day, number):
    assert len(_councils(day)) == number


def test_day_may_be_a_date():
    found = ascpa.councils(at=date(2009, 4, 1))
    pd.testing.assert_frame_equal(found, _councils("2009-04-01"))


@pytest.mark.parametrize("moment", [datetime(2009, 4, 1, 12), pd.Timestamp("2009-04-01")])
def test_day_may_be_a_moment(moment):
    assert len(ascpa.councils(at=moment)) == 152


def test_without_a_day_every_row_comes():
    assert len(_councils()) == len(ascpa.load("reference/councils"))


def test_columns_tell_code_name_kind_region_and_dates():
    assert _councils("2009-04-01").columns.tolist() == COLUMNS


def test_row_of_a_council():
    found = _councils("2009-11-01").set_index("area_code").loc["E06000026"]
    assert found.drop(["valid_from", "valid_to"]).to_dict() == {
        "name": "Plymouth",
        "kind": "unitary_authority",
        "region_code": "E12000009",
        "region": "South West",
        "return_code": "913",
    }


@pytest.mark.parametrize("day", ["2008-04-01", "2009-03-31", "2009-04-01", "2010-03-31"])
def test_return_code_stands_for_one_council_on_a_day(day):
    assert _councils(day)["return_code"].is_unique


@pytest.mark.parametrize("return_code", CHANGED)
def test_council_that_changed_code_keeps_its_return_code(return_code):
    before, after = (
        _councils(day).set_index("return_code").loc[return_code, "area_code"]
        for day in ("2009-03-31", "2009-04-01")
    )
    assert (before[:3], after[:3]) == ("E10", "E06")


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2009-03-31", ["Bedfordshire", "Cheshire"]),
        (
            "2009-04-01",
            ["Bedford", "Central Bedfordshire", "Cheshire East", "Cheshire West and Chester"],
        ),
    ],
)
def test_councils_that_split_in_2009(day, names):
    found = _councils(day)["name"]
    assert sorted(found[found.str.contains("Bedford|Cheshire")]) == names


def test_every_council_has_a_region():
    assert _councils()["region"].notna().all()


@pytest.mark.parametrize("year", ["2008_09", "2009_10"])
def test_councils_of_a_day_are_those_that_answered_in_its_year(year):
    register = ascpa.load("reference/councils")
    day = date(int(year[:4]), 11, 1)
    assert (alive(register, day) == register[f"answered_{year}"]).all()


@pytest.mark.parametrize("at", ["", "yesterday", "2008-13-01", "01/11/2008"])
def test_what_is_no_day_is_refused(at):
    with pytest.raises(UsageError, match=r" is not a day\. Write it as 2008-11-01\.$"):
        ascpa.councils(at=at)


def test_day_before_the_register_is_refused():
    message = r"^The register of councils begins on 2008-04-01; asked for 2008-03-31\. Ask for a l"
    with pytest.raises(UsageError, match=message):
        ascpa.councils(at="2008-03-31")


def test_day_after_the_register_is_refused():
    with pytest.raises(UsageError, match=r"^The register of councils ends on 2013-03-31; "):
        ascpa.councils(at="2013-04-01")

import json
from dataclasses import FrozenInstanceError, replace

import pytest

from ascpa.report import Failure, Report, merge

FAILURE = Failure(
    package="grades",
    resource="judgements",
    row=14,
    field="grade",
    rule="evidence-printed",
    found="'Well'",
    expected="'excellent'",
    action="Correct the value.",
)
VALID = Report(packages=("grades",), rows=1200, rules=("file-rows", "table"), failures=())
BROKEN = Report(packages=("capital",), rows=3, rules=("file-rows",), failures=(FAILURE,))


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "grades/judgements, line 14, field grade"),
        ({"field": ""}, "grades/judgements, line 14"),
        ({"row": None}, "grades/judgements, field grade"),
        ({"row": None, "field": ""}, "grades/judgements"),
        ({"row": None, "field": "", "resource": ""}, "grades"),
    ],
)
def test_place_of_a_failure_is_told_in_words(changes, place):
    assert replace(FAILURE, **changes).place == place


def test_failure_tells_place_rule_found_expected_and_action():
    assert str(FAILURE) == (
        "grades/judgements, line 14, field grade: evidence-printed: found 'Well';"
        " expected 'excellent'. Correct the value."
    )


def test_failure_cannot_be_changed():
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'row'"):
        FAILURE.row = 15


def test_valid_report_is_one_line():
    assert str(VALID) == "grades: valid (1,200 rows, 2 rules)"


def test_report_with_failures_lists_them():
    assert str(BROKEN) == f"capital: 1 failure\n  {FAILURE}"


def test_report_of_nothing_says_so():
    empty = Report(packages=(), rows=0, rules=(), failures=())
    assert str(empty) == "nothing: valid (0 rows, 0 rules)"


def test_report_with_failures_is_not_valid():
    assert (VALID.valid, BROKEN.valid) == (True, False)


def test_merged_report_holds_what_each_found():
    assert merge(iter([VALID, BROKEN])) == Report(
        packages=("grades", "capital"),
        rows=1203,
        rules=("file-rows", "table"),
        failures=(FAILURE,),
    )


def test_report_as_json_is_the_report_as_dictionary():
    assert json.loads(BROKEN.to_json()) == {
        "valid": False,
        "packages": ["capital"],
        "rows": 3,
        "rules": ["file-rows"],
        "failures": [
            {
                "package": "grades",
                "resource": "judgements",
                "row": 14,
                "field": "grade",
                "rule": "evidence-printed",
                "found": "'Well'",
                "expected": "'excellent'",
                "action": "Correct the value.",
            }
        ],
    }


def test_report_as_dictionary_holds_plain_lists():
    assert VALID.to_dict() == {
        "valid": True,
        "packages": ["grades"],
        "rows": 1200,
        "rules": ["file-rows", "table"],
        "failures": [],
    }

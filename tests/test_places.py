import functools

import pandas as pd
import pytest

import ascpa
from ascpa import catalog
from ascpa.errors import UnknownNameError, UsageError

FACTS = [table.full_name for package in catalog.every_package() for table in package.facts]


@functools.cache
def _evidence(name):
    return ascpa.evidence(name)


def test_columns_tell_fact_place_and_document():
    assert _evidence("grades/judgements").columns.tolist() == [
        "judgement",
        "field",
        "value",
        "printed",
        "attests",
        "document",
        "title",
        "publisher",
        "tier",
        "place",
        "line_start",
        "line_end",
        "note",
    ]


def test_grade_printed_twice_has_two_places():
    found = _evidence("grades/judgements")
    of_grade = found[
        (found["judgement"] == "plymouth-cqc-apa-2009-10-outcome-7") & (found["field"] == "grade")
    ]
    assert of_grade.drop(columns="note").to_dict("records") == [
        {
            "judgement": "plymouth-cqc-apa-2009-10-outcome-7",
            "field": "grade",
            "value": "well",
            "printed": printed,
            "attests": "stated",
            "document": "plymouth-apa-2009-10",
            "title": "Assessment of performance 2009/10: Plymouth",
            "publisher": "Care Quality Commission",
            "tier": "primary",
            "place": place,
            "line_start": line,
            "line_end": line,
        }
        for printed, place, line in [
            ("Performing well", "Grade table, row outcome 7", 20),
            ("performing well", "Outcome 7, conclusion", 166),
        ]
    ]


def test_grade_of_the_year_before_is_implied():
    found = _evidence("grades/judgements").set_index("judgement")
    before = found.loc["plymouth-cqc-apa-2008-09-outcome-1"].set_index("field")
    assert before["attests"].to_dict() == {"grade": "implied", "period": "stated"}


@pytest.mark.parametrize("name", FACTS)
def test_every_row_of_evidence_comes_once(name):
    package, _, resource = name.partition("/")
    rows = ascpa.load(f"{package}/evidence")
    expected = rows.loc[rows["resource"] == resource, ["fact", "field", "printed"]]
    found = _evidence(name)
    assert found.iloc[:, [0, 1, 3]].to_numpy().tolist() == expected.to_numpy().tolist()


@pytest.mark.parametrize("name", FACTS)
def test_every_place_has_a_value_and_a_document(name):
    found = _evidence(name)
    assert not found[["value", "title", "publisher", "tier"]].isna().any(axis=None)


@pytest.mark.parametrize("name", FACTS)
def test_every_value_that_needs_evidence_has_a_place(name):
    resource, frame, found = catalog.resource(name), ascpa.load(name), _evidence(name)
    (key,) = resource.primary_key
    proved = set(zip(found[key], found["field"], strict=True))
    needed = {
        (fact, field)
        for field in resource.evidence_fields
        for fact in frame.loc[frame[field].notna(), key]
    }
    assert needed - proved == set()


def test_places_come_from_the_folder_that_is_named(altered):
    folder = altered("reference/data/documents.csv", "2009/10: Plymouth", "2009/10: Tamar")
    title = ascpa.evidence("grades/judgements", folder=folder).set_index("document")["title"]
    assert set(title.loc["plymouth-apa-2009-10"]) == {"Assessment of performance 2009/10: Tamar"}


def test_line_numbers_are_whole_numbers():
    dtypes = _evidence("grades/judgements").dtypes
    assert [dtypes["line_start"], dtypes["line_end"]] == [pd.Int64Dtype(), pd.Int64Dtype()]


def test_codes_have_no_evidence():
    message = r"^'reference/councils' holds codes, so nothing in it has evidence\.$"
    with pytest.raises(UsageError, match=message):
        ascpa.evidence("reference/councils")


def test_evidence_has_no_evidence():
    message = r"^'grades/evidence' holds evidence, so .* There is: grades/judgements\.$"
    with pytest.raises(UsageError, match=message):
        ascpa.evidence("grades/evidence")


def test_misspelt_table_is_refused():
    message = r"^There is no resource in package 'grades' named 'judgments'\. .* 'judgements'\?$"
    with pytest.raises(UnknownNameError, match=message):
        ascpa.evidence("grades/judgments")

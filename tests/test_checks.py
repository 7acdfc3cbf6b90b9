import json
import sys

import pytest

import ascpa
from ascpa import catalog
from ascpa.checks.rules import RULES
from ascpa.errors import MissingExtraError, UsageError
from ascpa.report import Report
from ascpa.seal import seal

JUDGEMENTS = "grades/data/judgements.csv"
EVIDENCE = "grades/data/evidence.csv"
DIGNITY = "plymouth-cqc-apa-2009-10-outcome-7,E06000026,cqc_apa,outcome_7,2009/10,"
GRADED = f"{DIGNITY},2009-04-01,2010-03-31,delivery,well,assessed"
REPEATED = "plymouth-cqc-apa-2009-10-outcome-1,E06000026,cqc_apa,outcome_1,2009/10,"
PLACE = '166,166,"Outcome 7, conclusion",performing well'


def _found(report):
    """Return rule, resource, field, what was found and what was expected of each failure."""
    return [(f.rule, f.resource, f.field, f.found, f.expected) for f in report.failures]


def _line(folder, file, start):
    """Return the number of the line that begins with a text."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if line.startswith(start))


def test_our_packages_are_valid(report):
    packages = catalog.every_package()
    assert report == Report(
        packages=tuple(catalog.packages()),
        rows=sum(resource.rows for package in packages for resource in package.resources),
        rules=tuple(sorted(RULES)),
        failures=(),
    )


@pytest.mark.parametrize("place", ["grades", "grades/datapackage.json"])
def test_one_package_is_checked_by_folder_or_file(copied, place):
    assert ascpa.validate(copied("grades", "reference") / place).packages == ("grades",)


def test_folder_of_packages_is_checked_whole(tmp_path):
    for name in ("roads", "waters"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "datapackage.json").write_text("{}", encoding="utf-8")
    report = ascpa.validate(str(tmp_path))
    assert [failure.rule for failure in report.failures] == ["descriptor-property"] * 4


def test_progress_is_told_as_each_package_begins(copied):
    told = []
    ascpa.validate(copied("grades", "reference") / "reference", progress=told.append)
    assert told == ["reference"]


def test_path_that_is_not_there_is_refused(tmp_path):
    message = r"^There is no data package at .*/none: it does not exist\. Name a datapackage\.json"
    with pytest.raises(UsageError, match=message):
        ascpa.validate(tmp_path / "none")


def test_folder_without_a_package_is_refused(tmp_path):
    message = r"^There is no data package at .*: it holds no datapackage\.json\. Name a "
    with pytest.raises(UsageError, match=message):
        ascpa.validate(tmp_path)


def test_altered_grade_is_caught_although_it_was_sealed(altered):
    folder = altered(JUDGEMENTS, GRADED, GRADED.replace("well", "excellent"))
    expected = "'excellent', the grade of plymouth-cqc-apa-2009-10-outcome-7"
    assert _found(ascpa.validate(folder / "grades")) == [
        ("evidence-printed", "evidence", "printed", f"'{form}', which means well", expected)
        for form in ("Performing well", "performing well")
    ]


def test_failure_names_the_line_of_the_file(altered):
    folder = altered(JUDGEMENTS, f"{DIGNITY},2009", f"{DIGNITY},2008")
    (failure,) = ascpa.validate(folder / "grades").failures
    assert failure.row == _line(folder, JUDGEMENTS, DIGNITY)


def test_altered_grade_breaks_the_seal_and_the_proof(altered):
    folder = altered(JUDGEMENTS, GRADED, GRADED.replace("well", "poor"), sealed=False)
    rules = [failure.rule for failure in ascpa.validate(folder / "grades").failures]
    assert rules == ["file-hash", "evidence-printed", "evidence-printed"]


def test_altered_carried_grade_is_caught_as_carried_too(altered):
    old = f"{REPEATED},2009-04-01,2010-03-31,delivery,well,carried_forward"
    folder = altered(JUDGEMENTS, old, old.replace("well", "poor"))
    rules = [failure.rule for failure in ascpa.validate(folder / "grades").failures]
    assert rules == ["evidence-printed", "evidence-printed", "grade-carried"]


def test_line_beyond_the_end_is_caught(altered):
    folder = altered(EVIDENCE, PLACE, PLACE.replace("166,166", "166,1660"))
    lines = ascpa.load("reference/documents").set_index("document")["transcript_lines"]
    expected = f"within 1 to {lines['plymouth-apa-2009-10']}"
    assert _found(ascpa.validate(folder / "grades")) == [
        ("evidence-lines", "evidence", "line_end", "lines 166 to 1660", expected)
    ]


def test_deleted_row_of_evidence_is_caught(copied):
    folder = copied("grades", "reference")
    file = folder / EVIDENCE
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    key = "plymouth-municipal-journal-awards-best-achieving-council"
    file.write_text("".join(line for line in lines if not line.startswith(f"{key}.grade")))
    seal(folder / "grades")
    expected = "at least one row of evidence"
    assert _found(ascpa.validate(folder / "grades")) == [
        ("evidence-missing", "judgements", "grade", f"no evidence for {key}", expected)
    ]


def test_evidence_of_another_council_is_caught(altered):
    old = f"grade,plymouth-apa-2009-10,{PLACE}"
    folder = altered(EVIDENCE, old, old.replace("plymouth-apa", "halton-apa"))
    found = "E06000026 attested by halton-apa-2009-10"
    assert _found(ascpa.validate(folder / "grades")) == [
        ("evidence-council", "evidence", "document", found, "E06000006")
    ]


def test_wrong_scale_is_caught(altered):
    folder = altered(JUDGEMENTS, GRADED, GRADED.replace("delivery", "area_assessment"))
    assert ("grade-scale", "judgements", "scale", "area_assessment", "delivery") in _found(
        ascpa.validate(folder / "grades")
    )


def test_grade_that_is_not_on_its_scale_is_caught(altered):
    folder = altered(JUDGEMENTS, GRADED, GRADED.replace("delivery,well", "delivery,promising"))
    expected = "a row of reference/scale_points"
    found = ("external-key", "judgements", "scale, grade", "delivery, promising", expected)
    assert found in _found(ascpa.validate(folder / "grades"))


def test_council_outside_its_dates_is_caught(altered):
    old = "E06000026,Plymouth,unitary_authority,E12000009,913,2009-01-01,,before_register,"
    new = old.replace(",,before_register,", ",2010-04-01,,")
    folder = altered("reference/data/councils.csv", old, new)
    report = ascpa.validate(folder / "grades")
    assert {failure.rule for failure in report.failures} == {"council-dates"}
    assert ("council-dates", "judgements", "area_code", "E06000026 in 2009/10") in {
        found[:4] for found in _found(report)
    }


def test_unknown_council_is_caught(altered):
    old = "E06000026,Plymouth,"
    folder = altered("reference/data/councils.csv", old, old.replace("E06000026", "E06000099"))
    report = ascpa.validate(folder / "grades")
    found = ("external-key", "judgements", "area_code", "E06000026", "a row of reference/councils")
    assert set(_found(report)) == {found}


def test_duplicate_key_is_caught(copied):
    folder = copied("grades", "reference")
    file = folder / JUDGEMENTS
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines, lines[1]]), encoding="utf-8")
    seal(folder / "grades")
    report = ascpa.validate(folder / "grades")
    assert _found(report) == [
        (
            "table/primary-key",
            "judgements",
            "",
            "the same as in the row at position 2",
            "a table that fits its schema",
        )
    ]


def test_same_grade_under_another_key_is_caught(copied):
    folder = copied("grades", "reference")
    file = folder / JUDGEMENTS
    text = file.read_text(encoding="utf-8")
    again = text.splitlines()[1].replace("halton-cqc", "again-cqc", 1)
    file.write_text(f"{text}{again}\n", encoding="utf-8")
    seal(folder / "grades")
    rules = [failure.rule for failure in ascpa.validate(folder / "grades").failures]
    assert rules == ["unique-key", "evidence-missing", "evidence-missing"]


def test_columns_in_another_order_are_caught(altered):
    folder = altered(JUDGEMENTS, "judgement,area_code,framework", "area_code,judgement,framework")
    (failure,) = ascpa.validate(folder / "grades").failures
    assert (failure.rule, failure.found[:29]) == ("file-columns", "area_code, judgement, framewo")


@pytest.mark.parametrize(
    ("spoil", "rule", "found"),
    [
        (lambda data: data.replace(b"\n", b"\r\n"), "file-lines", "a carriage return"),
        (lambda data: data.replace(b"\n", b"\r", 1), "file-lines", "a carriage return"),
        (lambda data: b"\xef\xbb\xbf" + data, "file-encoding", "a byte-order mark"),
        (lambda data: data.replace(b"cqc", b"c\0c", 1), "file-encoding", "the control charac"),
        (lambda data: data + b"\xff\n", "file-encoding", "byte 0xff"),
        (lambda data: data[:-1], "file-lines", "no line end after the last row"),
    ],
)
def test_spoilt_file_is_caught_although_it_could_be_sealed(copied, spoil, rule, found):
    folder = copied("grades", "reference") / "grades"
    file = folder / "data" / "judgements.csv"
    file.write_bytes(spoil(file.read_bytes()))
    report = ascpa.validate(folder)
    (failure,) = [f for f in report.failures if f.rule not in {"file-bytes", "file-hash"}]
    assert (failure.rule, failure.found[: len(found)]) == (rule, found)


def test_truncated_file_is_caught(copied):
    folder = copied("grades", "reference") / "grades"
    file = folder / "data" / "judgements.csv"
    file.write_bytes(file.read_bytes()[:-100])
    rules = [failure.rule for failure in ascpa.validate(folder).failures]
    assert rules == ["file-bytes", "file-hash", "file-lines"]


def test_missing_rows_are_caught(copied):
    folder = copied("grades", "reference") / "grades"
    file = folder / "data" / "judgements.csv"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:-1]))
    report = ascpa.validate(folder)
    rules = [failure.rule for failure in report.failures if failure.rule.startswith("file")]
    assert rules == ["file-bytes", "file-hash", "file-rows"]


@pytest.mark.parametrize("linked", ["data", "data/judgements.csv"])
def test_link_is_not_followed(copied, tmp_path, linked):
    folder = copied("grades", "reference") / "grades"
    (folder / linked).rename(tmp_path / "outside")
    (folder / linked).symlink_to(tmp_path / "outside")
    failures = ascpa.validate(folder).failures
    assert ("path-unsafe", "the link 'data/judgements.csv'") in {
        (f.rule, f.found) for f in failures
    }
    assert {failure.rule for failure in failures} == {"path-unsafe"}


def test_list_beside_the_package_goes_before_the_installed_one(altered):
    folder = altered("reference/data/units.csv", "none,No unit", "nil,No unit")
    report = ascpa.validate(folder / "grades")
    assert {failure.rule for failure in report.failures} == {"unit-unknown"}


def test_list_beside_the_package_is_found_from_inside_the_package(altered, monkeypatch):
    folder = altered("reference/data/units.csv", "none,No unit", "nil,No unit")
    monkeypatch.chdir(folder / "grades")
    report = ascpa.validate("datapackage.json")
    assert {failure.rule for failure in report.failures} == {"unit-unknown"}


def test_inputs_that_cannot_be_computed_with_are_told(copied):
    folder = copied("capital", "reference") / "capital"
    file = folder / "data" / "funds.csv"
    text = file.read_text(encoding="utf-8")
    assert text.count(",committed,") == 1
    file.write_text(text.replace(",committed,", ",allocation,"), encoding="utf-8")
    rules = [failure.rule for failure in ascpa.validate(folder).failures]
    assert "derived" in rules


def test_more_failures_than_frictionless_counts_are_told(package):
    rows = "\n".join(f"{number},2010-02-30" for number in range(1, 1102))
    folder = package({"a": {}, "b": {"type": "date"}}, f"a,b\n{rows}\n")
    rules = [failure.rule for failure in ascpa.validate(folder).failures]
    assert (rules.count("table/type"), rules[-1]) == (1000, "table/warning")


@pytest.mark.parametrize("library", ["frictionless", "jsonschema"])
def test_missing_library_is_told(library, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    message = (
        f"^ascpa validate needs the library '{library}', which is not installed\\."
        r" Install it with: pip install 'ascpa\[validate\]'$"
    )
    with pytest.raises(MissingExtraError, match=message):
        ascpa.validate()


@pytest.fixture
def package(tmp_path):
    """Return a function that writes a package of one table, and of more files and resources."""

    def write(fields, data, *, role="codes", more=(), **schema):
        schema["fields"] = [
            {"name": name, "type": "string"} | more for name, more in fields.items()
        ]
        resources = [{"name": "things", "path": "data.csv", "role": role, "schema": schema}]
        for name, columns, _ in more:
            listed = [{"name": column, "type": "string"} for column in columns]
            resources.append({"name": name, "path": f"{name}.csv", "schema": {"fields": listed}})
        folder = tmp_path / "made"
        folder.mkdir()
        (folder / "data.csv").write_text(data, encoding="utf-8")
        for name, columns, rows in more:
            (folder / f"{name}.csv").write_text(f"{','.join(columns)}\n{rows}", encoding="utf-8")
        described = {"name": "made", "resources": resources}
        (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
        return folder

    return write


UNKNOWN_COLUMN = {
    "externalKeys": [
        {
            "fields": "a",
            "reference": {"package": "reference", "resource": "units", "fields": "name"},
        }
    ]
}
PLACES = ["resource", "fact", "field", "document", "line_start", "line_end", "printed"]
CARRIED = ["a", "area_code", "framework", "subject", "period", "grade", "basis", "carried_from"]


@pytest.mark.parametrize(
    ("fields", "data", "options"),
    [
        pytest.param({"a": {}}, "a\nx\n", UNKNOWN_COLUMN, id="key to an unknown column"),
        pytest.param(
            {"a": {"evidence": True}}, "a\nx\n", {"role": "facts"}, id="facts without a key"
        ),
        pytest.param(
            {"a": {"evidence": True}},
            "a\nx\n",
            {
                "role": "facts",
                "primaryKey": "a",
                "more": [("evidence", PLACES[:3], "things,x,a\n")],
            },
            id="evidence without lines",
        ),
        pytest.param(
            {"a": {"evidence": True}, "area_code": {}},
            "a,area_code\nx,E06000026\n",
            {
                "role": "facts",
                "primaryKey": "a",
                "more": [("evidence", PLACES, "things,x,a,plymouth-apa-2009-10,,,x\n")],
            },
            id="evidence with blank lines",
        ),
        pytest.param(
            {name: {} for name in CARRIED},
            f"{','.join(CARRIED)}\nx,c,f,s,,g,carried_forward,y\ny,c,f,s,2008/09,g,,\n",
            {"role": "facts", "primaryKey": "a"},
            id="carried into a blank period",
        ),
        pytest.param(
            {"a": {"constraints": {"pattern": "["}}}, "a\nx\n", {}, id="pattern that is none"
        ),
        pytest.param(
            {"a": {"type": "integer", "constraints": {"minimum": "low"}}},
            "a\n1\n",
            {},
            id="minimum that is none",
        ),
    ],
)
def test_bad_package_gives_failures_and_no_traceback(package, fields, data, options):
    assert ascpa.validate(package(fields, data, **options)).failures != ()

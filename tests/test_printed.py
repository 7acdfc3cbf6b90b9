import calendar
from datetime import date, timedelta

import pytest

from ascpa import catalog
from ascpa.descriptor import read
from ascpa.frames import read_text, records
from ascpa.printed import day, fold, meaning, number, period, span

YEARS = range(1990, 2101)
FORMS = {
    ("delivery", "performing well"): "well",
    ("delivery", "excellent"): "excellent",
    ("capacity", "excellent"): "outstanding",
    ("basis", "carry forward"): "carried_forward",
}


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("0", "0"),
        ("359", "359"),
        ("1,194", "1194"),
        ("1,234,567", "1234567"),
        ("12.50", "12.50"),
        ("1,194.5", "1194.5"),
        ("-3", "-3"),
        ("(5)", "5"),
        ("£334,907", "334907"),
        ("£100k", "100000"),
        ("£1.5m", "1500000"),
        ("£1.15K", "1150"),
        ("£5 million", "5000000"),
        ("five thousand", "5000"),
        ("\N{MINUS SIGN}5", "-5"),
        ("30 km", "30"),
        ("5mg", "5"),
        ("100%", "100"),
        ("18 referrals", "18"),
        ("none", "0"),
        ("two", "2"),
        ("two members of staff", "2"),
        ("01", "1"),
        ("Twenty", "20"),
        ("  1,194\n", "1194"),
    ],
)
def test_figure_is_read_as_a_number(printed, value):
    assert number(printed) == value


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "many",
        "two hundred",
        "5 bn",
        "half",
        "1 194",
        "2009-10",
        "2008/09",
        "1,19",
        "12.34.56",
        "1 in 5",
        "one in five",
        "١٨",
    ],
)
def test_figure_that_could_mean_several_things_is_not_read(printed):
    assert number(printed) is None


@pytest.mark.parametrize("printed", ["two thirds", "one third", "5 millions"])
def test_figure_beside_a_word_that_changes_it_is_not_read_without(printed):
    assert number(printed) not in {"1", "2", "5"}


@pytest.mark.parametrize("value", [0, 1, 18, 999, 1000, 1194, 21_345, 999_999, 1_234_567])
def test_number_survives_being_printed(value):
    assert [number(form.format(value)) for form in ("{}", "{:,}", "£{:,}", "{:,}%")] == [
        str(value)
    ] * 4


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2009/10", "2009/10"),
        ("2009-10", "2009/10"),
        ("2009\N{EN DASH}10", "2009/10"),
        ("2009 / 10", "2009/10"),
        ("2009/2010", "2009/10"),
        ("2005/6", "2005/06"),
        ("1999/00", "1999/00"),
        ("1999/2000", "1999/00"),
        ("2009/10 Q2", "2009/10 Q2"),
        ("2009/10Q2", "2009/10 Q2"),
        ("Q2 2009/10", "2009/10 Q2"),
        ("Quarter 2 2009/10", "2009/10 Q2"),
        ("2008/09-2010/11", "2008/09-2010/11"),
        ("December 2009", "2009-12"),
        ("december\n2009", "2009-12"),
        ("Dec 2009", "2009-12"),
        ("Dec. 2009", "2009-12"),
        ("Sept 2009", "2009-09"),
        ("2010", "2010"),
    ],
)
def test_period_is_read_in_our_form(printed, value):
    assert period(printed) == value


def test_quarter_of_no_financial_year_is_not_read():
    assert period("2009/11 Q2") is None


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "2009/11",
        "2009/09",
        "2009/10 Q5",
        "Smarch 2009",
        "10",
        "20100",
        "2009-12",
    ],
)
def test_what_is_no_period_is_not_read(printed):
    assert period(printed) is None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("26 May 2010", "2010-05-26"),
        ("26 Feb 2010", "2010-02-26"),
        ("1st October 2009", "2009-10-01"),
        ("2nd May 2010", "2010-05-02"),
        ("23rd December 2009", "2009-12-23"),
        ("20th  October 2009", "2009-10-20"),
        ("31-Mar-2011", "2011-03-31"),
        ("16/10/2009", "2009-10-16"),
        ("26.05.10", "2010-05-26"),
        ("26.05.2010", "2010-05-26"),
        ("2010-05-26", "2010-05-26"),
        ("December 2009", "2009-12-31"),
        ("Feb 2008", "2008-02-29"),
    ],
)
def test_date_is_read_as_an_iso_date(printed, value):
    assert day(printed) == value


@pytest.mark.parametrize("printed", ["", "soon", "31 February 2010", "10/16/2009", "2010", "May"])
def test_what_is_no_date_is_not_read(printed):
    assert day(printed) is None


@pytest.mark.parametrize(
    ("named", "days"),
    [
        ("2009/10", ("2009-04-01", "2010-03-31")),
        ("1999/00", ("1999-04-01", "2000-03-31")),
        ("2009/10 Q1", ("2009-04-01", "2009-06-30")),
        ("2009/10 Q2", ("2009-07-01", "2009-09-30")),
        ("2009/10 Q3", ("2009-10-01", "2009-12-31")),
        ("2009/10 Q4", ("2010-01-01", "2010-03-31")),
        ("2008/09-2010/11", ("2008-04-01", "2011-03-31")),
        ("2010", ("2010-01-01", "2010-12-31")),
        ("2009-12", ("2009-12-01", "2009-12-31")),
        ("2008-02", ("2008-02-01", "2008-02-29")),
        ("2010-03-31", ("2010-03-31", "2010-03-31")),
    ],
)
def test_period_spans_its_days(named, days):
    assert span(named) == days


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("2009/11", r"^'2009/11' does not name two following years$"),
        ("2009-13", r"^bad month number 13; must be 1-12$"),
        ("2009-02-30", r"^day is out of range for month$"),
        ("", r"^Invalid isoformat string: ''$"),
        ("2009/10 Q5", r"^Invalid isoformat string: '2009/10 Q5'$"),
    ],
)
def test_what_is_no_period_spans_nothing(named, message):
    with pytest.raises(ValueError, match=message):
        span(named)


@pytest.mark.parametrize("named", ["20100331", "2010-W01-1"])
def test_day_in_another_iso_form_is_an_iso_date_or_refused(named):
    with pytest.raises(ValueError, match=named):
        span(named)


def test_financial_year_survives_every_way_of_printing_it():
    for year in YEARS:
        following = year + 1
        forms = [
            f"{year}/{following % 100:02d}",
            f"{year}-{following % 100:02d}",
            f"{year}\N{EN DASH}{following}",
            f"{year}/{following % 10}",
        ]
        assert {period(form) for form in forms} == {f"{year}/{following % 100:02d}"}


def test_quarters_follow_each_other_through_the_financial_year():
    for year in YEARS:
        named = period(f"{year}/{year + 1}")
        assert _joined([span(f"{named} Q{quarter}") for quarter in range(1, 5)]) == span(named)


def test_months_follow_each_other_through_the_year():
    for year in YEARS:
        months = [period(f"{calendar.month_name[month]} {year}") for month in range(1, 13)]
        assert _joined([span(month) for month in months]) == span(str(year))


def _joined(spans):
    """Return the first and last day of spans that follow each other without a gap."""
    after = [date.fromisoformat(end) + timedelta(days=1) for _, end in spans]
    assert [date.fromisoformat(start) for start, _ in spans[1:]] == after[:-1]
    return spans[0][0], spans[-1][1]


@pytest.mark.parametrize("form", ["%d %B %Y", "%d-%b-%Y", "%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d"])
def test_date_survives_being_printed(form):
    days = [date(2008, 4, 1) + timedelta(days=7 * week) for week in range(120)]
    assert [day(item.strftime(form)) for item in days] == [item.isoformat() for item in days]


@pytest.mark.parametrize(
    ("text", "folded"), [("a\tb", "a b"), ("  a \n\n b ", "a b"), ("a\u00a0b", "a b"), ("", "")]
)
def test_white_space_folds_to_one_blank(text, folded):
    assert fold(text) == folded


@pytest.fixture(scope="module")
def fields(tmp_path_factory):
    """Return fields of each kind by name."""
    folder = tmp_path_factory.mktemp("fields")
    kinds = ["string", "integer", "number", "date"]
    described = [f'{{"name": "{kind}", "type": "{kind}"}}' for kind in kinds]
    described += [
        '{"name": "grade", "type": "string", "scaleField": "scale"}',
        '{"name": "basis", "type": "string", "codeList": "basis"}',
        '{"name": "period", "type": "string"}',
    ]
    schema = f'{{"fields": [{", ".join(described)}]}}'
    text = f'{{"resources": [{{"name": "t", "path": "t.csv", "schema": {schema}}}]}}'
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return {field.name: field for field in read(folder).resource("t").fields}


@pytest.mark.parametrize(
    ("field", "printed", "row", "value"),
    [
        ("grade", "Performing  Well", {"scale": "delivery"}, "well"),
        ("grade", "excellent", {"scale": "delivery"}, "excellent"),
        ("grade", "excellent", {"scale": "capacity"}, "outstanding"),
        ("grade", "performing well", {"scale": "capacity"}, None),
        ("basis", "carry\nforward", {}, "carried_forward"),
        ("basis", "carried away", {}, None),
        ("period", "2008-09", {}, "2008/09"),
        ("integer", "1,194", {}, "1194"),
        ("number", "12.5%", {}, "12.5"),
        ("date", "26 May 2010", {}, "2010-05-26"),
        ("string", "As  printed", {}, "As printed"),
    ],
)
def test_field_says_how_a_printed_form_is_read(fields, field, printed, row, value):
    assert meaning(printed, fields[field], row, FORMS) == value


def test_listed_wordings_are_in_lower_case():
    forms = records(read_text(catalog.resource("reference/printed_forms")))
    assert [form["printed"] for form in forms] == [form["printed"].casefold() for form in forms]

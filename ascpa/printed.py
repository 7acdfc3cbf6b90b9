"""What a printed form means: the value that a figure, date, grade or wording stands for.

Pure functions on text. They read; they do not look anything up in a file.
"""

import calendar
import re
from collections.abc import Mapping
from datetime import date, datetime

from ascpa.model import Field

Forms = Mapping[tuple[str, str], str]

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WORDS = dict(
    none=0, one=1, two=2, three=3, four=4, five=5, six=6, seven=7, eight=8, nine=9, ten=10,
    eleven=11, twelve=12, thirteen=13, fourteen=14, fifteen=15, sixteen=16, seventeen=17,
    eighteen=18, nineteen=19, twenty=20,
)  # fmt: skip
_TIMES = dict(k=1_000, thousand=1_000, m=1_000_000, million=1_000_000)
_UNREAD = {
    "bn", "billion", "hundred", "hundreds", "thousands", "millions", "dozen", "score", "half",
    "halves", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths",
}  # fmt: skip
_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?", re.ASCII)
_DATES = ("%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%Y", "%d.%m.%y", "%d.%m.%Y", "%Y-%m-%d")
_MONTH = re.compile(r"([A-Za-z]+)\.? (\d{4})")
_YEARS = re.compile(r"(\d{4})\s*[/\-–]\s*(\d{1,4})(?:\s*(Q[1-4]))?", re.ASCII)


def meaning(printed: str, field: Field, row: Mapping[str, str], forms: Forms) -> str | None:
    """Return the value that a printed form stands for, as it would stand in the CSV.

    Parameters
    ----------
    printed
        The form as printed.
    field
        The field whose value it is.
    row
        The fact it belongs to; a grade is read on the scale named there.
    forms
        ``reference/printed_forms``: code list and wording in lower case, to code.

    Returns
    -------
    str or None
        ``None`` if the form cannot be read.

    Examples
    --------
    >>> from ascpa.printed import number, period
    >>> number("£334,907"), number("£100k"), number("two")
    ('334907', '100000', '2')
    >>> period("2008-09"), period("December 2009"), period("2005/6")
    ('2008/09', '2009-12', '2005/06')
    """
    code_list = row.get(field.scale_field, "") if field.scale_field else field.code_list
    if code_list:
        return forms.get((code_list, fold(printed).casefold()))
    if field.name == "period":
        return period(printed)
    if field.type in {"integer", "number"}:
        return number(printed)
    if field.type == "date":
        return day(printed)
    return fold(printed)


def fold(text: str) -> str:
    """Return a text with every run of white space as one blank."""
    return " ".join(text.split())


def number(printed: str) -> str | None:
    """Return the one number that a printed form holds, as figures or as a word."""
    text = fold(printed).casefold().replace("\N{MINUS SIGN}", "-")
    figures = _NUMBER.findall(text)
    words = re.findall(r"[a-z]+", text)
    counted = [_WORDS[word] for word in words if word in _WORDS]
    times = [_TIMES[word] for word in words if word in _TIMES]
    if len(figures) + len(counted) != 1 or len(times) > 1 or _UNREAD & set(words):
        return None
    figure = figures[0].replace(",", "") if figures else str(counted[0])
    figure = re.sub(r"^(-?)0+(?=\d)", r"\1", figure)
    return f"{float(figure) * times[0]:.0f}" if times else figure


def period(printed: str) -> str | None:
    """Return a financial year, a quarter, a month or a year in the project's form."""
    text = fold(printed)
    if re.fullmatch(r"\d{4}/\d{2}-\d{4}/\d{2}", text, re.ASCII):
        return text
    text = re.sub(r"^(?:Quarter |Q)([1-4]) (\d{4}/\d{2,4})$", r"\2 Q\1", text)
    years = _YEARS.fullmatch(text)
    if years:
        first, second, quarter = years.groups()
        following = int(first) + 1
        if int(second) not in {following, following % 100, following % 10}:
            return None
        return f"{first}/{following % 100:02d}" + (f" {quarter}" if quarter else "")
    month = _MONTH.fullmatch(text)
    if month:
        number_of_month = _month(month.group(1))
        return f"{month.group(2)}-{number_of_month:02d}" if number_of_month else None
    return text if re.fullmatch(r"\d{4}", text) else None


def day(printed: str) -> str | None:
    """Return a day, or the last day of a printed month, as an ISO date."""
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", fold(printed))
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    month = _MONTH.fullmatch(text)
    if month and _month(month.group(1)):
        year, number_of_month = int(month.group(2)), _month(month.group(1))
        last = calendar.monthrange(year, number_of_month)[1]
        return date(year, number_of_month, last).isoformat()
    return None


def span(named: str) -> tuple[str, str]:
    """Return the first and last day of a period, as ISO dates.

    Raises
    ------
    ValueError
        If it is no period.
    """
    several = re.fullmatch(r"(\d{4}/\d{2})-(\d{4}/\d{2})", named)
    if several:
        if several[1] >= several[2]:
            raise ValueError(f"{named!r} does not lead forward")
        return span(several[1])[0], span(several[2])[1]
    years = re.fullmatch(r"(\d{4})/(\d{2})(?: Q([1-4]))?", named)
    if years:
        year = int(years.group(1))
        if int(years.group(2)) != (year + 1) % 100:
            raise ValueError(f"{named!r} does not name two following years")
        if years.group(3) is None:
            return f"{year}-04-01", f"{year + 1}-03-31"
        first_month = 3 * int(years.group(3)) + 1
        shift, first_month = divmod(first_month - 1, 12)
        last = calendar.monthrange(year + shift, first_month + 3)[1]
        return (
            date(year + shift, first_month + 1, 1).isoformat(),
            date(year + shift, first_month + 3, last).isoformat(),
        )
    if re.fullmatch(r"\d{4}", named):
        return f"{named}-01-01", f"{named}-12-31"
    if re.fullmatch(r"\d{4}-\d{2}", named):
        year, month = int(named[:4]), int(named[5:])
        last = calendar.monthrange(year, month)[1]
        return f"{named}-01", f"{named}-{last:02d}"
    first = date.fromisoformat(named).isoformat()
    if first != named:
        raise ValueError(f"{named!r} is no period")
    return first, first


def _month(name: str) -> int:
    """Return the number of a month from its name or a beginning of three letters or more."""
    for number_of_month, full in enumerate(MONTHS, start=1):
        if len(name) >= 3 and full.startswith(name.casefold()):
            return number_of_month
    return 0

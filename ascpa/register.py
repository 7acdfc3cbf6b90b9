"""Councils as they were on a given day."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd

from ascpa.errors import UsageError
from ascpa.frames import load

REGISTER_BEGINS = date(2008, 4, 1)
REGISTER_ENDS = date(2013, 3, 31)


def councils(at: str | date | None = None, *, folder: str | Path | None = None) -> "pd.DataFrame":
    """Return the councils with adult social services responsibilities, all or those of one day.

    Parameters
    ----------
    at
        A day, as a ``date`` or as ``"2008-11-01"``. The register covers 2008-04-01 to 2013-03-31,
        when the first of its codes were replaced by codes that it does not hold.
        ``None`` returns every row of the register.
    folder
        Where the data packages are. By default those installed with the library.

    Returns
    -------
    pandas.DataFrame
        One row per council and area code: ``area_code`` (GSS), ``name``, ``kind``,
        ``region_code``, ``region``, ``return_code``, ``valid_from`` and ``valid_to``. A missing
        ``valid_from`` means older than the register, a missing ``valid_to`` still valid.

    Raises
    ------
    UsageError
        If ``at`` is not a day, or lies outside the register.

    Examples
    --------
    >>> import ascpa
    >>> len(ascpa.councils(at="2008-11-01")), len(ascpa.councils(at="2009-11-01"))
    (150, 152)
    >>> ascpa.councils(at="2008-11-01").query("return_code == '116'").area_code.item()
    'E10000010'
    """
    register = load("reference/councils", folder=folder)
    regions = load("reference/regions", folder=folder).rename(columns={"title": "region"})
    register = register.merge(regions[["region_code", "region"]], on="region_code", how="left")
    columns = [
        "area_code",
        "name",
        "kind",
        "region_code",
        "region",
        "return_code",
        "valid_from",
        "valid_to",
    ]
    if at is not None:
        register = register[alive(register, _day(at))]
    return register[columns].reset_index(drop=True)


def alive(register: "pd.DataFrame", day: date) -> "pd.Series[bool]":
    """Return, for each row of ``reference/councils``, whether it stood for a council that day."""
    moment = pd.Timestamp(day)
    begun = register["valid_from"].isna() | (register["valid_from"] <= moment)
    ended = register["valid_to"].notna() & (register["valid_to"] < moment)
    return begun & ~ended


def _day(at: str | date) -> date:
    try:
        moment = at if isinstance(at, date) else date.fromisoformat(at)
    except ValueError:
        raise UsageError(f"{at!r} is not a day.", hint="Write it as 2008-11-01.") from None
    day = moment.date() if isinstance(moment, datetime) else moment
    if day > REGISTER_ENDS:
        raise UsageError(
            f"The register of councils ends on {REGISTER_ENDS}; asked for {day}.",
            hint="Later codes are in 'reference/council_successions'.",
        )
    if day < REGISTER_BEGINS:
        raise UsageError(
            f"The register of councils begins on {REGISTER_BEGINS}; asked for {day}.",
            hint="Ask for a later day, or load 'reference/councils' for every row.",
        )
    return day

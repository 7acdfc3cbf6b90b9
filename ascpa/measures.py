"""The arithmetic of the record, on plain pandas Series.

Nothing here knows a package or a file. A missing value in gives a missing value out.
"""

import operator
from collections.abc import Callable, Mapping

import pandas as pd

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "at_most": operator.le,
    "less_than": operator.lt,
    "exactly": operator.eq,
}


def share(part: "pd.Series[float]", whole: "pd.Series[float]") -> "pd.Series[float]":
    """Return the part in per cent of the whole, to one decimal; missing where the whole is zero.

    Examples
    --------
    >>> import pandas as pd
    >>> share(pd.Series([80.0]), pd.Series([192.0])).item()
    41.7
    """
    return (100 * part / whole.where(whole != 0)).round(1)


def variance(actual: "pd.Series[float]", target: "pd.Series[float]") -> "pd.Series[float]":
    """Return by how much the actual exceeds the target, in the unit of both.

    Examples
    --------
    >>> import pandas as pd
    >>> variance(pd.Series([733.0]), pd.Series([630.0])).item()
    103.0
    """
    return (actual - target).round(4)


def met(
    actual: "pd.Series[float]", target: "pd.Series[float]", comparator: "pd.Series[str]"
) -> "pd.Series[bool]":
    """Return whether each target is met by its comparator.

    Missing where a value is missing, and where the comparator does not compare with a level
    (``reduce_by``, ``increase_by``, ``by_date``, ``about``).

    Examples
    --------
    >>> import pandas as pd
    >>> bool(met(pd.Series([646.0]), pd.Series([780.0]), pd.Series(["at_least"])).item())
    False
    """
    found = [
        COMPARISONS[how](reached, aimed)
        if how in COMPARISONS and pd.notna(reached) and pd.notna(aimed)
        else pd.NA
        for reached, aimed, how in zip(actual, target, comparator, strict=True)
    ]
    return pd.Series(found, index=actual.index, dtype="boolean")


def change(values: "pd.Series[float]", within: "pd.Series[str]") -> "pd.Series[float]":
    """Return the change from the row before within each group; missing on its first row.

    Examples
    --------
    >>> import pandas as pd
    >>> change(pd.Series([505.0, 635.0, 646.0]), pd.Series(["a", "a", "a"])).tolist()
    [nan, 130.0, 11.0]
    """
    return values.astype("float64").groupby(list(within)).diff()


def days_overdue(deadline: "pd.Series", day: "pd.Series") -> "pd.Series[int]":
    """Return how many days a deadline lies before a day; zero or less if it does not.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(pd.Series(["2009-10-06", "2009-10-16"]))
    >>> int(days_overdue(days.head(1), days.tail(1).reset_index(drop=True)).item())
    10
    """
    return (day - deadline).dt.days.astype("Int64")

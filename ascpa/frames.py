"""A resource as a plain, typed pandas DataFrame.

Reads the CSV as text and gives each column the type its descriptor declares, so that nothing is
guessed: ``NA`` stays text, ``007`` stays text, a blank is missing. It does not check the data.
"""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from ascpa.catalog import resource
from ascpa.errors import DataError, UnknownNameError, UsageError
from ascpa.model import Field, Resource


def load(
    name: str, *, scale: str | None = None, folder: str | Path | None = None
) -> "pd.DataFrame":
    """Return a resource as a plain DataFrame with the declared types.

    Text columns are ``str``, whole numbers ``Int64``, other numbers ``Float64``, truth values
    ``boolean``, dates ``datetime64``, codes ``category``. A blank cell is missing (``NaN``, ``NA``
    or ``NaT``); what a blank means is in the field's ``missing_meaning``.

    Grades of different scales cannot be ranked against each other, so a grade column is an
    unordered category until one scale is asked for; with ``scale`` it is ordered from the lowest
    to the highest grade.

    Parameters
    ----------
    name
        ``package/resource``, for example ``"grades/judgements"``.
    scale
        Keep only the grades on this scale (a code of ``reference/scales``) and order them.
    folder
        Where the data packages are. By default those installed with the library.

    Raises
    ------
    UnknownNameError
        If the package, the resource or the scale does not exist.
    UsageError
        If ``scale`` is given for a resource that has no grades.
    DataError
        If a value does not fit its declared type.

    Examples
    --------
    >>> import ascpa
    >>> grades = ascpa.load("grades/judgements", scale="delivery")
    >>> plymouth = grades[(grades.area_code == "E06000026") & (grades.period == "2009/10")]
    >>> plymouth.set_index("subject").grade["outcome_7"]
    'well'
    >>> bool((plymouth.grade >= "well").all())
    True
    """
    found = resource(name, folder)
    frame = read_frame(found)
    graded = [field for field in found.fields if field.scale_field]
    if scale is None:
        return frame
    if not graded:
        raise UsageError(
            f"{name!r} holds no grades, so it cannot be kept to the scale {scale!r}.",
            hint="Leave out scale=.",
        )
    points = read_frame(resource("reference/scale_points", folder)).sort_values("rank")
    scales = points["scale"].astype(str)
    if scale not in set(scales):
        raise UnknownNameError("scale", scale, sorted(set(scales)))
    order = list(points.loc[scales == scale, "grade"].astype(str))
    for field in graded:
        frame = frame[frame[field.scale_field].astype(str) == scale]
        dtype = pd.CategoricalDtype(order, ordered=True)
        frame = frame.assign(**{field.name: frame[field.name].astype(str).astype(dtype)})
    return frame.reset_index(drop=True)


def read_text(found: Resource) -> "pd.DataFrame":
    """Return a resource with every cell as text, a missing one as an empty text.

    Raises
    ------
    DataError
        If the file is missing, is not UTF-8 or cannot be split into rows and columns.
    """
    try:
        return pd.read_csv(found.path, dtype=str, keep_default_na=False, encoding="utf-8")
    except FileNotFoundError:
        raise DataError(
            f"{found.full_name} has no file {found.path}.", hint="Check 'path' in the descriptor."
        ) from None
    except (UnicodeDecodeError, ValueError) as error:
        raise DataError(f"{found.full_name}: {found.path} is not readable CSV: {error}.") from None


def records(table: "pd.DataFrame") -> list[dict[str, str]]:
    """Return the rows of a text table as dictionaries, in their order."""
    names = [str(name) for name in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.itertuples(index=False, name=None)]


def read_frame(found: Resource) -> "pd.DataFrame":
    """Return a resource, given by its record, as a typed DataFrame."""
    raw = read_text(found)
    missing_columns = [field.name for field in found.fields if field.name not in raw.columns]
    if missing_columns:
        raise DataError(
            f"{found.full_name} lacks the column {missing_columns[0]!r}.", exists=raw.columns
        )
    columns = {}
    for field in found.fields:
        text = raw[field.name]
        try:
            missing = text.isin(found.missing_values)
            columns[field.name] = _typed(text.mask(missing) if missing.any() else text, field)
        except (ValueError, TypeError) as error:
            raise DataError(
                f"{found.full_name}, field {field.name}: not every value is a"
                f" {field.type}: {error}.",
                hint="Run: ascpa validate",
            ) from None
    return pd.DataFrame(columns)


def as_text(frame: "pd.DataFrame", found: Resource) -> "pd.DataFrame":
    """Return a typed DataFrame as text, as it stands in the CSV of a resource."""
    return pd.DataFrame(
        {
            field.name: pd.Series([_written(value) for value in frame[field.name]], dtype="str")
            for field in found.fields
        }
    )


def _written(value: object) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool) or str(value) in {"True", "False"}:
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)


def _typed(text: "pd.Series[str]", field: Field) -> "pd.Series":
    if field.enum:
        return text.astype(pd.CategoricalDtype(list(field.enum), ordered=field.ordered))
    return _CONVERTERS.get(field.type, _as_text)(text)


def _as_text(text: "pd.Series[str]") -> "pd.Series":
    return text


def _as_integer(text: "pd.Series[str]") -> "pd.Series":
    whole = [pd.NA if pd.isna(value) else int(value) for value in text]
    return pd.Series(pd.array(whole, dtype="Int64"), index=text.index)


def _as_number(text: "pd.Series[str]") -> "pd.Series":
    return pd.to_numeric(text).astype("Float64")


def _as_date(text: "pd.Series[str]") -> "pd.Series":
    return pd.to_datetime(text, format="%Y-%m-%d")


def _as_boolean(text: "pd.Series[str]") -> "pd.Series":
    unknown = set(text.dropna()) - {"true", "false"}
    if unknown:
        raise ValueError(f"{sorted(unknown)[0]!r} is neither true nor false")
    return text.map({"true": True, "false": False}).astype("boolean")


_CONVERTERS: dict[str, Callable[["pd.Series[str]"], "pd.Series"]] = {
    "integer": _as_integer,
    "number": _as_number,
    "date": _as_date,
    "boolean": _as_boolean,
}

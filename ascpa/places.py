"""Join facts to the places where they are printed."""

from pathlib import Path

import pandas as pd

from ascpa import catalog
from ascpa.errors import UsageError
from ascpa.frames import load, read_frame


def evidence(name: str, *, folder: str | Path | None = None) -> "pd.DataFrame":
    """Return where each fact of a resource is printed, one row per place.

    Parameters
    ----------
    name
        A resource of facts as ``package/resource``, for example ``"grades/judgements"``.
    folder
        Where the data packages are. By default those installed with the library.

    Returns
    -------
    pandas.DataFrame
        The key column of the resource, ``field`` (which value of the fact), ``value`` (that value,
        as text), ``printed`` (as printed), ``attests`` (``stated`` or ``implied``), ``document``,
        ``title``, ``publisher`` and ``tier`` (of the document), ``place``, ``line_start`` and
        ``line_end`` (lines of its transcript), ``note``.

    Raises
    ------
    UnknownNameError
        If the package or resource does not exist.
    UsageError
        If the resource holds no facts, so that there is nothing to prove.

    Examples
    --------
    >>> import ascpa
    >>> found = ascpa.evidence("grades/judgements").set_index("judgement")
    >>> found.loc["sefton-inspection-2009-12-capacity-to-improve", "printed"].tolist()
    ['December 2009', 'December 2009', 'promising', 'promising', 'inspection']
    """
    resource = catalog.resource(name, folder)
    package = catalog.package(resource.package, folder)
    if resource.role != "facts":
        raise UsageError(
            f"{name!r} holds {resource.role or 'no facts'}, so nothing in it has evidence.",
            exists=(item.full_name for item in package.facts),
        )
    (key,) = resource.primary_key
    places = read_frame(package.resource("evidence"))
    places = places[places["resource"].astype(str) == resource.name]
    documents = load("reference/documents", folder=folder)
    joined = places.rename(columns={"fact": key}).merge(
        documents[["document", "title", "publisher", "tier"]], on="document", how="left"
    )
    values = _values(read_frame(resource), key, sorted(set(places["field"])))
    joined = joined.merge(values, on=[key, "field"], how="left")
    columns = [
        key,
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
    return joined[columns]


def _values(facts: "pd.DataFrame", key: str, fields: list[str]) -> "pd.DataFrame":
    """Return the values of some fields as text, one row per fact and field."""
    columns = [
        pd.DataFrame({key: facts[key], "field": field, "value": facts[field].astype("str")})
        for field in fields
    ]
    return pd.concat(columns, ignore_index=True)

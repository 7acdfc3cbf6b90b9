"""Does it add up? Every sum that the documents let one check, computed from loaded tables.

A sum that does not hold stays, with the reason and the erratum that explains it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

Load = Callable[[str], pd.DataFrame]

CLIENT_GROUPS = (
    "appellants-older-people",
    "appellants-older-mental-illness",
    "appellants-learning-disability",
)


@dataclass(frozen=True)
class _Sum:
    """One reconciliation: what ought to be equal, and why it is not where it is not."""

    name: str
    package: str
    expression: str
    expected: float
    found: float
    reason: str = ""
    erratum: str = ""


def reconciliations(load: Load) -> pd.DataFrame:
    """Return every sum that the documents let one check: ``errata/reconciliations``."""
    sums = [*_referral_sums(load), *_capital_sums(load), *_target_sums(load), *_appeal_sums(load)]
    return pd.DataFrame(
        {
            "reconciliation": [item.name for item in sums],
            "package": [item.package for item in sums],
            "expression": [item.expression for item in sums],
            "expected": pd.Series([float(item.expected) for item in sums]),
            "found": pd.Series([float(item.found) for item in sums]),
            "holds": [item.expected == item.found for item in sums],
            "reason": [item.reason or None for item in sums],
            "erratum": [item.erratum or None for item in sums],
        }
    )


def _referral_sums(load: Load) -> list[_Sum]:
    counts = load("referrals/counts")
    quarter = counts[(counts["area_code"] == "E08000014") & (counts["period"] == "2009/10 Q4")]
    sums = quarter.groupby(quarter["dimension"].astype(str))["value"].sum()
    total, kinds, multiple = sums["total"], sums["abuse_kind"], sums["multiple_abuse"]
    return [
        _Sum("referrals-by-sex", "referrals", "sum of both sexes = total", total, sums["sex"]),
        _Sum("referrals-by-source", "referrals", "sum of sources = total", total, sums["source"]),
        _Sum(
            "referrals-by-kind",
            "referrals",
            "sum of kinds = total",
            total,
            kinds,
            reason="A case with more than one kind of abuse is mentioned under each of them",
            erratum="pack-abuse-kinds-exceed-total",
        ),
        _Sum(
            "referrals-by-kind-with-multiple",
            "referrals",
            "sum of kinds = total + cases of multiple abuse",
            total + multiple,
            kinds,
        ),
    ]


def _capital_sums(load: Load) -> list[_Sum]:
    lines = load("capital/funds")
    amounts = lines.set_index(lines["line"].astype(str))["amount_gbp"]
    bids = load("capital/bids")
    available = amounts["allocation"] - amounts["contingency"]
    found = [
        _Sum(
            "bids-requested",
            "capital",
            "sum of the bids = requested together",
            amounts["requested"],
            bids["requested_gbp"].sum(),
        ),
        _Sum(
            "bids-recommended",
            "capital",
            "sum of the recommendations = recommended together",
            amounts["recommended"],
            bids["recommended_gbp"].sum(),
        ),
        _Sum(
            "bids-excess",
            "capital",
            "requested - (allocation - contingency) = printed excess",
            amounts["excess"],
            amounts["requested"] - available,
        ),
    ]
    cut = bids.dropna(subset=["reduction_gbp"])
    difference = cut["requested_gbp"] - cut["recommended_gbp"]
    found += [
        _Sum(
            f"reduction-{name.removeprefix('sefton-mental-health-scp-')}",
            "capital",
            "requested - recommended = printed reduction",
            printed,
            computed,
        )
        for name, printed, computed in zip(
            cut["bid"], cut["reduction_gbp"], difference, strict=True
        )
    ]
    return found


def _appeal_sums(load: Load) -> list[_Sum]:
    values = load("observations/observations").set_index("observation")["value"]

    def named(*ends: str) -> float:
        return float(sum(values[f"sefton-transport-{end}"] for end in ends))

    return [
        _Sum(
            "appeals-by-client-group",
            "observations",
            "sum of client groups = visits made",
            named("appeal-visits"),
            named(*CLIENT_GROUPS),
        ),
        _Sum(
            "appeals-all-costs",
            "observations",
            "full charge + exempt, all costs = appeals considered",
            named("appeals-considered"),
            named("appeals-full-charge-all-costs", "appeals-exempt-all-costs"),
        ),
        _Sum(
            "appeals-half-travel",
            "observations",
            "exempt + full + reduced, half of travel = exempt, all costs",
            named("appeals-exempt-all-costs"),
            named(
                "appeals-exempt-half-travel",
                "appeals-full-charge-half-travel",
                "appeals-reduced-charge-half-travel",
            ),
        ),
    ]


def _target_sums(load: Load) -> list[_Sum]:
    values = load("observations/observations").set_index("observation")["value"]
    target = "sefton-tsc-2009-10-third-sector-engagement"
    targets = load("targets/targets").set_index("target")["value"]
    actuals = load("targets/actuals").set_index("actual")["value"]
    third_sector = actuals[f"{target}-year-end"] - targets[target]
    return [
        _Sum(
            "third-sector-excess",
            "targets",
            "year end - target = printed excess",
            values["sefton-third-sector-target-excess"],
            third_sector,
        )
    ]

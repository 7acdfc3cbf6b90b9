"""Derived tables: what the project computes from the facts, each from loaded tables alone.

No file is touched here. Every table names its inputs in its own columns, and none of its values is
ever given as printed. ``ascpa.checks`` compares what is published with what is computed here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from ascpa.measures import change, days_overdue, met, share, variance

Load = Callable[[str], pd.DataFrame]

CLIENT_GROUPS = (
    "appellants-older-people",
    "appellants-older-mental-illness",
    "appellants-learning-disability",
)
POINTS = {"half_year": 1, "third_quarter": 2, "quarter": 3, "as_at": 4, "year_end": 5}


def attainment(load: Load) -> pd.DataFrame:
    """Return each reported figure beside its target: ``targets/attainment``.

    Only figures and targets that are both given, in one unit.
    """
    actuals = load("targets/actuals").dropna(subset=["value"])
    targets = load("targets/targets").dropna(subset=["value"])
    joined = actuals.merge(targets, on=["target", "unit"], suffixes=("", "_aimed"))
    joined["order"] = joined["period_kind"].astype(str).map(POINTS)
    joined = joined.sort_values(["target", "order", "actual"], ignore_index=True)
    comparator = joined["comparator"].astype(str)
    return pd.DataFrame(
        {
            "actual": joined["actual"],
            "target": joined["target"],
            "period_kind": joined["period_kind"].astype(str),
            "value": joined["value"],
            "target_value": joined["value_aimed"],
            "variance": variance(joined["value"], joined["value_aimed"]),
            "attainment_pct": share(joined["value"], joined["value_aimed"]),
            "met": met(joined["value"], joined["value_aimed"], comparator),
            "change": change(joined["value"], joined["target"]),
        }
    )


def shares(load: Load) -> pd.DataFrame:
    """Return counts as shares of what they are a part of: ``referrals/shares``.

    Sexes and sources are shares of the printed total of the same council and period, kinds of abuse
    of all mentions.
    """
    counts = load("referrals/counts").dropna(subset=["value", "period"])
    keys = ["area_code", "period"]
    totals = counts[counts["dimension"] == "total"].set_index(keys)["value"]
    parts = counts[counts["dimension"].isin(["sex", "source"])].copy()
    parts["whole"] = [
        totals.get(key) for key in zip(parts["area_code"], parts["period"], strict=True)
    ]
    parts["whole_is"] = "printed_total"
    kinds = counts[counts["dimension"] == "abuse_kind"].copy()
    kinds["whole"] = kinds.groupby(keys)["value"].transform("sum")
    kinds["whole_is"] = "all_mentions"
    joined = pd.concat([parts, kinds]).dropna(subset=["whole"])
    joined["whole"] = joined["whole"].astype("Float64")
    joined["share_pct"] = share(joined["value"], joined["whole"])
    return joined[["count", "value", "whole", "whole_is", "share_pct"]].reset_index(drop=True)


def balances(load: Load) -> pd.DataFrame:
    """Return the sums that the paper on the fund names or implies: ``capital/balances``."""
    funds = load("capital/funds")
    rows = []
    for fund, lines in funds.groupby("fund"):
        amounts = lines.set_index(lines["line"].astype(str))["amount_gbp"]
        available = amounts["allocation"] - amounts["contingency"]
        rows += [
            (fund, "available", "allocation - contingency", available),
            (fund, "excess", "requested - available", amounts["requested"] - available),
            (fund, "balance", "available - recommended", available - amounts["recommended"]),
        ]
    return pd.DataFrame(rows, columns=["fund", "sum", "expression", "amount_gbp"])


def reductions(load: Load) -> pd.DataFrame:
    """Return what each bid lost: ``capital/reductions``."""
    bids = load("capital/bids")
    return pd.DataFrame(
        {
            "bid": bids["bid"],
            "difference_gbp": bids["requested_gbp"] - bids["recommended_gbp"],
            "recommended_pct": share(bids["recommended_gbp"], bids["requested_gbp"]),
        }
    )


def overdue(load: Load) -> pd.DataFrame:
    """Return what was past its deadline when printed, yet on target: ``service-plans/overdue``."""
    plans = load("service-plans/plans")[["plan", "printed_on"]]
    actions = load("service-plans/actions").merge(plans, on="plan")
    activities = load("service-plans/activities").merge(
        actions[["action", "printed_on"]], on="action"
    )
    items = pd.concat(
        [
            actions.assign(kind="action", item=actions["action"]),
            activities.assign(kind="activity", item=activities["activity"]),
        ]
    )
    items["days_overdue"] = days_overdue(items["deadline"], items["printed_on"])
    late = (items["days_overdue"] > 0) & (items["status"].astype(str) == "on_target")
    columns = ["item", "kind", "deadline", "printed_on", "days_overdue"]
    return items.loc[late, columns].sort_values(["deadline", "item"], ignore_index=True)


def answers(load: Load) -> pd.DataFrame:
    """Return how the plan answers each recommendation: ``inspections/answers``."""
    recommendations = load("inspections/recommendations")
    areas = load("inspections/improvement_areas")[["improvement_area", "recommendation"]]
    actions = load("inspections/improvement_actions")[["improvement_action", "improvement_area"]]
    linked = areas.merge(actions, on="improvement_area", how="left")
    milestones = load("inspections/milestones").merge(linked, on="improvement_action")
    targets = load("targets/targets").dropna(subset=["improvement_action"])
    targets = targets.merge(linked, on="improvement_action")

    def counted(table: pd.DataFrame, column: str) -> "pd.Series[int]":
        found = table.dropna(subset=[column]).groupby("recommendation")[column].nunique()
        every = found.reindex(recommendations["recommendation"], fill_value=0)
        return every.reset_index(drop=True)

    with_figure = targets.dropna(subset=["value"])
    return pd.DataFrame(
        {
            "recommendation": recommendations["recommendation"],
            "actions": counted(linked, "improvement_action"),
            "milestones": counted(milestones, "milestone"),
            "dated_milestones": counted(milestones.dropna(subset=["due_end"]), "milestone"),
            "targets": counted(targets, "target"),
            "targets_with_figure": counted(with_figure, "target"),
            "measurable": counted(with_figure, "target") > 0,
        }
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
        }
    )


def _referral_sums(load: Load) -> list[_Sum]:
    counts = load("referrals/counts")
    quarter = counts[(counts["area_code"] == "E08000014") & (counts["period"] == "2009/10 Q4")]
    sums = quarter.groupby(quarter["dimension"].astype(str))["value"].sum()
    total, kinds, multiple = sums["total"], sums["abuse_kind"], sums["multiple_abuse"]
    reason = "A case with more than one kind of abuse is mentioned under each of them"
    return [
        _Sum("referrals-by-sex", "referrals", "sum of both sexes = total", total, sums["sex"]),
        _Sum("referrals-by-source", "referrals", "sum of sources = total", total, sums["source"]),
        _Sum("referrals-by-kind", "referrals", "sum of kinds = total", total, kinds, reason),
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
    table = attainment(load)
    final = table[table["period_kind"] == "year_end"].set_index("target")["variance"]
    third_sector = final["sefton-tsc-2009-10-third-sector-engagement"]
    return [
        _Sum(
            "third-sector-excess",
            "targets",
            "year end - target = printed excess",
            values["sefton-third-sector-target-excess"],
            third_sector,
        )
    ]


TABLES: dict[str, Callable[[Load], pd.DataFrame]] = {
    "targets/attainment": attainment,
    "referrals/shares": shares,
    "capital/balances": balances,
    "capital/reductions": reductions,
    "service-plans/overdue": overdue,
    "inspections/answers": answers,
    "errata/reconciliations": reconciliations,
}

"""Derived tables: what the project computes from the facts, each from loaded tables alone.

No file is touched here. Every table names its inputs in its own columns, and none of its values is
ever given as printed. ``ascpa.checks`` compares what is published with what is computed here.
"""

from collections.abc import Callable

import pandas as pd

from ascpa.measures import change, days_overdue, met, share, variance
from ascpa.reconcile import reconciliations

Load = Callable[[str], pd.DataFrame]

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


TABLES: dict[str, Callable[[Load], pd.DataFrame]] = {
    "targets/attainment": attainment,
    "referrals/shares": shares,
    "capital/balances": balances,
    "capital/reductions": reductions,
    "service-plans/overdue": overdue,
    "inspections/answers": answers,
    "errata/reconciliations": reconciliations,
}

"""What the record says of itself: every doubt is explained, and the documents are exhausted."""

import pandas as pd

import ascpa
from ascpa import catalog


def _touched():
    return set(ascpa.load("errata/errata_facts")["fact"])


def test_what_was_overdue_and_yet_on_target_is_explained_in_errata():
    overdue = ascpa.load("service-plans/overdue")
    assert len(overdue) == 17
    assert set(overdue["item"]) <= _touched()


def test_a_sum_that_does_not_hold_is_explained_by_an_erratum():
    sums = ascpa.load("errata/reconciliations").set_index("reconciliation")
    assert sums.index[~sums["holds"]].tolist() == ["referrals-by-kind"]
    assert sums.loc["referrals-by-kind", "erratum"] == "pack-abuse-kinds-exceed-total"


def test_every_erratum_says_what_was_decided():
    errata = ascpa.load("errata/errata")
    assert errata["decision"].notna().all()


def test_every_document_gave_facts():
    attested = pd.concat(
        ascpa.load(f"{package.name}/evidence").assign(package=package.name)
        for package in catalog.every_package()
        if package.facts
    )
    found = attested.groupby("document")["package"].nunique()
    documents = ascpa.load("reference/documents")
    assert set(found.index) == set(documents["document"])


def test_every_recommendation_is_answered_by_an_action():
    answers = ascpa.load("inspections/answers")
    assert len(answers) == 19
    assert (answers["actions"] > 0).all()
    assert answers["measurable"].sum() == 9

import pandas as pd
import pytest

from ascpa.measures import change, days_overdue, met, share, variance


def _numbers(*values):
    return pd.Series(values, dtype="Float64")


def test_share_is_in_per_cent_to_one_decimal():
    found = share(_numbers(80, 1, 3), _numbers(192, 3, 3))
    pd.testing.assert_series_equal(found, _numbers(41.7, 33.3, 100.0))


@pytest.mark.parametrize(("part", "whole"), [(None, 192), (80, None), (80, 0), (0, 0)])
def test_share_of_nothing_is_missing(part, whole):
    assert share(_numbers(part), _numbers(whole)).isna().tolist() == [True]


def test_variance_is_in_the_unit_of_both():
    found = variance(_numbers(733, 5.1, None), _numbers(630, 4, 4))
    pd.testing.assert_series_equal(found, _numbers(103, 1.1, None))


@pytest.mark.parametrize(
    ("comparator", "outcomes"),
    [
        ("at_least", [False, True, True]),
        ("more_than", [False, False, True]),
        ("at_most", [True, True, False]),
        ("less_than", [True, False, False]),
        ("exactly", [False, True, False]),
    ],
)
def test_target_is_met_by_its_comparator(comparator, outcomes):
    found = met(_numbers(9, 10, 11), _numbers(10, 10, 10), pd.Series([comparator] * 3))
    assert found.tolist() == outcomes


@pytest.mark.parametrize("comparator", ["reduce_by", "increase_by", "by_date", "about", "nan"])
def test_target_that_is_no_level_is_neither_met_nor_missed(comparator):
    found = met(_numbers(10), _numbers(10), pd.Series([comparator]))
    pd.testing.assert_series_equal(found, pd.Series([pd.NA], dtype="boolean"))


@pytest.mark.parametrize(("actual", "target"), [(None, 10), (10, None)])
def test_target_without_a_figure_is_neither_met_nor_missed(actual, target):
    found = met(_numbers(actual), _numbers(target), pd.Series(["at_least"]))
    pd.testing.assert_series_equal(found, pd.Series([pd.NA], dtype="boolean"))


def test_change_is_counted_within_each_group():
    found = change(_numbers(505, 635, 10, 646), pd.Series(["a", "a", "b", "a"]))
    pd.testing.assert_series_equal(found, pd.Series([None, 130.0, None, 11.0]))


def test_days_overdue_are_those_from_the_deadline_to_the_day():
    deadlines = pd.to_datetime(pd.Series(["2009-10-06", "2009-10-16", "2009-10-17", None]))
    found = days_overdue(deadlines, pd.Series([pd.Timestamp("2009-10-16")] * 4))
    pd.testing.assert_series_equal(found, pd.Series([10, 0, -1, None], dtype="Int64"))

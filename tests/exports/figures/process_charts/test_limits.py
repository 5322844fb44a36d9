"""Centre lines and limits: worked textbook series, and other ways of working them out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.figures.process_charts.limits import individual_limits, share_limits

FLOW_RATES = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
TRADE_DEFICITS = (10.5, 11.2, 9.2, 10.1, 10.4, 10.5)


def test_the_xmr_limits_of_the_nist_handbook_are_met() -> None:
    """NIST/SEMATECH e-Handbook 6.3.2.2; it divides by 1.128 where Wheeler multiplies by 2.66."""
    found = individual_limits(FLOW_RATES, None)
    first = found.standings[0]
    assert first.centre == pytest.approx(50.81)
    assert found.mean_range == pytest.approx(1.8778, abs=5e-5)
    assert (first.low, first.high) == pytest.approx((45.8159, 55.8041), abs=1e-3)


def test_the_worked_series_of_wheelers_book_is_met() -> None:
    """US trade deficits, July to December 1988, “Understanding Variation”, figure 6.7.

    Moving ranges 0.7, 2.0, 0.9, 0.3, 0.1: mean 0.8; limits 10.317 ± 2.66 × 0.8.
    """
    found = individual_limits(TRADE_DEFICITS, None)
    first = found.standings[0]
    assert found.mean_range == pytest.approx(0.8)
    assert found.range_limit == pytest.approx(2.61, abs=0.005)
    assert (first.low, first.centre, first.high) == pytest.approx((8.19, 10.32, 12.44), abs=0.006)


def test_p_chart_limits_equal_those_worked_by_hand() -> None:
    """30 of 60 in all, so 0.5 ± 3 × 0.5/√n: √25 = 5, √16 = 4, √9 = 3, √10 = 3.1623."""
    found = share_limits([(12, 25), (9, 16), (4, 9), (5, 10)]).standings
    tenth = 1.5 / 10**0.5
    assert [point.low for point in found] == pytest.approx([0.2, 0.125, 0.0, 0.5 - tenth])
    assert [point.high for point in found] == pytest.approx([0.8, 0.875, 1.0, 0.5 + tenth])
    assert found[0].value == pytest.approx(0.48)
    assert {point.centre for point in found} == {0.5}


def test_shares_have_no_limits_beyond_none_and_all() -> None:
    found = share_limits([(9, 10), (10, 10), (8, 10)]).standings
    assert {point.high for point in found} == {1.0}
    cut = individual_limits([0.9, 0.2, 0.95, 0.1], (0.0, 1.0)).standings[0]
    assert (cut.low, cut.high) == (0.0, 1.0)


def test_a_p_chart_refuses_an_impossible_count() -> None:
    for counted in ((3, 2), (-1, 2), (0, 0)):
        with pytest.raises(ValueError, match="p-chart"):
            share_limits([counted])


def test_one_value_has_no_moving_range() -> None:
    with pytest.raises(ValueError, match="two"):
        individual_limits([0.5], None)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60))
def test_xmr_limits_equal_those_of_arrays(values: list[float]) -> None:
    array = np.array(values)
    moving = np.abs(np.diff(array)).mean()
    first = individual_limits(values, None).standings[0]
    wanted = (array.mean() - 2.66 * moving, array.mean() + 2.66 * moving)
    assert (first.low, first.high) == pytest.approx(wanted, rel=1e-9, abs=1e-6)


counts = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=50)
@given(st.lists(counts, min_size=1, max_size=20))
def test_p_chart_limits_equal_those_of_arrays(counted: list[tuple[int, int]]) -> None:
    good, n = np.array(counted).T
    mean = good.sum() / n.sum()
    wide = 3 * np.sqrt(mean * (1 - mean) / n)
    found = share_limits(counted).standings
    assert [point.low for point in found] == pytest.approx(np.clip(mean - wide, 0, 1).tolist())
    assert [point.high for point in found] == pytest.approx(np.clip(mean + wide, 0, 1).tolist())

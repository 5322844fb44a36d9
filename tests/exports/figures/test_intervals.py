"""The interval beside a share: published figures, and another implementation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from exports.figures.intervals import wilson
from exports.figures.shares import share_of


def test_the_published_thresholds_audit_is_met() -> None:
    share = share_of(39, 57)
    assert share.share == pytest.approx(0.6842, abs=5e-5)
    assert (share.low, share.high) == pytest.approx((0.5552, 0.7900), abs=5e-5)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"), [(19, 20, 76, 99), (9, 9, 70, 100), (7, 20, 18, 57)]
)
def test_published_intervals_are_met(count: int, n: int, low: int, high: int) -> None:
    assert tuple(round(100 * end) for end in wilson(count, n)) == (low, high)


@given(st.data(), st.integers(1, 5_000))
def test_intervals_equal_those_of_another_implementation(data: st.DataObject, n: int) -> None:
    count = data.draw(st.integers(0, n))
    other = binomtest(count, n).proportion_ci(confidence_level=0.95, method="wilson")
    assert wilson(count, n) == pytest.approx((other.low, other.high), abs=1e-9)


@given(st.integers(1, 10_000_000))
def test_an_interval_reaches_its_end_exactly(n: int) -> None:
    assert wilson(0, n)[0] == 0.0
    assert wilson(n, n)[1] == 1.0


@given(st.data(), st.integers(1, 10_000_000))
def test_an_interval_lies_round_its_share_and_within_bounds(data: st.DataObject, n: int) -> None:
    count = data.draw(st.integers(0, n))
    low, high = wilson(count, n)
    assert 0 <= low <= count / n <= high <= 1


@pytest.mark.parametrize(("count", "n"), [(0, 0), (1, 0), (-1, 5), (6, 5)])
def test_an_impossible_count_is_refused(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="interval"):
        wilson(count, n)


def test_a_share_of_nothing_has_no_value() -> None:
    share = share_of(0, 0)
    assert (share.n, share.share, share.low, share.high) == (0, None, None, None)

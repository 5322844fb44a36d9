"""The interval beside a share: published figures, and another implementation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, hypergeom

from exports.figures.intervals import Z_95, wilson
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


def test_a_cohort_that_was_audited_whole_leaves_no_doubt() -> None:
    assert wilson(7, 20, population=20) == (0.35, 0.35)
    share = share_of(7, 20, population=20)
    assert (share.share, share.low, share.high) == (0.35, 0.35, 0.35)


def test_a_cohort_smaller_than_its_sample_is_refused() -> None:
    with pytest.raises(ValueError, match="cohort"):
        wilson(7, 20, population=19)


@given(st.data(), st.integers(1, 300), st.integers(1, 3_000))
def test_the_interval_of_a_cohort_equals_wilsons_equation_solved_anew(
    data: st.DataObject, n: int, more: int
) -> None:
    """(p − x)² = z² x(1 − x)/n × (N − n)/(N − 1), its roots moved outwards to whole cases."""
    count, cohort = data.draw(st.integers(0, n)), n + more
    c = Z_95**2 / n * (cohort - n) / (cohort - 1)
    roots = np.sort(np.roots([1 + c, -(2 * count / n + c), (count / n) ** 2]).real) * cohort
    if np.abs(roots - roots.round()).min() < 1e-6 and 0 < count < n:
        return  # on a whole case, as near as can be told
    fewest = max(count, np.floor(roots[0] + 1e-6))
    most = min(cohort - (n - count), np.ceil(roots[1] - 1e-6))
    plain = wilson(count, n)
    wanted = max(fewest / cohort, plain[0]), min(most / cohort, plain[1])
    assert wilson(count, n, population=cohort) == pytest.approx(wanted, abs=1e-9)


@given(st.data(), st.integers(1, 300), st.integers(0, 300))
def test_the_interval_of_a_cohort_holds_only_what_can_still_be(
    data: st.DataObject, n: int, more: int
) -> None:
    count, cohort = data.draw(st.integers(0, n)), n + more
    low, high = wilson(count, n, population=cohort)
    plain = wilson(count, n)
    assert max(count / cohort, plain[0]) <= low <= count / n + 1e-12
    assert count / n - 1e-12 <= high <= min((cohort - n + count) / cohort, plain[1])


@pytest.mark.parametrize(("n", "cohort"), [(9, 10), (9, 12), (18, 20), (10, 20), (20, 60)])
def test_the_interval_of_a_cohort_holds_the_true_share_as_often_as_it_says(
    n: int, cohort: int
) -> None:
    ends = np.array([wilson(count, n, population=cohort) for count in range(n + 1)])
    holds = []
    for good in range(cohort + 1):
        within = (ends[:, 0] <= good / cohort + 1e-9) & (good / cohort <= ends[:, 1] + 1e-9)
        holds.append(hypergeom(cohort, good, n).pmf(np.arange(n + 1)) @ within)
    assert np.mean(holds) >= 0.95
    assert min(holds) >= 0.93


def test_a_very_large_cohort_changes_nothing_to_speak_of() -> None:
    assert wilson(39, 57, population=10**9) == pytest.approx(wilson(39, 57), abs=1e-8)

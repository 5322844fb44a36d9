"""Two shares side by side: published differences, plain words, and what must not be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from exports.figures.comparing import (
    Side,
    compare_groups,
    compare_periods,
    compare_points,
    difference_interval,
)
from exports.figures.percentages import points
from exports.figures.report_data import Distribution, TrendPoint
from exports.figures.shares import share_of


def point(period: str, count: int, n: int, broken_by: str | None = None) -> TrendPoint:
    overall = Distribution(counts={}, n=n, good_or_better=share_of(count, n))
    return TrendPoint(period=period, overall=overall, broken_by=broken_by)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombes_published_intervals_are_met(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Table II of the paper of 1998, method 10, examples (a) to (h)."""
    found = difference_interval(share_of(*one), share_of(*other))
    assert found == pytest.approx((low, high), abs=5e-5)


counted = st.integers(1, 2_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def roots(count: int, n: int) -> tuple[float, float]:
    """Wilson’s ends as the roots of his quadratic equation."""
    z, p = norm.ppf(0.975), count / n
    a, b, c = 1 + z * z / n, -(2 * p + z * z / n), p * p
    root = max(b * b - 4 * a * c, 0) ** 0.5
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


@given(counted, counted)
def test_a_difference_equals_the_papers_own_way_of_working_it_out(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    """The paper writes ε and δ with the variances at the ends: z√(l₁(1−l₁)/m + u₂(1−u₂)/n)."""
    (l1, u1), (l2, u2) = roots(*one), roots(*other)
    z, m, n = norm.ppf(0.975), one[1], other[1]
    below = z * abs(l1 * (1 - l1) / m + u2 * (1 - u2) / n) ** 0.5
    above = z * abs(u1 * (1 - u1) / m + l2 * (1 - l2) / n) ** 0.5
    difference = one[0] / m - other[0] / n
    low, high = difference_interval(share_of(*one), share_of(*other))
    assert (low, high) == pytest.approx((difference - below, difference + above), abs=1e-7)


@given(counted, counted)
def test_turning_a_comparison_round_turns_its_signs(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    low, high = difference_interval(share_of(*one), share_of(*other))
    back = difference_interval(share_of(*other), share_of(*one))
    assert back == pytest.approx((-high, -low), abs=1e-12)
    assert -1 <= low <= one[0] / one[1] - other[0] / other[1] <= high <= 1


def test_no_clear_change_is_said_with_its_numbers() -> None:
    found = compare_periods(Side("2026-Q2", share_of(39, 57)), Side("2026-Q1", share_of(30, 49)))
    assert (found.verdict, found.heading) == ("unclear", "No clear change")
    assert found.words == (
        "No clear change from 2026-Q1 to 2026-Q2: 68% of 57 audits, before 61% of 49; "
        "the difference could be from −11 to +25 points."
    )
    assert found.cautions == []


def test_a_clear_rise_and_a_clear_fall_are_told_apart() -> None:
    high, low = Side("2026-Q2", share_of(40, 57)), Side("2026-Q1", share_of(12, 49))
    rise, fall = compare_periods(high, low), compare_periods(low, high)
    assert (rise.verdict, fall.verdict) == ("higher", "lower")
    assert rise.words == (
        "Clear rise from 2026-Q1 to 2026-Q2: 70% of 57 audits, before 24% of 49; "
        "the difference is likely between +27 and +60 points."
    )
    assert fall.words.startswith("Clear fall from 2026-Q2 to 2026-Q1: 24% of 49 audits, before 70%")


def test_groups_are_not_said_to_rise() -> None:
    north, south = Side("North", share_of(39, 57)), Side("South", share_of(5, 19))
    assert compare_groups(north, south).words.startswith(
        "North is clearly higher than South: 68% of 57 audits against 26% of 19; "
    )
    alike = compare_groups(north, Side("East", share_of(12, 19)))
    assert alike.words.startswith("No clear difference between North and East: ")


def test_few_audits_are_named() -> None:
    found = compare_periods(Side("2026-Q2", share_of(8, 9)), Side("2026-Q1", share_of(30, 49)))
    assert found.cautions == [
        "Only 9 audits in 2026-Q2: one more or less moves that share by about 11 points."
    ]


def test_a_period_without_grades_leaves_nothing_to_compare() -> None:
    found = compare_periods(Side("2026-Q2", share_of(0, 0)), Side("2026-Q1", share_of(3, 9)))
    assert (found.verdict, found.difference, found.low) == ("no_share", None, None)
    assert found.words == "Nothing to compare: no audits with a grade in 2026-Q2."


def test_cohorts_audited_whole_differ_without_doubt() -> None:
    one, other = share_of(7, 20, population=20), share_of(8, 20, population=20)
    found = compare_groups(Side("North", one), Side("South", other))
    assert (found.verdict, found.low, found.high) == ("lower", pytest.approx(-0.05), found.low)
    assert found.words.endswith("the difference is −5 points.")
    same = compare_groups(Side("North", one), Side("South", one))
    assert (same.verdict, same.heading) == ("same", "No difference")


def test_a_line_that_is_broken_between_two_periods_is_not_compared_over_the_break() -> None:
    why = "Since version 2.0 the grades are a new measure."
    trend = [
        point("2025-Q4", 20, 40),
        point("2026-Q1", 9, 40, why),
        point("2026-Q2", 12, 40),
    ]
    found = compare_points(trend, "2025-Q4", "2026-Q2")
    assert (found.verdict, found.difference, found.low) == ("not_comparable", None, None)
    assert found.words == f"2025-Q4 and 2026-Q2 cannot be compared. {why}"
    assert compare_points(trend, "2025-Q4", "2026-Q1").verdict == "not_comparable"
    assert compare_points(trend, "2026-Q1", "2026-Q2").verdict == "unclear"


@pytest.mark.parametrize(("before", "now"), [("2026-Q2", "2026-Q1"), ("2026-Q1", "2027-Q1")])
def test_periods_that_are_not_on_the_line_in_that_order_are_refused(before: str, now: str) -> None:
    with pytest.raises(ValueError, match="line"):
        compare_points([point("2026-Q1", 1, 2), point("2026-Q2", 1, 2)], before, now)


@pytest.mark.parametrize(
    ("difference", "shown"),
    [
        (0.25, "+25"),
        (-0.11, "−11"),
        (0.003, "+0.3"),
        (-0.0049, "−0.5"),
        (0.0001, "less than +0.1"),
        (0.0, "0"),
        (0.005, "+1"),
    ],
)
def test_points_keep_their_sign_however_small(difference: float, shown: str) -> None:
    assert points(difference) == shown

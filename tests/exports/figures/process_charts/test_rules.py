"""The rules of process charts: they fire where they should, and only there."""

import random
from collections.abc import Callable, Sequence
from itertools import combinations, groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.figures.process_charts.limits import individual_limits
from exports.figures.process_charts.rules import Standing, broken_rules
from exports.figures.process_charts.run_charts import expected_runs, run_rules
from exports.figures.process_charts.streaks import Found

Signals = list[tuple[str, str, tuple[int, ...]]]


def signals(*values: float) -> Signals:
    """Signals of values in sigmas about a mean of 0 with limits at ±3."""
    series = [Standing(value, 0.0, -3.0, 3.0, 1.0) for value in values]
    return [(each.rule, each.direction, each.places) for each in broken_rules(series)]


def run_signals(*values: float) -> Signals:
    return [(each.rule, each.direction, each.places) for each in run_rules(values)]


def test_a_point_outside_is_told_and_one_on_the_limit_is_not() -> None:
    assert signals(0, 3.01, -1, -3.5, 1) == [("outside", "up", (1,)), ("outside", "down", (3,))]
    assert signals(0, 3.0, -1, -3.0, 1) == []


def test_seven_on_one_side_are_told_and_six_are_not() -> None:
    assert signals(-1, 1, 0.5, 1, 0.5, 1, 0.5, 1, -1) == [("one_side", "up", tuple(range(1, 8)))]
    assert signals(-1, 1, 0.5, 1, 0.5, 1, 0.5, -1) == []


def test_a_run_on_one_side_holds_all_its_points() -> None:
    assert signals(*[-0.5, -1] * 5) == [("one_side", "down", tuple(range(10)))]


def test_a_point_on_the_mean_ends_a_run() -> None:
    assert signals(1, 0.5, 1, 0.5, 0, 1, 0.5, 1, 0.5) == []


def test_seven_rising_are_told_and_six_or_a_level_step_are_not() -> None:
    rising = (-1.5, -1, -0.5, 0.1, 0.5, 1, 1.5)
    assert signals(1, *rising) == [("steady", "up", tuple(range(1, 8)))]
    assert signals(*rising[::-1]) == [("steady", "down", tuple(range(7)))]
    assert signals(1, *rising[:6], -1) == []
    assert signals(-1.5, -1, -0.5, -0.5, 0.1, 0.5, 1, 1.5) == []


def test_two_of_three_near_one_limit_are_told() -> None:
    assert signals(0, 2.5, 0, 2.1, 0) == [("near_limit", "up", (1, 3))]
    assert signals(0, -2.5, -2.1, 0) == [("near_limit", "down", (1, 2))]


def test_near_points_too_far_apart_or_on_two_sides_or_at_two_sigma_are_not() -> None:
    assert signals(2.5, 0, 0, 2.5, 0) == []
    assert signals(2.5, -2.5, 0, 1) == []
    assert signals(2.0, 2.0, -1) == []


def test_equal_values_signal_nothing() -> None:
    third = [1 / 3] * 20
    assert broken_rules(individual_limits(third, None).standings) == []
    assert run_rules(third) == []


def by_windows(values: Sequence[float]) -> set[tuple[str, int]]:
    """Each rule by its own words, window by window: rule and the last point of a window."""
    found = set()
    for end in range(len(values)):
        if abs(values[end]) > 3:
            found.add(("outside", end))
        seven = values[max(0, end - 6) : end + 1]
        if len(seven) == 7:
            if min(seven) > 0 or max(seven) < 0:
                found.add(("one_side", end))
            steps = [after - before for before, after in pairwise(seven)]
            if min(steps) > 0 or max(steps) < 0:
                found.add(("steady", end))
        for side in (1, -1):
            near = [each * side > 2 for each in values[max(0, end - 2) : end + 1]]
            if sum(near) >= 2 and near[-1]:
                found.add(("near_limit", end))
    return found


@given(st.lists(st.sampled_from([x / 4 for x in range(-14, 15)]), max_size=40))
def test_rules_fire_exactly_where_a_window_of_their_own_words_does(values: list[float]) -> None:
    found = signals(*values)
    ends = {rule: {end for name, end in by_windows(values) if name == rule} for rule, *_ in found}
    told = {
        rule: {place for name, _, all_ in found if name == rule for place in all_} for rule in ends
    }
    assert {rule for rule, _ in by_windows(values)} == set(ends)
    for rule, places in ends.items():
        assert places <= told[rule]


def test_a_shift_of_six_is_told_and_points_on_the_median_are_passed_over() -> None:
    low, high = (1, 2, 1, 2, 1, 2), (8, 9, 8, 9, 8, 9)
    found = run_signals(*low, *high)
    assert ("shift", "down", tuple(range(6))) in found
    assert ("shift", "up", tuple(range(6, 12))) in found
    with_one_on_it = run_signals(*low[:3], 5, *low[3:], *high)
    assert ("shift", "down", (0, 1, 2, 4, 5, 6)) in with_one_on_it


def test_five_on_one_side_are_no_shift() -> None:
    assert run_signals(1, 2, 1, 2, 1, 8, 9, 8, 9, 8)[0][0] == "few_runs"
    assert "shift" not in {rule for rule, *_ in run_signals(1, 2, 1, 2, 1, 8, 9, 8, 9, 8)}


def test_five_rising_are_a_trend_and_equal_neighbours_count_once() -> None:
    assert run_signals(1, 2, 3, 4, 5) == [("trend", "up", (0, 1, 2, 3, 4))]
    assert run_signals(5, 4, 4, 3, 2, 1) == [("trend", "down", (0, 1, 3, 4, 5))]
    assert run_signals(1, 2, 3, 4, 4, 4) == []


def test_a_zigzag_has_too_many_runs_and_a_drift_too_few() -> None:
    assert run_signals(*[1, 9] * 6) == [("many_runs", "neither", tuple(range(12)))]
    drift = run_signals(2, 1, 2, 1, 3, 8, 9, 8, 9, 7)
    assert [rule for rule, *_ in drift] == ["few_runs"]


@pytest.mark.parametrize(
    ("each", "too_few", "too_many"),
    [(5, 2, 10), (6, 3, 11), (7, 3, 13), (8, 4, 14), (9, 5, 15), (10, 6, 16)],
)
def test_the_runs_of_swed_and_eisenharts_table_are_met(
    each: int, too_few: int, too_many: int
) -> None:
    """Their table II, 2.5% in each tail: so many runs or fewer, so many or more."""
    assert expected_runs(each, each) == (too_few + 1, too_many - 1)


@pytest.mark.parametrize(("above", "below"), [(1, 9), (3, 5), (4, 4), (2, 7)])
def test_expected_runs_equal_a_count_of_every_order(above: int, below: int) -> None:
    length = range(above + below)
    orders = [
        tuple(1 if place in chosen else -1 for place in length)
        for chosen in combinations(length, above)
    ]
    runs = [sum(1 for _ in groupby(order)) for order in orders]
    fewest, most = expected_runs(above, below)
    allowed = 0.025 * len(orders)
    assert sum(each < fewest for each in runs) <= allowed < sum(each <= fewest for each in runs)
    assert sum(each > most for each in runs) <= allowed < sum(each >= most for each in runs)


def alarms(series: list[list[float]], judge: Callable[[list[float]], list[Found]]) -> float:
    return sum(bool(judge(values)) for values in series) / len(series)


def limited(values: list[float]) -> list[Found]:
    return broken_rules(individual_limits(values, None).standings)


def test_chance_alone_seldom_signals() -> None:
    """Of steady charts one in six signals with limits and 24 points, one in nine without and 11."""
    draw = random.Random(20261121)
    steady = [[draw.gauss(0, 1) for _ in range(24)] for _ in range(1_000)]

    assert 0.08 < alarms(steady, limited) < 0.30
    eleven = [values[:11] for values in steady]
    assert 0.03 < alarms(eleven, run_rules) < 0.15


def test_a_real_shift_is_seen_much_oftener_than_chance() -> None:
    draw = random.Random(7)
    shifted = [[draw.gauss(0 if place < 12 else 2, 1) for place in range(24)] for _ in range(400)]
    assert alarms(shifted, run_rules) > 0.8
    assert alarms(shifted, limited) > 0.8


def test_the_runs_of_long_series_go_on_where_the_exact_ones_end() -> None:
    exact, beyond = expected_runs(100, 100), expected_runs(101, 101)
    assert all(0 <= later - earlier <= 2 for earlier, later in zip(exact, beyond, strict=True))
    assert [each.rule for each in run_rules([1, 9] * 2_500)] == ["many_runs"]

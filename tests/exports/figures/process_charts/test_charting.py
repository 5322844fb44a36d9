"""A whole process chart: its kind, its stretches, its targets, and what it says."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.figures.process_charts.charting import measured, process_chart
from exports.figures.process_charts.models import Measured, TargetStep, Wanted
from exports.figures.process_charts.targets import period_end, target_at
from exports.figures.report_data import Distribution, TrendPoint
from exports.figures.shares import share_of

STRICTER = "Since version 2.0 the grades are a new measure."
POLICY = "New supervision policy."
STEPS = (
    TargetStep(by=date(2024, 3, 1), value=0.35),
    TargetStep(by=date(2026, 9, 30), value=0.6),
    TargetStep(by=date(2026, 12, 31), value=0.85),
)


def quarters(*good: int | None, n: int = 20, first: int = 2024) -> list[Measured]:
    """Quarters from the first of 2024 on, with so many good of n; None where nobody audited."""
    return [
        Measured(
            f"{first + place // 4}-Q{place % 4 + 1}",
            None if each is None else each / n,
            None if each is None else each,
            0 if each is None else n,
        )
        for place, each in enumerate(good)
    ]


STEADY = (10, 12, 9, 11, 8, 12, 10, 9, 11, 10, 12, 9)


def test_a_run_chart_becomes_a_p_chart_with_the_twelfth_point() -> None:
    assert process_chart(quarters(*STEADY[:11])).kind == "run"
    chart = process_chart(quarters(*STEADY))
    assert (chart.kind, chart.method) == ("p", "p-chart")
    assert chart.stretches[0].trial is False
    assert chart.stretches[0].centre == pytest.approx(sum(STEADY) / 240)
    assert chart.signals == []
    assert chart.words[1] == "2024-Q1 to 2026-Q4: 12 points, mean 51%."
    assert chart.words[2].startswith("No signal:")


def test_values_without_counts_make_an_xmr_chart() -> None:
    series = [Measured(f"2025-{month:02}", month % 3 / 4) for month in range(1, 13)]
    chart = process_chart(series)
    assert (chart.kind, chart.method) == ("xmr", "xmr-chart")
    assert chart.stretches[0].mean_range == pytest.approx(
        sum([0.25, 0.5, 0.25] * 3 + [0.25, 0.5]) / 11
    )


def test_fewer_than_five_points_have_no_line() -> None:
    chart = process_chart(quarters(10, 12, 9, 11))
    assert {point.centre for point in chart.points} == {None}
    assert chart.words[1] == "2024-Q1 to 2024-Q4: 4 points, too few for a line; 5 are needed."
    assert len(chart.words) == 2


def test_a_run_chart_has_its_median_and_no_limits() -> None:
    chart = process_chart(quarters(10, 12, 9, 11, 8))
    assert {point.centre for point in chart.points} == {0.5}
    assert {(point.low, point.high) for point in chart.points} == {(None, None)}


def test_limits_from_few_points_are_on_trial() -> None:
    chart = process_chart(quarters(*STEADY[:6]), Wanted(kind="p"))
    assert chart.stretches[0].trial is True
    assert chart.words[1].endswith("mean 52%, limits on trial.")


def test_a_broken_line_has_limits_of_its_own_on_each_side() -> None:
    before, after = quarters(*STEADY), quarters(2, 3, 1, 2, 4, first=2027)
    after[0] = after[0]._replace(broken_by=STRICTER)
    chart = process_chart([*before, *after])
    one, two = chart.stretches
    assert (one.first, one.last, two.first, two.last) == (0, 11, 12, 16)
    assert (one.centre, two.centre) == pytest.approx((123 / 240, 12 / 100))
    assert (two.comparable, two.because, two.trial) == (False, STRICTER, True)
    assert chart.points[11].centre == one.centre
    assert chart.points[12].centre == two.centre
    assert chart.signals == []
    alone = process_chart(before)
    assert chart.points[:12] == alone.points


def test_no_rule_crosses_a_change() -> None:
    rising = quarters(4, 5, 6, 7, 8, 9, 10, 11)
    assert {signal.rule for signal in process_chart(rising).signals} == {"trend"}
    rising[4] = rising[4]._replace(changed_by=POLICY)
    chart = process_chart(rising)
    assert chart.signals == []
    assert (chart.stretches[1].because, chart.stretches[1].comparable) == (POLICY, True)


def test_periods_without_audits_stay_as_gaps_and_are_passed_over() -> None:
    gaps = quarters(*STEADY[:6], None, *STEADY[6:], None)
    chart = process_chart(gaps)
    assert (chart.kind, len(chart.points), chart.stretches[0].measured) == ("p", 14, 12)
    gap = chart.points[6]
    assert (gap.value, gap.low, gap.high) == (None, None, None)
    assert chart.stretches[0].centre == process_chart(quarters(*STEADY)).stretches[0].centre


def test_a_signal_names_its_points_and_whether_it_is_for_the_better() -> None:
    series = quarters(*STEADY, *[16] * 7)
    chart = process_chart(series)
    side = next(signal for signal in chart.signals if signal.places[-1] == 18)
    assert (side.rule, side.direction, side.good) == ("one_side", "up", True)
    assert side.periods[-1] == "2028-Q3"
    assert side.words.startswith("Signal (for the better): 7 points from 2027-Q1 to 2028-Q3")
    near = process_chart(quarters(3, *STEADY, 3, 10, 3))
    assert "Signal (for the worse): 2027-Q2 and 2027-Q4 lie near the lower limit." in near.words
    lower = process_chart(series, Wanted(higher_is_better=False))
    assert {signal.good for signal in lower.signals if signal.direction == "up"} == {False}


def test_the_target_is_a_line_of_dated_steps() -> None:
    chart = process_chart(quarters(*STEADY), Wanted(steps=STEPS))
    assert [point.target for point in chart.points] == [0.35] * 10 + [0.6, 0.85]
    earlier = process_chart(quarters(*STEADY, first=2023), Wanted(steps=STEPS))
    assert [point.target for point in earlier.points[:5]] == [None] * 4 + [0.35]


def test_a_target_between_the_limits_is_left_to_chance() -> None:
    chart = process_chart(quarters(*STEADY[:10], 10, 10), Wanted(steps=STEPS[:2]))
    (now,) = chart.assurances
    assert (now.when, now.target, now.verdict) == ("now", 0.6, "inconsistent")
    assert now.words == (
        "The target of 30/09/2026, 60%, is sometimes hit and sometimes missed, by chance: "
        "it lies between the limits, 17% and 84%."
    )


def test_targets_are_consistently_hit_or_missed_by_the_limits() -> None:
    many = [each * 20 for each in STEADY]
    now, ahead = process_chart(quarters(*many[:9], n=400), Wanted(kind="p", steps=STEPS)).assurances
    assert (now.target, now.verdict) == (0.35, "hit")
    assert now.words.endswith("is consistently hit: even the lower limit, 44%, meets it.")
    assert (ahead.when, ahead.by, ahead.verdict) == ("ahead", date(2026, 9, 30), "missed")
    assert ahead.words.endswith(
        "would be consistently missed: even the upper limit, 59%, misses it."
    )


def test_where_lower_is_better_the_other_limit_decides() -> None:
    many = [each * 20 for each in STEADY]
    steps = (
        TargetStep(by=date(2024, 1, 1), value=0.65),
        TargetStep(by=date(2030, 1, 1), value=0.3),
    )
    wanted = Wanted(steps=steps, higher_is_better=False)
    now, ahead = process_chart(quarters(*many, n=400), wanted).assurances
    assert (now.verdict, ahead.verdict) == ("hit", "missed")
    assert now.words.endswith("even the upper limit, 59%, meets it.")
    assert ahead.words.endswith("even the lower limit, 44%, misses it.")


def test_without_limits_nothing_is_assured() -> None:
    (now, _) = process_chart(quarters(*STEADY[:9]), Wanted(steps=STEPS)).assurances
    assert now.verdict == "unknown"
    assert now.words == (
        "The target of 01/03/2024, 35%: too few points yet to tell chance from practice; "
        "2026-Q1 with 55% meets it."
    )


def test_limits_from_before_a_change_assure_nothing_after_it() -> None:
    series = [*quarters(*STEADY), *quarters(10, first=2027)]
    series[-1] = series[-1]._replace(broken_by=STRICTER)
    assert {each.verdict for each in process_chart(series, Wanted(steps=STEPS)).assurances} == {
        "unknown"
    }


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2026-Q1", date(2026, 3, 31)),
        ("2026-Q4", date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 29)),
        ("2026", date(2026, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(period: str, end: date) -> None:
    assert period_end(period) == end


@pytest.mark.parametrize("period", ["2026-Q5", "2026-13", "autumn", ""])
def test_a_period_that_is_none_is_refused(period: str) -> None:
    with pytest.raises(ValueError, match="period"):
        period_end(period)


def test_a_period_is_held_to_what_is_due_by_its_last_day() -> None:
    assert target_at(STEPS, "2026-Q3") == STEPS[1]
    assert target_at(STEPS, "2026-08") == STEPS[0]
    assert target_at(STEPS, "2023-Q4") is None


def test_a_line_over_time_is_charted_as_it_is_broken() -> None:
    def point(period: str, good: int, n: int, broken_by: str | None = None) -> TrendPoint:
        overall = Distribution(counts={}, n=n, good_or_better=share_of(good, n))
        return TrendPoint(period=period, overall=overall, broken_by=broken_by)

    found = measured(
        [point("2026-Q1", 3, 4), point("2026-Q2", 0, 0), point("2026-Q3", 1, 2, STRICTER)],
        {"2026-Q2": POLICY},
    )
    assert found == [
        Measured("2026-Q1", 0.75, 3, 4),
        Measured("2026-Q2", None, 0, 0, None, POLICY),
        Measured("2026-Q3", 0.5, 1, 2, STRICTER),
    ]


def test_a_chart_of_nothing_says_so() -> None:
    assert process_chart([]).words == ["There is nothing to chart: no period has a value."]
    assert process_chart(quarters(None, None)).words == process_chart([]).words


@settings(max_examples=60)
@given(st.lists(st.tuples(st.none() | st.integers(0, 20), st.booleans()), max_size=40))
def test_every_point_stands_in_one_stretch_with_only_its_lines(
    drawn: list[tuple[int | None, bool]],
) -> None:
    series = quarters(*(good for good, _ in drawn))
    for place, (_, breaks) in enumerate(drawn):
        if breaks and place % 7 == 0:
            series[place] = series[place]._replace(broken_by=STRICTER)
    chart = process_chart(series, Wanted(steps=STEPS))
    assert [point.period for point in chart.points] == [each.period for each in series]
    covered = [place for each in chart.stretches for place in range(each.first, each.last + 1)]
    assert covered == list(range(len(series)))
    for stretch in chart.stretches:
        lines = chart.points[stretch.first : stretch.last + 1]
        assert {point.centre for point in lines} == {stretch.centre}
        alone = series[stretch.first : stretch.last + 1]
        wanted = Wanted(kind=chart.kind, steps=STEPS)
        assert process_chart(alone, wanted).points == lines
    for signal in chart.signals:
        holders = [s for s in chart.stretches if s.first <= signal.places[0] <= s.last]
        assert all(place <= holders[0].last for place in signal.places)

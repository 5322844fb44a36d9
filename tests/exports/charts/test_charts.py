"""Charts say their numbers, stay readable in grey, and look the same in the window."""

from itertools import pairwise

import pytest
from reportlab.graphics.shapes import Drawing, Line, Path, Rect, String

from exports.charts.bars import Segment, count_bar, distribution_bar, share_bar
from exports.charts.palette import NOT_EVIDENCED, fills, luminance
from exports.charts.svg import to_svg
from exports.charts.trend import TrendMark, trend_chart
from exports.charts.words import describe_distribution, describe_share, describe_trend
from tests.exports.documents.sample_report import GRADES, MET, YES_NO


def segments(*numbers: int) -> list[Segment]:
    looks = fills(GRADES)
    return [
        Segment(point.label, number, looks[point.code])
        for point, number in zip(GRADES.points, numbers, strict=True)
    ]


def written(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


def bars(drawing: Drawing) -> list[Rect]:
    return [shape for shape in drawing.contents if isinstance(shape, Rect)]


def strokes(drawing: Drawing) -> list[Line]:
    return [shape for shape in drawing.contents if isinstance(shape, Line)]


def test_a_distribution_fills_its_width_in_proportion_and_shows_its_numbers() -> None:
    drawing = distribution_bar(segments(10, 30, 0, 0), 200, 12)
    assert [round(bar.x) for bar in bars(drawing)] == [0, 50]
    assert written(drawing) == ["10", "30"]


def test_a_number_is_left_out_where_it_would_not_fit() -> None:
    assert written(distribution_bar(segments(1, 400, 0, 0), 100, 12)) == ["400"]


def test_nothing_graded_draws_an_empty_track() -> None:
    assert written(distribution_bar(segments(0, 0, 0, 0), 100, 12)) == []
    assert len(bars(share_bar(None, None, None, 100, 8))) == 1


def test_a_share_ends_where_it_should_and_carries_its_interval() -> None:
    drawing = share_bar(0.68, 0.55, 0.79, 100, 8)
    assert bars(drawing)[-1].width == pytest.approx(68)
    interval = strokes(drawing)[-1]
    assert (interval.x1, interval.x2) == (pytest.approx(55), pytest.approx(79))


@pytest.mark.parametrize("width", [40, 52, 96, 150])
def test_the_interval_stands_clear_of_the_bar_at_any_size(width: int) -> None:
    drawing = share_bar(0.5, 0.44, 0.56, width, 11)
    interval = strokes(drawing)[-1]
    top = interval.y1 + interval.strokeWidth / 2
    assert all(bar.y - top >= 1 for bar in bars(drawing))
    assert interval.y1 - interval.strokeWidth / 2 >= 0
    assert interval.strokeWidth >= 2


def test_a_certain_share_still_shows_its_interval() -> None:
    interval = strokes(share_bar(1, 1, 1, 100, 11))[-1]
    assert interval.x2 - interval.x1 >= 2


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, None])
def test_the_middle_mark_is_seen_on_the_bar_and_beside_it(share: float | None) -> None:
    drawing = share_bar(share, None, None, 100, 11)
    (middle,) = strokes(drawing)
    under = [bar for bar in bars(drawing) if bar.x <= 50 < bar.x + bar.width][-1]
    pair = sorted([luminance(under.fillColor), luminance(middle.strokeColor)])
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 3


def test_a_count_is_a_bar_of_its_share_and_neither_good_nor_bad() -> None:
    drawing = count_bar(30, 120, 100, 7)
    assert bars(drawing)[-1].width == pytest.approx(25)
    looks = {look.colour for look in fills(GRADES).values()}
    assert bars(drawing)[-1].fillColor not in looks
    assert len(bars(count_bar(0, 120, 100, 7))) == len(bars(count_bar(0, 0, 100, 7))) == 1


@pytest.mark.parametrize("scale", [GRADES, YES_NO, MET])
def test_points_are_told_apart_by_lightness_and_hatching_alone(scale) -> None:  # type: ignore[no-untyped-def]
    looks = list(fills(scale).values())
    lightness = [luminance(look.colour) for look in looks]
    assert lightness == sorted(lightness)
    for before, after in pairwise(looks):
        contrast = (luminance(after.colour) + 0.05) / (luminance(before.colour) + 0.05)
        assert contrast > 1.2 or after.hatch is not None
    assert looks[-1].hatch is not None


def test_figures_read_on_every_fill() -> None:
    for look in [*fills(GRADES).values(), *fills(MET).values(), NOT_EVIDENCED]:
        pair = sorted([luminance(look.colour), luminance(look.ink)])
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_a_hatched_part_is_drawn_with_lines() -> None:
    drawing = distribution_bar(segments(0, 0, 0, 5), 100, 12)
    assert any(isinstance(shape, Path) for shape in drawing.contents)


def marks() -> list[TrendMark]:
    return [
        TrendMark("2026 Q1", 0.5, 0.3, 0.7, 20, False),
        TrendMark("2026 Q2", 0.6, 0.4, 0.8, 18, True),
        TrendMark("2026 Q3", None, None, None, 0, False),
    ]


def test_a_trend_is_not_joined_across_a_break_or_a_gap() -> None:
    joined = trend_chart([mark._replace(starts_anew=False) for mark in marks()], 400, 150)
    broken = trend_chart(marks(), 400, 150)
    thick = [
        sum(isinstance(shape, Line) and shape.strokeWidth == 1.6 for shape in drawing.contents)
        for drawing in (joined, broken)
    ]
    assert thick == [1, 0]
    assert {"50%", "60%", "n 20", "n 0", "2026 Q3"} <= set(written(broken))


def test_the_alternative_text_holds_every_number() -> None:
    assert describe_distribution(segments(4, 35, 14, 4)) == (
        "Outstanding: 4, Good: 35, Requires improvement: 14, Inadequate: 4."
    )
    assert describe_share(39 / 57, 0.5552, 0.79) == "68%, 95% interval 55–79%."
    assert describe_share(None, None, None) == "No share: nothing was graded."
    assert describe_trend(marks()) == (
        "2026 Q1: 50% of 20; 2026 Q2: 60% of 18 (not comparable with the period before); "
        "2026 Q3: no share of 0."
    )


def test_the_window_gets_no_clip_path_and_a_font_it_knows() -> None:
    svg = to_svg(distribution_bar(segments(4, 35, 14, 4), 200, 12))
    assert "clip" not in svg
    assert "font-family: 'Noto Sans'; font-weight: bold" in svg

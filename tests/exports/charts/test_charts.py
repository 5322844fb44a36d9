"""Charts say their numbers, stay readable in grey, and look the same in the window."""

from itertools import pairwise

import pytest
from reportlab.graphics.shapes import Drawing, Line, Path, Rect, String

from exports.charts.bars import Segment, distribution_bar, share_bar
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
    ends = {round(shape.x1) for shape in drawing.contents if isinstance(shape, Line)}
    assert {55, 79} <= ends


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

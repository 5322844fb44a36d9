"""The funnel plot: where groups stand, which are told apart, and labels that cover nothing."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.charts.funnel import describe_funnel, funnel_drawing
from exports.charts.palette import BAR, INK, WHITE
from exports.charts.svg import to_svg
from exports.charts.unchecked import Circle, Drawing, Line, Rect, String
from exports.figures.funnel import Counted, funnel
from tests.exports.documents.sample_parts import TEAMS, sample_funnel

WIDTH, HEIGHT = 480.0, 236.0


def drawn(*groups: Counted) -> Drawing:
    return funnel_drawing(funnel(groups), WIDTH, HEIGHT)


def sample() -> Drawing:
    return funnel_drawing(sample_funnel().funnel, WIDTH, HEIGHT)


def circles(drawing: Drawing, colour: object) -> list[Circle]:
    return [
        each for each in drawing.contents if isinstance(each, Circle) and each.fillColor == colour
    ]


def texts(drawing: Drawing) -> list[str]:
    return [each.text for each in drawing.contents if isinstance(each, String)]


def test_every_group_is_a_point_the_further_right_the_more_audits_it_has() -> None:
    points = circles(drawn(Counted("A", 5, 10), Counted("B", 12, 20), Counted("C", 20, 40)), BAR)
    first, second, third = sorted(each.cx for each in points)
    assert third - second == pytest.approx(2 * (second - first))
    heights = [each.cy for each in points]
    assert heights[1] > heights[0] == heights[2]


def test_a_group_beyond_the_limits_has_a_ring_and_far_beyond_them_two() -> None:
    def rings(good: int) -> int:
        drawing = drawn(Counted("A", good, 40), Counted("B", 240, 400))
        assert all(each.strokeColor == INK for each in circles(drawing, WHITE))
        return len(circles(drawing, WHITE))

    assert [rings(24), rings(16), rings(5)] == [0, 1, 2]


def test_groups_beyond_the_limits_are_named_and_others_are_not() -> None:
    said = texts(sample())
    assert {"Moorside and Valley", "West"} <= set(said)
    assert not {"Duty", "East", "North"} & set(said)


def test_a_name_that_cannot_be_set_letter_by_letter_is_left_to_the_table() -> None:
    drawing = drawn(Counted("فريق الغرب", 3, 40), Counted("B", 240, 400))
    assert len(circles(drawing, WHITE)) == 2
    assert "فريق الغرب" not in texts(drawing)


def test_the_lines_are_named_where_there_is_more_room() -> None:
    high = drawn(Counted("A", 90, 100), Counted("B", 45, 50))
    low = drawn(Counted("A", 10, 100), Counted("B", 5, 50))
    for drawing, place in ((high, -1), (low, 1)):
        at = {each.text: each.y for each in drawing.contents if isinstance(each, String)}
        centre = at[f"All {'90%' if place < 0 else '10%'}"]
        assert (at["95% limit"] - centre) * place > 0
        assert (at["99.8% limit"] - at["95% limit"]) * place > 0


def test_the_inner_limits_are_whole_lines_and_the_outer_ones_broken() -> None:
    pieces = [
        each for each in sample().contents if isinstance(each, Line) and each.strokeWidth == 0.9
    ]
    length = [
        each
        for each in pieces
        if 3 < ((each.x2 - each.x1) ** 2 + (each.y2 - each.y1) ** 2) ** 0.5 <= 3.51
    ]
    assert len(length) > 60
    starts = {(round(each.x1, 3), round(each.y1, 3)) for each in length}
    assert not any((round(each.x2, 3), round(each.y2, 3)) in starts for each in length)


def test_alike_groups_stand_side_by_side() -> None:
    drawing = drawn(*(Counted(f"Team {each}", 3, 6) for each in range(12)), Counted("Z", 3, 7))
    at = sorted((round(each.cx, 2), each.cy) for each in circles(drawing, BAR))
    assert len(set(at)) == 13


def test_one_group_is_no_funnel() -> None:
    assert drawn(Counted("A", 3, 6)).contents == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=2,
        max_size=60,
    )
)
def test_everything_stays_on_the_chart_and_no_name_covers_another(
    counted: list[tuple[int, int]],
) -> None:
    drawing = drawn(*(Counted(f"Team {place}", *each) for place, each in enumerate(counted)))
    for each in drawing.contents:
        if isinstance(each, Line):
            assert min(each.x1, each.x2) >= 0
            assert max(each.x1, each.x2) <= WIDTH
            assert min(each.y1, each.y2) >= 0
            assert max(each.y1, each.y2) <= HEIGHT
    grounds = [each for each in drawing.contents if isinstance(each, Rect)]
    for one, other in combinations(grounds, 2):
        apart = (
            abs(one.x - other.x) >= min(one.width, other.width) - 4
            or abs(one.y - other.y) >= one.height - 0.01
        )
        assert apart
    assert all(each.x >= 30 and each.x + each.width <= WIDTH - 66 for each in grounds)


def test_the_window_shows_the_same_drawing() -> None:
    svg = to_svg(sample())
    assert "Moorside and Valley" in svg
    assert "clipPath" not in svg


def test_its_words_name_who_stands_outside_and_no_rank() -> None:
    assert describe_funnel(sample_funnel(), "See below.") == (
        "Funnel plot of 8 teams with limits of 95% and 99.8%. All 70% of 158 audits good or "
        "better; up to 34 audits in one team. Within the limits: 6. Above them: Moorside and "
        "Valley. Below them: West. See below."
    )
    assert len(TEAMS) == 9  # with the audits of no team


def test_without_a_funnel_its_words_say_why() -> None:
    assert describe_funnel(sample_funnel({"A": (1, 2)}), "") == (
        "No funnel plot: there are not two teams with graded audits."
    )

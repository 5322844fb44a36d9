"""The process chart: its lines, its rings, and labels that never cover one another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.charts.palette import INK, TARGET, WHITE
from exports.charts.process import ProcessMark, process_drawing, spread
from exports.charts.shapes import dashes
from exports.charts.unchecked import Circle, Drawing, Line, String

WIDTH, HEIGHT = 480.0, 208.0


def mark(value: float | None = 0.5, **more: object) -> ProcessMark:
    return ProcessMark(**{"name": "Q1", "year": "2026", "value": value, "n": 20, **more})


def drawn(marks: list[ProcessMark]) -> Drawing:
    return process_drawing(marks, "Mean", WIDTH, HEIGHT)


def texts(drawing: Drawing) -> list[str]:
    return [shape.text for shape in drawing.contents if isinstance(shape, String)]


def test_lines_are_named_at_their_right_end() -> None:
    lines = {"centre": 0.5, "low": 0.2, "high": 0.8, "target": 0.6}
    said = texts(drawn([mark(**lines), mark(**lines)]))
    assert [each for each in said if " " in each] == [
        "Limit 80%", "Target 60%", "Mean 50%", "Limit 20%",
    ]  # fmt: skip


def test_a_signal_is_ringed() -> None:
    def rings(marks: list[ProcessMark]) -> int:
        shapes = [shape for shape in drawn(marks).contents if isinstance(shape, Circle)]
        return sum(shape.fillColor == WHITE and shape.strokeColor == INK for shape in shapes)

    assert rings([mark(), mark()]) == 0
    assert rings([mark(), mark(is_signal=True)]) == 1


def test_no_line_goes_over_a_change_or_a_gap() -> None:
    def joins(marks: list[ProcessMark]) -> int:
        shapes = [shape for shape in drawn(marks).contents if isinstance(shape, Line)]
        return sum(shape.strokeWidth == 1.6 for shape in shapes)

    assert joins([mark(), mark(), mark()]) == 2
    assert joins([mark(), mark(starts_anew=True), mark()]) == 1
    assert joins([mark(), mark(None), mark()]) == 0


def test_a_target_is_drawn_only_where_periods_are_held_to_it() -> None:
    def reach(marks: list[ProcessMark]) -> tuple[float, float]:
        lines = [
            shape
            for shape in drawn(marks).contents
            if isinstance(shape, Line) and shape.strokeColor == TARGET
        ]
        return min(line.x1 for line in lines), max(line.x2 for line in lines)

    whole = reach([mark(target=0.6), mark(target=0.6)])
    late = reach([mark(), mark(target=0.6)])
    assert late[0] == pytest.approx(sum(whole) / 2, abs=8)
    assert late[1] == whole[1]


def test_no_period_at_all_is_an_empty_chart() -> None:
    assert "0%" in texts(drawn([]))


@pytest.mark.parametrize("periods", [1, 8, 20, 48, 120])
def test_everything_stays_on_the_chart_and_labels_stay_apart(periods: int) -> None:
    lines = {"centre": 0.99, "low": 0.97, "high": 1.0, "target": 1.0}
    marks = [mark(place % 2, is_signal=True, **lines) for place in range(periods)]
    drawing = drawn(marks)
    labels = [shape for shape in drawing.contents if isinstance(shape, String)]
    assert all(0 <= shape.x <= WIDTH and 0 <= shape.y <= HEIGHT - 6 for shape in labels)
    rows: dict[float, list[float]] = {}
    for shape in labels:
        if shape.textAnchor == "middle":
            rows.setdefault(round(shape.y, 1), []).append(shape.x)
    assert all(after - before >= 21 for row in rows.values() for before, after in pairwise(row))


@given(st.lists(st.floats(46, 190), min_size=1, max_size=4))
def test_names_of_lines_never_cover_one_another(heights: list[float]) -> None:
    found = spread(sorted(heights, reverse=True), 190)
    assert all(before - after >= 10.99 for before, after in pairwise(found))
    assert min(found) >= 46
    assert max(found) <= 190 + 11 * len(heights)


@given(st.floats(0.1, 300), st.floats(-100, 100))
def test_a_broken_line_ends_where_it_shall(length: float, up: float) -> None:
    drawing = Drawing(400, 400)
    dashes(drawing, (5, 100), (5 + length, 100 + up), INK, 1, strokes=(4, 3))
    strokes = drawing.contents
    assert (strokes[0].x1, strokes[0].y1) == (5, 100)
    assert max(line.x2 for line in strokes) <= 5 + length + 1e-6
    assert len(strokes) >= (length**2 + up**2) ** 0.5 / 7

"""A difference with its interval beside the line of no difference."""

from typing import Final

from exports.charts.palette import AXIS, BAR, INK, WHITE
from exports.charts.shapes import dot, rule
from exports.charts.unchecked import Drawing
from exports.figures.percentages import points

_RADIUS: Final = 3.2
_CAP: Final = 2.6
_EDGE: Final = _RADIUS + 1.0


def difference_mark(
    ends: tuple[float, float, float], reach: float, width: float, height: float
) -> Drawing:
    """Return a difference with the ends of its interval, as fractions, from −reach to +reach.

    The line of no difference stands in the middle; what lies further off is drawn at the edge.
    """
    drawing = Drawing(width, height)
    half = width / 2 - _EDGE

    def place(difference: float) -> float:
        return width / 2 + half * max(-1.0, min(1.0, difference / reach))

    value, low, high = (place(each) for each in ends)
    middle = height / 2
    for edge in (_EDGE, width - _EDGE):
        rule(drawing, (edge, 0), (edge, height), AXIS, 0.6)
    rule(drawing, (width / 2, 0), (width / 2, height), INK, 0.9)
    rule(drawing, (low, middle), (high, middle), INK, 1.3)
    for end in (low, high):
        rule(drawing, (end, middle - _CAP), (end, middle + _CAP), INK, 1.3)
    dot(drawing, (value, middle), _RADIUS, BAR, WHITE)
    return drawing


def describe_difference(ends: tuple[float, float, float]) -> str:
    """Return a difference with its interval as one sentence."""
    value, low, high = (points(each) for each in ends)
    return f"Difference {value} points, 95% interval {low} to {high}."

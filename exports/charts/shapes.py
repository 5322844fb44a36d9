"""The few plain shapes every chart is made of, so that paper and window draw the same."""

from math import dist
from typing import Final, NamedTuple

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth

from exports.charts.palette import SOFT_INK, Fill
from exports.charts.unchecked import Circle, Drawing, Line, Path, Rect, String
from exports.documents.text.fonts import Face, load_font

LABEL_SIZE: Final = 8.5
_HATCH_STEP: Final = 4.0
_CAP_HEIGHT: Final = 0.714


class Box(NamedTuple):
    """A rectangle by its lower left corner, in points."""

    x: float
    y: float
    width: float
    height: float


Point = tuple[float, float]


def area(drawing: Drawing, box: Box, fill: Fill) -> None:
    """Fill a rectangle, hatched where the fill says so."""
    edge = fill.hatch
    drawing.add(Rect(*box, fillColor=fill.colour, strokeColor=edge, strokeWidth=0.6 if edge else 0))
    if fill.hatch is not None:
        drawing.add(_hatch(box, fill.hatch))


def _hatch(box: Box, colour: Color) -> Path:
    """Return rising lines inside a rectangle, cut by arithmetic: QtSvg paints clip paths."""
    x, y, width, height = box
    lines = Path(strokeColor=colour, strokeWidth=0.6, fillColor=None)
    offset = -height + _HATCH_STEP
    while offset < width:
        start, end = max(offset, 0.0), min(offset + height, width)
        if end > start:
            lines.moveTo(x + start, y + start - offset)
            lines.lineTo(x + end, y + end - offset)
        offset += _HATCH_STEP
    return lines


def rule(drawing: Drawing, start: Point, end: Point, colour: Color, width: float) -> None:
    """Draw a straight line."""
    drawing.add(Line(*start, *end, strokeColor=colour, strokeWidth=width))


def dashes(
    drawing: Drawing,
    start: Point,
    end: Point,
    colour: Color,
    width: float,
    *,
    strokes: tuple[float, float],
) -> None:
    """Draw a broken straight line; `strokes` is how long each is, and the gap after it."""
    (x, y), length, (on, off) = start, dist(start, end), strokes
    across, up = ((end[0] - x) / length, (end[1] - y) / length) if length else (0.0, 0.0)
    at = 0.0
    while at < length:
        to = min(at + on, length)
        begin, stop = ((x + across * each, y + up * each) for each in (at, to))
        rule(drawing, begin, stop, colour, width)
        at += on + off


def dot(drawing: Drawing, centre: Point, radius: float, colour: Color, edge: Color) -> None:
    """Draw a filled circle with an edge."""
    drawing.add(Circle(*centre, radius, fillColor=colour, strokeColor=edge, strokeWidth=1.2))


def label_width(text: str) -> float:
    """Return the width of a bold label in points."""
    load_font(Face.BOLD)
    return float(stringWidth(text, Face.BOLD, LABEL_SIZE))


def label(
    drawing: Drawing,
    x: float,
    middle: float,
    text: str,
    *,
    colour: Color = SOFT_INK,
    bold: bool = False,
    anchor: str = "start",
    size: float = LABEL_SIZE,
) -> None:
    """Write figures at `x`, their middle at the height `middle`."""
    drawing.add(
        String(
            x,
            middle - _CAP_HEIGHT * size / 2,
            text,
            fontName=str(Face.BOLD if bold else Face.REGULAR),
            fontSize=size,
            fillColor=colour,
            textAnchor=anchor,
        )
    )

"""Draw a chart's plain shapes straight on a page: many times faster than the general renderer."""

from collections.abc import Callable
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from exports.charts.unchecked import Circle, Drawing, Line, Path, Rect, String

_ANCHORS: Final = {"start": "drawString", "middle": "drawCentredString", "end": "drawRightString"}


Write = Callable[[String, float, float], bool]
"""Writes a label at a place in a way of its own, or returns that it did not."""


def paint_drawing(
    canvas: Canvas, drawing: Drawing, x: float, y: float, write: Write | None = None
) -> None:
    """Draw a chart of this package with its lower left corner at (x, y).

    `write` is asked first for every label. Raises TypeError for a shape that the charts here are
    not made of.
    """
    for shape in drawing.contents:
        if isinstance(shape, Rect):
            _rectangle(canvas, shape, x, y)
        elif isinstance(shape, Line):
            canvas.setStrokeColor(shape.strokeColor)
            canvas.setLineWidth(shape.strokeWidth)
            canvas.line(x + shape.x1, y + shape.y1, x + shape.x2, y + shape.y2)
        elif isinstance(shape, String):
            if write and write(shape, x + shape.x, y + shape.y):
                continue
            canvas.setFillColor(shape.fillColor)
            canvas.setFont(shape.fontName, shape.fontSize)
            getattr(canvas, _ANCHORS[shape.textAnchor])(x + shape.x, y + shape.y, shape.text)
        elif isinstance(shape, Path):
            _strokes(canvas, shape, x, y)
        elif isinstance(shape, Circle):
            _circle(canvas, shape, x, y)
        else:
            raise TypeError(f"a chart holds a {type(shape).__name__}, which is not painted")


def _rectangle(canvas: Canvas, shape: Rect, x: float, y: float) -> None:
    canvas.setFillColor(shape.fillColor)
    if shape.strokeColor is not None:
        canvas.setStrokeColor(shape.strokeColor)
        canvas.setLineWidth(shape.strokeWidth)
    stroke = int(shape.strokeColor is not None)
    canvas.rect(x + shape.x, y + shape.y, shape.width, shape.height, stroke=stroke, fill=1)


def _circle(canvas: Canvas, shape: Circle, x: float, y: float) -> None:
    canvas.setFillColor(shape.fillColor)
    canvas.setStrokeColor(shape.strokeColor)
    canvas.setLineWidth(shape.strokeWidth)
    canvas.circle(x + shape.cx, y + shape.cy, shape.r, stroke=1, fill=1)


def _strokes(canvas: Canvas, shape: Path, x: float, y: float) -> None:
    """Draw the separate straight strokes that a hatching consists of."""
    canvas.setStrokeColor(shape.strokeColor)
    canvas.setLineWidth(shape.strokeWidth)
    points = shape.points
    canvas.lines(
        [
            (x + points[at], y + points[at + 1], x + points[at + 2], y + points[at + 3])
            for at in range(0, len(points), 4)
        ]
    )

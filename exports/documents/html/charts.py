"""A chart inside a web page: the shapes that go on paper, as SVG that follows light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from exports.charts.palette import AXIS, INK, SOFT_INK, TRACK
from exports.charts.unchecked import Circle, Drawing, Line, Path, Rect, String
from exports.documents.html.markup import Tag, tag
from exports.documents.styles import BODY
from exports.documents.text.fonts import Face

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Shape
    from reportlab.lib.colors import Color

_ON_PAGE: Final = {
    INK.hexval(): "ink",
    SOFT_INK.hexval(): "soft",
    AXIS.hexval(): "axis",
    TRACK.hexval(): "track",
}
"""Colours that the page's style sheet changes in the dark, where they stand on the page itself."""


def inline_chart(drawing: Drawing, words: str = "") -> Tag:
    """Return a chart with what it shows in words; without words it is for the eye alone.

    It is as large beside the page's text as it is on paper. Raises TypeError for a shape that the
    charts here are not made of.
    """
    spoken = {"role": "img", "aria_label": words} if words else {"aria_hidden": "true"}
    width, height = (f"{size / BODY.size:.4g}em" for size in (drawing.width, drawing.height))
    box = f"0 0 {_number(drawing.width)} {_number(drawing.height)}"
    shapes = drawing.contents
    parts = (
        _shape(shape, shapes[:place], float(drawing.height)) for place, shape in enumerate(shapes)
    )
    return tag("svg", *parts, **spoken, width=width, height=height, viewBox=box, focusable="false")


def _shape(shape: Shape, below: Sequence[Shape], height: float) -> Tag:
    if isinstance(shape, Rect):
        return _area(shape, below, height)
    if isinstance(shape, Circle):
        centre = {"cx": _number(shape.cx), "cy": _number(height - shape.cy)}
        return tag("circle", **centre, r=_number(shape.r), **_filled(shape))
    if isinstance(shape, Line):
        middle = (shape.x1 + shape.x2) / 2, (shape.y1 + shape.y2) / 2
        ends = {"x1": shape.x1, "y1": height - shape.y1, "x2": shape.x2, "y2": height - shape.y2}
        numbers = {name: _number(at) for name, at in ends.items()}
        return tag("line", **numbers, **_stroke(shape, _lies_on(middle, below)))
    if isinstance(shape, Path):
        return tag("path", d=_strokes(shape.points, height), **_stroke(shape, True))
    if isinstance(shape, String):
        return _label(shape, below, height)
    raise TypeError(f"a chart holds a {type(shape).__name__}, which is not drawn on a page")


def _area(shape: Rect, below: Sequence[Shape], height: float) -> Tag:
    """Return an area; one that stands on the page is told apart from it by an edge in the dark."""
    corner = {"x": _number(shape.x), "y": _number(height - shape.y - shape.height)}
    size = {"width": _number(shape.width), "height": _number(shape.height)}
    on_page = _ON_PAGE.get(shape.fillColor.hexval())
    if on_page:
        return tag("rect", **corner, **size, class_=on_page)
    middle = shape.x + shape.width / 2, shape.y + shape.height / 2
    edge = "" if shape.strokeColor is not None or _lies_on(middle, below) else "part"
    return tag("rect", **corner, **size, **_filled(shape), class_=edge)


def _label(label: String, below: Sequence[Shape], height: float) -> Tag:
    name = _ON_PAGE.get(label.fillColor.hexval(), "")
    on_page = name if not _lies_on((label.x, label.y + label.fontSize / 3), below) else ""
    bold = "bold" if label.fontName == Face.BOLD else ""
    anchor = "" if label.textAnchor == "start" else label.textAnchor
    place = {"x": _number(label.x), "y": _number(height - label.y)}
    look = {"font_size": _number(label.fontSize), "font_weight": bold, "text_anchor": anchor}
    fill = "" if on_page else _colour(label.fillColor)
    return tag("text", label.text, **place, **look, fill=fill, class_=on_page)


def _filled(shape: Rect | Circle) -> dict[str, str]:
    edge = shape.strokeColor
    fill = {"fill": _colour(shape.fillColor)}
    if edge is None:
        return fill
    return {**fill, "stroke": _colour(edge), "stroke_width": _number(shape.strokeWidth)}


def _stroke(shape: Line | Path, covered: bool) -> dict[str, str]:
    """Return how a line is drawn: in its own colour where it lies on an area of the chart."""
    width = {"stroke_width": _number(shape.strokeWidth)}
    on_page = _ON_PAGE.get(shape.strokeColor.hexval())
    if on_page and not covered:
        return {**width, "class_": f"{on_page}-line"}
    return {**width, "stroke": _colour(shape.strokeColor)}


def _lies_on(point: tuple[float, float], shapes: Sequence[Shape]) -> bool:
    """Whether an area with a colour of its own, drawn before, holds a point."""
    x, y = point
    return any(
        isinstance(area, Rect)
        and area.fillColor.hexval() not in _ON_PAGE
        and area.x <= x <= area.x + area.width
        and area.y <= y <= area.y + area.height
        for area in shapes
    )


def _strokes(points: Sequence[float], height: float) -> str:
    """Return the separate straight strokes that a hatching consists of."""
    ends = [f"{_number(x)} {_number(height - y)}" for x, y in zip(*[iter(points)] * 2, strict=True)]
    return "".join(f"M{a}L{b}" for a, b in zip(ends[::2], ends[1::2], strict=True))


def _colour(colour: Color) -> str:
    return f"#{colour.hexval()[2:]}"


def _number(value: float) -> str:
    return f"{round(float(value), 2):g}"

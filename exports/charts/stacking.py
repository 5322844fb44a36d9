"""Charts put together: one drawing moved into another, shape by shape."""

from exports.charts.unchecked import Circle, Drawing, Line, Path, Rect, String


def put_on(drawing: Drawing, other: Drawing, x: float, y: float) -> None:
    """Move the shapes of `other` to (x, y) of `drawing`; `other` is used up by that.

    Raises TypeError for a shape that the charts here are not made of.
    """
    for shape in other.contents:
        if isinstance(shape, Rect | String):
            shape.x, shape.y = shape.x + x, shape.y + y
        elif isinstance(shape, Circle):
            shape.cx, shape.cy = shape.cx + x, shape.cy + y
        elif isinstance(shape, Line):
            shape.x1, shape.x2 = shape.x1 + x, shape.x2 + x
            shape.y1, shape.y2 = shape.y1 + y, shape.y2 + y
        elif isinstance(shape, Path):
            moves = (x, y)
            shape.points = [each + moves[at % 2] for at, each in enumerate(shape.points)]
        else:
            raise TypeError(f"a chart holds a {type(shape).__name__}, which is not moved")
        drawing.add(shape)


def above(upper: Drawing, lower: Drawing, gap: float) -> Drawing:
    """Return one chart standing above the other, left ends in line; both are used up by that."""
    whole = Drawing(max(upper.width, lower.width), upper.height + gap + lower.height)
    put_on(whole, lower, 0, 0)
    put_on(whole, upper, 0, lower.height + gap)
    return whole

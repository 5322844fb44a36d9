"""A process chart: shares over time with their centre line, limits and target, signals ringed."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from math import ceil
from typing import Final, NamedTuple

from exports.charts.numbers import percent
from exports.charts.palette import AXIS, BAR, INK, SOFT_INK, TARGET, WHITE
from exports.charts.shapes import dashes, dot, label, rule
from exports.charts.unchecked import Drawing
from exports.figures.report_data import Count

_LEFT: Final = 34.0
_RIGHT: Final = 72.0
_FOOT: Final = 46.0
_HEAD: Final = 18.0
_CAP: Final = 3.0
_APART: Final = 11.0
"""Between the middles of two labels, one above the other."""
_PERIOD: Final = 22.0
"""The room that the label of a period takes."""
_VALUE: Final = 27.0
_RING: Final = 6.6


class ProcessMark(NamedTuple):
    """One period with its lines; shares are fractions, None where there is none.

    `name` and `year` are written below each other, the year where it is a new one. `ends` are
    those of the share's own interval, given where no limits tell what chance does.
    """

    name: str
    year: str
    value: float | None
    n: Count
    ends: tuple[float, float] | None = None
    centre: float | None = None
    low: float | None = None
    high: float | None = None
    target: float | None = None
    starts_anew: bool = False
    is_signal: bool = False


class _Plot(NamedTuple):
    drawing: Drawing
    step: float
    height: float
    width: float

    def x(self, place: float) -> float:
        return _LEFT + self.step * (place + 0.5)

    def y(self, share: float) -> float:
        return _FOOT + self.height * share

    @property
    def right(self) -> float:
        return _LEFT + self.width


def process_drawing(
    marks: Sequence[ProcessMark], centre_name: str, width: float, height: float
) -> Drawing:
    """Return the chart from 0% to 100%; lines are named at their right end.

    The centre line is thin, limits are broken, the target is thick and broken, and no line goes on
    where one starts anew. Periods and values are written as far as there is room.
    """
    drawing = Drawing(width, height)
    inner = width - _LEFT - _RIGHT
    plot = _Plot(drawing, inner / max(len(marks), 1), height - _FOOT - _HEAD, inner)
    _axis(plot)
    _periods(plot, marks)
    for first, stretch in _stretches(marks):
        _lines(plot, first, stretch)
        _joined(plot, first, stretch)
    _target(plot, marks)
    for place, mark in enumerate(marks):
        _whisker(plot, place, mark)
    for place, mark in enumerate(marks):
        _point(plot, place, mark, is_last=place == len(marks) - 1)
    _names(plot, marks, centre_name)
    return drawing


def _axis(plot: _Plot) -> None:
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = plot.y(share)
        rule(plot.drawing, (_LEFT, y), (plot.right, y), AXIS, 0.5 if share else 0.9)
        label(plot.drawing, _LEFT - 6, y, percent(share), anchor="end")
    label(plot.drawing, _LEFT - 6, _FOOT - 37, "n", anchor="end")


def _periods(plot: _Plot, marks: Sequence[ProcessMark]) -> None:
    """Write every period, or every so-many-th, and each year once."""
    each = max(1, ceil(_PERIOD / plot.step))
    year = ""
    for place, mark in enumerate(marks):
        x = plot.x(place)
        if mark.starts_anew and place:
            edge = x - plot.step / 2
            dashes(plot.drawing, (edge, _FOOT), (edge, plot.y(1) + _HEAD), INK, 1, strokes=(4, 3))
        if place % each:
            continue
        label(plot.drawing, x, _FOOT - 11, mark.name, colour=INK, anchor="middle")
        if mark.year != year:
            year = mark.year
            label(plot.drawing, x, _FOOT - 23, year, anchor="middle")
        label(plot.drawing, x, _FOOT - 37, str(mark.n), anchor="middle")


def _stretches(marks: Sequence[ProcessMark]) -> Iterator[tuple[int, Sequence[ProcessMark]]]:
    """Yield the marks between changes, each time with the place of the first."""
    starts = [place for place, mark in enumerate(marks) if not place or mark.starts_anew]
    for start, end in pairwise([*starts, len(marks)]):
        yield start, marks[start:end]


def _lines(plot: _Plot, first: int, stretch: Sequence[ProcessMark]) -> None:
    """Draw the centre line over a whole stretch, and limits in steps, each as wide as its n."""
    centre = stretch[0].centre
    if centre is not None:
        ends = (first - 0.5, first + len(stretch) - 0.5)
        left, right = ((plot.x(end), plot.y(centre)) for end in ends)
        rule(plot.drawing, left, right, INK, 1)
    for place, mark in enumerate(stretch, first):
        for limit in (mark.low, mark.high):
            if limit is not None:
                ends = (place - 0.5, place + 0.5)
                left, right = ((plot.x(end), plot.y(limit)) for end in ends)
                dashes(plot.drawing, left, right, SOFT_INK, 1.1, strokes=(3, 2.4))


def _joined(plot: _Plot, first: int, stretch: Sequence[ProcessMark]) -> None:
    """Join the values of a stretch; a gap stays a gap."""
    for place, (before, after) in enumerate(pairwise(stretch), first):
        if before.value is not None and after.value is not None:
            start = plot.x(place), plot.y(before.value)
            rule(plot.drawing, start, (plot.x(place + 1), plot.y(after.value)), BAR, 1.6)


def _target(plot: _Plot, marks: Sequence[ProcessMark]) -> None:
    """Draw each step of the target over the periods that are held to it."""
    for target, held in groupby(enumerate(marks), key=lambda each: each[1].target):
        places = [place for place, _ in held]
        if target is not None:
            ends = (places[0] - 0.5, places[-1] + 0.5)
            left, right = ((plot.x(end), plot.y(target)) for end in ends)
            dashes(plot.drawing, left, right, TARGET, 2.2, strokes=(8, 3))


def _whisker(plot: _Plot, place: int, mark: ProcessMark) -> None:
    if mark.ends is None:
        return
    x, (low, high) = plot.x(place), mark.ends
    rule(plot.drawing, (x, plot.y(low)), (x, plot.y(high)), SOFT_INK, 0.9)
    for end in (low, high):
        y = plot.y(end)
        rule(plot.drawing, (x - _CAP, y), (x + _CAP, y), SOFT_INK, 0.9)


def _point(plot: _Plot, place: int, mark: ProcessMark, *, is_last: bool) -> None:
    if mark.value is None:
        return
    x, y = plot.x(place), plot.y(mark.value)
    room = min(1.0, plot.step / 16)
    if mark.is_signal:
        dot(plot.drawing, (x, y), max(4.2, _RING * room), WHITE, INK)
    dot(plot.drawing, (x, y), max(2.2, 3.6 * room), BAR, WHITE)
    if plot.step >= _VALUE or is_last:
        said = percent(mark.value)
        at = _beside(plot, mark, mark.value)
        label(plot.drawing, x, at, said, colour=INK, bold=True, anchor="middle")


def _beside(plot: _Plot, mark: ProcessMark, value: float) -> float:
    """Return the height of a value's label: away from the centre line, and clear of its ends."""
    low, high = mark.ends or (value, value)
    is_below = mark.centre is not None and value < mark.centre
    gap = 10.0 + (3.0 if mark.is_signal else 0.0)
    below = plot.y(low) - gap
    return below if is_below and below > _FOOT + 6 else plot.y(high) + gap


def _names(plot: _Plot, marks: Sequence[ProcessMark], centre_name: str) -> None:
    """Name the lines that reach the right end, spread so that no name covers another."""
    last = marks[-1] if marks else None
    if last is None:
        return
    lines = [
        (value, name, colour)
        for value, name, colour in (
            (last.high, "Limit", SOFT_INK),
            (last.target, "Target", TARGET),
            (last.centre, centre_name, INK),
            (last.low, "Limit", SOFT_INK),
        )
        if value is not None
    ]
    lines.sort(key=lambda line: line[0], reverse=True)
    heights = spread([plot.y(value) for value, _, _ in lines], plot.y(1))
    for (value, name, colour), height in zip(lines, heights, strict=True):
        said = f"{name} {percent(value)}"
        label(plot.drawing, plot.right + 6, height, said, colour=colour)


def spread(heights: Sequence[float], top: float) -> list[float]:
    """Return heights, given from the top down, at least a label apart and none above `top`."""
    found: list[float] = []
    for height in heights:
        found.append(min(height, found[-1] - _APART if found else top))
    for place in range(len(found) - 1, -1, -1):
        least = found[place + 1] + _APART if place + 1 < len(found) else _FOOT
        found[place] = max(found[place], least)
    return found

"""A run chart: shares over time with their intervals, cut where they may not be compared."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from exports.charts.numbers import HIDDEN, percent
from exports.charts.palette import AXIS, BAR, INK, WHITE
from exports.charts.shapes import dot, label, rule
from exports.charts.unchecked import Drawing
from exports.figures.report_data import Count

_LEFT: Final = 34.0
_RIGHT: Final = 14.0
_FOOT: Final = 34.0
_HEAD: Final = 18.0
_CAP: Final = 4.0


class TrendMark(NamedTuple):
    """One period: its name, its share with interval (fractions or None), its denominator."""

    period: str
    share: float | None
    low: float | None
    high: float | None
    n: Count
    starts_anew: bool
    """Whether the period may not be compared with the one before."""
    published: bool = False
    """Whether shares are written to one decimal."""

    @property
    def is_hidden(self) -> bool:
        """Whether there is a share that is not published."""
        return self.share is None and self.n != 0 and self.published


class _Plot(NamedTuple):
    left: float
    bottom: float
    step: float
    height: float
    width: float

    def x(self, place: int) -> float:
        return self.left + self.step * (place + 0.5)

    def y(self, share: float) -> float:
        return self.bottom + self.height * share


def trend_chart(marks: Sequence[TrendMark], width: float, height: float) -> Drawing:
    """Return the chart, 0% to 100%; every point carries its percentage, every period its n."""
    drawing = Drawing(width, height)
    inner = width - _LEFT - _RIGHT
    plot = _Plot(_LEFT, _FOOT, inner / max(len(marks), 1), height - _FOOT - _HEAD, inner)
    _axis(drawing, plot)
    for place, mark in enumerate(marks):
        _period(drawing, plot, place, mark)
    _joins(drawing, plot, marks)
    for place, mark in enumerate(marks):
        _point(drawing, plot, place, mark)
    return drawing


def _axis(drawing: Drawing, plot: _Plot) -> None:
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = plot.y(share)
        rule(drawing, (plot.left, y), (plot.left + plot.width, y), AXIS, 0.5 if share else 0.9)
        label(drawing, plot.left - 6, y, percent(share), anchor="end")


def _period(drawing: Drawing, plot: _Plot, place: int, mark: TrendMark) -> None:
    x = plot.x(place)
    label(drawing, x, plot.bottom - 12, mark.period, colour=INK, anchor="middle")
    label(drawing, x, plot.bottom - 25, f"n {mark.n}", anchor="middle")
    if mark.starts_anew:
        _dashes(drawing, x - plot.step / 2, plot.bottom, plot.y(1) + _HEAD)


def _dashes(drawing: Drawing, x: float, bottom: float, top: float) -> None:
    y = bottom
    while y < top:
        rule(drawing, (x, y), (x, min(y + 4, top)), INK, 1)
        y += 7


def _joins(drawing: Drawing, plot: _Plot, marks: Sequence[TrendMark]) -> None:
    for place, (before, after) in enumerate(pairwise(marks)):
        if before.share is None or after.share is None or after.starts_anew:
            continue
        start = plot.x(place), plot.y(before.share)
        rule(drawing, start, (plot.x(place + 1), plot.y(after.share)), BAR, 1.6)


def _point(drawing: Drawing, plot: _Plot, place: int, mark: TrendMark) -> None:
    if mark.is_hidden:
        label(drawing, plot.x(place), plot.bottom + 9, HIDDEN, colour=INK, anchor="middle")
    if mark.share is None or mark.low is None or mark.high is None:
        return
    x, y = plot.x(place), plot.y(mark.share)
    low, high = plot.y(mark.low), plot.y(mark.high)
    rule(drawing, (x, low), (x, high), INK, 1)
    for end in (low, high):
        rule(drawing, (x - _CAP, end), (x + _CAP, end), INK, 1)
    dot(drawing, (x, y), 3.6, BAR, WHITE)
    said = percent(mark.share, fine=mark.published)
    label(drawing, x, high + 9, said, colour=INK, bold=True, anchor="middle")

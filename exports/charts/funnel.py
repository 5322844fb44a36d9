"""A funnel plot: groups by how many audits they have, and how far chance would take them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import dist
from typing import Final, NamedTuple

from exports.charts.groups import fitted
from exports.charts.numbers import percent
from exports.charts.palette import AXIS, BAR, INK, SOFT_INK, WHITE, Fill
from exports.charts.process import spread
from exports.charts.shapes import Box, Point, area, dot, label, label_width, rule
from exports.charts.unchecked import Drawing
from exports.documents.text.runs import is_plain
from exports.figures.counts import Share
from exports.figures.funnel_data import Funnel, FunnelData, FunnelGroup, FunnelLimits
from exports.figures.wording import amount, listed

_LEFT: Final = 34.0
_RIGHT: Final = 70.0
_FOOT: Final = 46.0  # as process charts have it: names of lines are spread alike
_HEAD: Final = 12.0
_BEYOND: Final = 1.05
"""How far the axis goes on behind the largest group."""
_DOT: Final = 3.4
_RING: Final = 6.2
_OUTER: Final = 9.0
_ASIDE: Final = 6.4
"""Between the middles of points that would cover one another."""
_STROKE: Final = 3.5
_WIDEST: Final = 90.0
"""The most room that points of one place take together."""
_NAME: Final = 96.0
"""The most room that a name takes beside its point."""


class _Plot(NamedTuple):
    drawing: Drawing
    width: float
    height: float
    reach: float

    def x(self, n: float) -> float:
        return _LEFT + self.width * n / self.reach

    def y(self, share: float) -> float:
        return _FOOT + self.height * share

    @property
    def right(self) -> float:
        return _LEFT + self.width


def funnel_drawing(funnel: Funnel, width: float, height: float) -> Drawing:
    """Return the funnel from 0% to 100%, and from no audit to the largest group.

    A group within the limits is a point; one beyond the 95% limits has a ring, beyond the 99.8%
    limits two, and its name beside it where there is room. Points that would cover one another
    stand side by side. Without two groups there is no funnel, and the drawing is empty.
    """
    drawing = Drawing(width, height)
    if not funnel.limits:
        return drawing
    inner = width - _LEFT - _RIGHT, height - _FOOT - _HEAD
    plot = _Plot(drawing, *inner, _BEYOND * funnel.limits[-1].n)
    _axes(plot, funnel.marks)
    _funnel(plot, funnel)
    placed = list(_placed(plot, funnel.groups))
    for group, at in placed:
        _rings(drawing, group, at)
    for _, at in placed:
        dot(drawing, at, _DOT, BAR, WHITE)
    _names(plot, placed)
    return drawing


def _axes(plot: _Plot, marks: Sequence[int]) -> None:
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = plot.y(share)
        rule(plot.drawing, (_LEFT, y), (plot.right, y), AXIS, 0.5 if share else 0.9)
        label(plot.drawing, _LEFT - 6, y, percent(share), anchor="end")
    for n in marks:
        rule(plot.drawing, (plot.x(n), _FOOT), (plot.x(n), _FOOT - 4), AXIS, 0.9)
        label(plot.drawing, plot.x(n), _FOOT - 13, f"{n:,}", anchor="middle")
    middle = (_LEFT + plot.right) / 2
    label(plot.drawing, middle, _FOOT - 30, "Number of audits", colour=INK, anchor="middle")


def _funnel(plot: _Plot, funnel: Funnel) -> None:
    """Draw the share of all and the four limits, the outer ones broken."""
    centre = plot.y(funnel.overall.share or 0.0)
    rule(plot.drawing, (_LEFT, centre), (plot.right, centre), INK, 0.9)
    curves = zip(*(_heights(plot, each) for each in funnel.limits), strict=True)
    for line, is_broken in zip(curves, (True, False, False, True), strict=True):
        for one, other in _strokes(line) if is_broken else pairwise(line):
            rule(plot.drawing, one, other, SOFT_INK, 0.9)
    _line_names(plot, funnel.limits[-1], funnel.overall)


def _heights(plot: _Plot, limits: FunnelLimits) -> list[Point]:
    """Return where the four curves stand at one size, from the top down."""
    shares = (limits.high_998, limits.high_95, limits.low_95, limits.low_998)
    return [(plot.x(limits.n), plot.y(each)) for each in shares]


def _strokes(line: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Return every other piece of a curve that is cut into pieces of one length."""
    cuts: list[Point] = []
    reached = wanted = 0.0
    for (x, y), (right, top) in pairwise(line):
        length = dist((x, y), (right, top))
        while length and wanted <= reached + length:
            part = (wanted - reached) / length
            cuts.append((x + (right - x) * part, y + (top - y) * part))
            wanted += _STROKE
        reached += length
    return list(pairwise(cuts))[::2]


def _line_names(plot: _Plot, last: FunnelLimits, overall: Share) -> None:
    """Name the lines at their right end: of the limits those on the side with more room."""
    centre = overall.share or 0.0
    is_high = centre < 0.5
    lines = [
        (centre, f"All {percent(centre, fine=overall.published)}", INK),
        (last.high_95 if is_high else last.low_95, "95% limit", SOFT_INK),
        (last.high_998 if is_high else last.low_998, "99.8% limit", SOFT_INK),
    ]
    lines = lines[::-1] if is_high else lines
    heights = spread([plot.y(share) for share, _, _ in lines], plot.y(1))
    for (_, name, colour), height in zip(lines, heights, strict=True):
        label(plot.drawing, plot.right + 6, height, name, colour=colour)


def _placed(plot: _Plot, groups: Sequence[FunnelGroup]) -> Iterator[tuple[FunnelGroup, Point]]:
    """Yield each group with its place, those that are alike side by side."""
    alike: dict[tuple[int, float], list[FunnelGroup]] = defaultdict(list)
    for group in groups:
        alike[group.limits.n, group.share.share or 0.0].append(group)
    for (n, share), several in alike.items():
        aside = min(_ASIDE, _WIDEST / len(several))
        for place, group in enumerate(several):
            middle = place - (len(several) - 1) / 2
            yield group, (plot.x(n) + middle * aside, plot.y(share))


def _rings(drawing: Drawing, group: FunnelGroup, at: Point) -> None:
    if group.stands == "beyond_998":
        dot(drawing, at, _OUTER, WHITE, INK)
    if group.stands != "inside":
        dot(drawing, at, _RING, WHITE, INK)


def _names(plot: _Plot, placed: Sequence[tuple[FunnelGroup, Point]]) -> None:
    """Name groups beyond the limits, the furthest first, where that covers nothing else."""
    taken = [Box(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT) for _, (x, y) in placed]
    outside = [each for each in placed if each[0].stands != "inside"]
    for group, at in sorted(outside, key=lambda each: each[0].stands == "beyond_95"):
        if not is_plain(group.name):
            continue  # a chart's labels are set letter by letter
        text = fitted(group.name, _NAME, bold=True)
        free = (box for box in _beside(at, label_width(text)) if _is_free(plot, box, taken))
        box = next(free, None)
        if box:
            taken.append(box)
            middle = box.y + box.height / 2
            around = Box(box.x - 2, box.y, box.width + 4, box.height)
            area(plot.drawing, around, Fill(WHITE, INK))  # so that no line goes through it
            label(plot.drawing, box.x, middle, text, colour=INK, bold=True)


def _beside(at: Point, width: float) -> Iterator[Box]:
    """Yield where a name may stand: right of a point, left of it, above, below."""
    (x, y), gap, tall = at, _OUTER + 3, 11.0
    yield Box(x + gap, y - tall / 2, width, tall)
    yield Box(x - gap - width, y - tall / 2, width, tall)
    yield Box(x - width / 2, y + gap, width, tall)
    yield Box(x - width / 2, y - gap - tall, width, tall)


def _is_free(plot: _Plot, box: Box, taken: Sequence[Box]) -> bool:
    inside = box.x >= _LEFT and box.x + box.width <= plot.right and box.y >= _FOOT
    return inside and not any(
        box.x < other.x + other.width
        and other.x < box.x + box.width
        and box.y < other.y + other.height
        and other.y < box.y + box.height
        for other in taken
    )


def describe_funnel(data: FunnelData, where: str) -> str:
    """Return what the chart shows at a glance; `where` says where every number stands."""
    funnel, fine = data.funnel, data.funnel.overall.published
    if not funnel.limits:
        return f"No funnel plot: there are not two {data.many} with graded audits."
    groups = amount(len(funnel.groups), data.one, data.many)
    share = percent(funnel.overall.share or 0.0, fine=fine)
    audits = amount(funnel.overall.n, "audit", "audits")
    inside = sum(each.stands == "inside" for each in funnel.groups)
    told = [
        f"Funnel plot of {groups} with limits of 95% and 99.8%.",
        f"All {share} of {audits} {data.good}; up to {funnel.limits[-1].n:,} audits in one "
        f"{data.one}.",
        f"Within the limits: {inside:,}.",
    ]
    for side in ("above", "below"):
        names = [each.name for each in funnel.groups if each.side == side]
        told += [f"{side.capitalize()} them: {listed(names)}."] if names else []
    return " ".join([*told, where])

"""Level bars: how grades are spread, and a share with its interval."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from reportlab.graphics.shapes import Drawing

from exports.charts.palette import AXIS, BAR, INK, TRACK, WHITE, Fill
from exports.charts.shapes import Box, area, label, label_width, rule

_TIGHT: Final = 5.0
_WHISKER_CAP: Final = 2.6
_TRACK: Final = Fill(TRACK, INK)
_SHARE: Final = Fill(BAR, WHITE)


class Segment(NamedTuple):
    """One code of a distribution: what it is called, how often it was given, how it looks."""

    label: str
    number: int
    fill: Fill


def distribution_bar(segments: Sequence[Segment], width: float, height: float) -> Drawing:
    """Return a stacked bar, best first, with the count written in each part wide enough for it."""
    drawing = Drawing(width, height)
    total = sum(segment.number for segment in segments)
    if not total:
        area(drawing, Box(0, 0, width, height), _TRACK)
        return drawing
    x = 0.0
    for segment in segments:
        if segment.number:
            part = width * segment.number / total
            _segment(drawing, x, part, height, segment)
            x += part
    return drawing


def _segment(drawing: Drawing, x: float, width: float, height: float, segment: Segment) -> None:
    # The white gap keeps neighbours of like lightness apart.
    area(drawing, Box(x, 0, max(width - 0.8, 0.4), height), segment.fill)
    text = str(segment.number)
    room = label_width(text) + _TIGHT
    if room > width:
        return
    middle = x + width / 2
    if segment.fill.hatch is not None:
        area(drawing, Box(middle - room / 2, 1.5, room, height - 3), Fill(segment.fill.colour, INK))
    label(drawing, middle, height / 2, text, colour=segment.fill.ink, bold=True, anchor="middle")


def share_bar(
    share: float | None, low: float | None, high: float | None, width: float, height: float
) -> Drawing:
    """Return a bar from 0 to `share` of 1 on a full-width track, the interval as a whisker.

    A share of None leaves the track empty.
    """
    drawing = Drawing(width, height)
    area(drawing, Box(0, 0, width, height), _TRACK)
    rule(drawing, (width / 2, 0), (width / 2, height), AXIS, 0.6)
    if share is not None:
        area(drawing, Box(0, 0, width * share, height), _SHARE)
    if low is not None and high is not None:
        _whisker(drawing, width * low, width * high, height / 2)
    return drawing


def _whisker(drawing: Drawing, low: float, high: float, middle: float) -> None:
    for colour, extra in ((WHITE, 1.3), (INK, 0.0)):
        rule(drawing, (low, middle), (high, middle), colour, 1.1 + extra)
        for end in (low, high):
            bottom, top = (end, middle - _WHISKER_CAP), (end, middle + _WHISKER_CAP)
            rule(drawing, bottom, top, colour, 1.1 + extra)

"""Level bars: how grades are spread, a share with its interval, a count."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from exports.charts.numbers import HIDDEN, whole_of
from exports.charts.palette import BAR, INK, SOFT_INK, TRACK, WHITE, Fill
from exports.charts.shapes import Box, area, label, label_width, rule
from exports.charts.unchecked import Drawing
from exports.figures.report_data import Count

_TIGHT: Final = 5.0
_INTERVAL: Final = 2.2
_CLEAR: Final = 1.4
_TRACK: Final = Fill(TRACK, INK)
_SHARE: Final = Fill(BAR, WHITE)
_COUNTED: Final = Fill(SOFT_INK, WHITE)


class Segment(NamedTuple):
    """One code of a distribution: what it is called, how often it was given, how it looks."""

    label: str
    number: Count
    fill: Fill


def distribution_bar(
    segments: Sequence[Segment], width: float, height: float, total: Count = HIDDEN
) -> Drawing:
    """Return a stacked bar, best first, with the count written in each part wide enough for it.

    Of hidden counts no part is drawn: where `total` is known they are together one plain part at
    the end, marked “c”, and without it there is nothing but that mark.
    """
    drawing = Drawing(width, height)
    shown = [each for each in segments if each.number != HIDDEN]
    drawn = sum(whole_of(each.number) for each in shown)
    if len(shown) < len(segments):
        rest = total - drawn if total != HIDDEN else 0
        shown = [*shown, Segment(HIDDEN, rest, _TRACK)] if rest > 0 else []
        drawn += rest
    if not shown or not drawn:
        area(drawing, Box(0, 0, width, height), _TRACK)
        if len(shown) < len(segments):
            label(drawing, width / 2, height / 2, HIDDEN, colour=INK, anchor="middle")
        return drawing
    x = 0.0
    for segment in shown:
        if segment.number:
            part = width * whole_of(segment.number) / drawn
            _segment(drawing, x, part, height, segment)
            x += part
    return drawing


def _segment(drawing: Drawing, x: float, width: float, height: float, segment: Segment) -> None:
    # The white gap keeps neighbours of like lightness apart.
    area(drawing, Box(x, 0, max(width - 0.8, 0.4), height), segment.fill)
    text = HIDDEN if segment.label == HIDDEN else str(segment.number)
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
    """Return a bar from 0 to `share` of 1 on a full-width track, with its interval as a line below.

    The line stands clear of the bar, so that both read at any size; a tick marks the middle, 50%.
    A share of None leaves the track empty, as one that is hidden does.
    """
    drawing = Drawing(width, height)
    foot = _INTERVAL + _CLEAR
    area(drawing, Box(0, foot, width, height - foot), _TRACK)
    if share is not None:
        area(drawing, Box(0, foot, width * share, height - foot), _SHARE)
    middle = WHITE if share is not None and share > 0.5 else SOFT_INK
    rule(drawing, (width / 2, foot), (width / 2, height), middle, 0.8)
    if low is not None and high is not None:
        # A certain share has no width, and must be seen all the same.
        end = max(width * high, width * low + _INTERVAL)
        rule(drawing, (width * low, _INTERVAL / 2), (end, _INTERVAL / 2), INK, _INTERVAL)
    return drawing


def count_bar(count: Count, total: Count, width: float, height: float) -> Drawing:
    """Return `count` of `total` as a bar that says neither good nor bad; no `total`, no bar.

    Where one of them is hidden there is no bar either.
    """
    drawing = Drawing(width, height)
    area(drawing, Box(0, 0, width, height), _TRACK)
    if not isinstance(count, str) and not isinstance(total, str) and count and total:
        area(drawing, Box(0, 0, width * count / total, height), _COUNTED)
    return drawing

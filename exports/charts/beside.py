"""Two shares on one scale, each a mark with its interval: a filled one above an open one."""

from typing import Final, NamedTuple

from exports.charts.numbers import interval, percent
from exports.charts.palette import AXIS, BAR, INK, SOFT_INK, WHITE
from exports.charts.shapes import dot, rule
from exports.charts.unchecked import Drawing
from exports.figures.report_data import Share

_RADIUS: Final = 3.2
_WHISKER: Final = 1.3
_CAP: Final = 2.2
_EDGE: Final = _RADIUS + 1.0


class Ends(NamedTuple):
    """A share with the ends of its interval, as fractions; all None where nothing was counted."""

    share: float | None
    low: float | None
    high: float | None


def ends_of(share: Share | None) -> Ends:
    """Return what is drawn of a share."""
    return Ends(share.share, share.low, share.high) if share else Ends(None, None, None)


def beside_chart(upper: Ends, lower: Ends, width: float, height: float) -> Drawing:
    """Return both shares from 0 to 1, `upper` filled, `lower` open; ticks mark 0, 50% and 100%."""
    drawing = Drawing(width, height)
    inner = width - 2 * _EDGE
    for part in (0.0, 0.5, 1.0):
        x = _EDGE + inner * part
        rule(drawing, (x, 0), (x, height), AXIS, 0.6)
    for ends, y, is_filled in ((upper, height * 0.72, True), (lower, height * 0.28, False)):
        _mark(drawing, ends, y, inner, is_filled=is_filled)
    return drawing


def _mark(drawing: Drawing, ends: Ends, y: float, inner: float, *, is_filled: bool) -> None:
    if ends.share is None or ends.low is None or ends.high is None:
        return
    ink = INK if is_filled else SOFT_INK
    low, high = _EDGE + inner * ends.low, _EDGE + inner * ends.high
    rule(drawing, (low, y), (high, y), ink, _WHISKER)
    for x in (low, high):
        rule(drawing, (x, y - _CAP), (x, y + _CAP), ink, _WHISKER)
    colour, edge = (BAR, INK) if is_filled else (WHITE, SOFT_INK)
    dot(drawing, (_EDGE + inner * ends.share, y), _RADIUS, colour, edge)


def describe_beside(upper_name: str, upper: Ends, lower_name: str, lower: Ends) -> str:
    """Return both shares and their intervals as one sentence."""
    return f"{upper_name}: {_described(upper)}; {lower_name}: {_described(lower)}."


def _described(ends: Ends) -> str:
    if ends.share is None or ends.low is None or ends.high is None:
        return "no share"
    return f"{percent(ends.share)}, 95% interval {interval(ends.low, ends.high)}"

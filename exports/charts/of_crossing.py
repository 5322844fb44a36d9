"""From a crossing to its chart: the same for paper, window and picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from reportlab.lib.colors import HexColor, linearlyInterpolatedColor

from exports.charts.bars import Segment
from exports.charts.groups import WIDTH, GroupLine, Part, Spot, divided, group_chart
from exports.charts.numbers import interval, percent
from exports.charts.of_figures import NOT_EVIDENCED_LABEL
from exports.charts.palette import BAR, INK, NOT_EVIDENCED, WHITE, Fill, fills, luminance
from exports.charts.stacking import above
from exports.charts.trend import TrendMark, trend_chart
from exports.charts.unchecked import Drawing
from exports.charts.words import describe_trend
from exports.figures.crossing_data import Crossing, CrossingCell, CrossingColumn
from exports.figures.crossing_words import field_title
from exports.figures.group_values import PERIODS

_TREND: Final = 170.0
_MOST_POINTS: Final = 24
_NAME: Final = 46.0
_LEAST_POINTS: Final = 2
_OTHER: Final = Fill(HexColor("#FBEBD3"), INK, HexColor("#A5451F"))
_CHOICES: Final = (HexColor("#0B4A5A"), HexColor("#DCE9EC"))
_DARK: Final = 0.2


class Place(NamedTuple):
    """A cell of a crossing by the number of its row and column; None is the margin."""

    row: int | None
    column: int | None


class CrossingChart(NamedTuple):
    """The drawing, where its lines stand and which cell each shows, and all of it in words."""

    drawing: Drawing
    spots: list[Spot]
    places: list[Place | None]
    words: list[str]


def crossing_chart(crossing: Crossing) -> CrossingChart:
    """Return a line for each group, under headings where there are two fields, and for all.

    Above the quarters or months of one field stands their line over time.
    """
    lines, places = _lines(crossing)
    heads = (field_title(crossing.by), crossing.label)
    chart = group_chart(lines, heads)
    words = [_words(line) for line in lines]
    trend = _trend(crossing)
    if trend is None:
        return CrossingChart(chart.drawing, chart.spots, places, words)
    gap = 12.0
    whole = above(trend, chart.drawing, gap)
    down = trend.height + gap
    spots = [each._replace(top=each.top + down, bottom=each.bottom + down) for each in chart.spots]
    return CrossingChart(whole, spots, places, words)


class ChartPiece(NamedTuple):
    """A part of a crossing's chart that fits on a page, and what it shows in words."""

    drawing: Drawing
    words: str


def chart_pieces(crossing: Crossing, whole: int, most: int) -> list[ChartPiece]:
    """Return the chart of a crossing; of more than `whole` lines in pieces of at most `most`.

    A group that goes on in the next piece is named there again. The line over time, where there is
    one, is a piece of its own and the first.
    """
    lines, _ = _lines(crossing)
    heads = (field_title(crossing.by), crossing.label)
    pieces = [
        ChartPiece(group_chart(part, heads).drawing, " ".join(map(_words, part)))
        for part in divided(lines, most if len(lines) > whole else whole)
    ]
    trend = _trend(crossing)
    if trend is None:
        return pieces
    return [ChartPiece(trend, f"Over time: {describe_trend(_marks(crossing))}"), *pieces]


def describe_crossing(chart: CrossingChart, crossing: Crossing) -> str:
    """Return the alternative text of the chart: each line in words."""
    told = " ".join(chart.words)
    marks = _marks(crossing)
    return f"{told} Over time: {describe_trend(marks)}" if marks else told


def _lines(crossing: Crossing) -> tuple[list[GroupLine], list[Place | None]]:
    lines: list[GroupLine] = []
    places: list[Place | None] = []
    for row, each in enumerate(crossing.rows):
        if not crossing.across:
            lines.append(_line(crossing, each.title, each.total, each.broken_by))
            places.append(Place(row, None))
            continue
        anew = each.broken_by is not None
        lines.append(GroupLine(each.title, is_heading=True, starts_anew=anew))
        places.append(None)
        for column, (head, cell) in enumerate(zip(crossing.columns, each.cells, strict=True)):
            if cell.audits:
                line = _line(crossing, head.title, cell, head.broken_by)
                lines.append(line._replace(inset=True))
                places.append(Place(row, column))
        lines.append(_line(crossing, "All", each.total)._replace(inset=True))
        places.append(Place(row, None))
    lines.append(_line(crossing, "All", crossing.total))
    places.append(Place(None, None))
    return lines, places


def _line(
    crossing: Crossing, title: str, cell: CrossingCell, broken_by: str | None = None
) -> GroupLine:
    parts = list(parts_of(crossing, cell))
    anew = broken_by is not None
    return GroupLine(title, parts, cell.good_or_better, cell.n, starts_anew=anew)


def parts_of(crossing: Crossing, cell: CrossingCell) -> Iterator[Part]:
    """Yield what counts towards n: each point or choice in order, then not evidenced."""
    for code, (text, fill) in _looks(crossing).items():
        number = cell.counts.get(code, 0)
        if code != "not_evidenced" or number:
            yield Part(code, Segment(text, number, fill))


def _looks(crossing: Crossing) -> dict[str, tuple[str, Fill]]:
    found: dict[str, tuple[str, Fill]]
    if crossing.scale is not None:
        looks = fills(crossing.scale)
        found = {
            point.code: (point.label, looks[point.code])
            for point in crossing.scale.points
            if point.value is not None
        }
    elif crossing.kind == "theme":
        look = {"good_or_better": Fill(BAR, WHITE), "other": _OTHER}
        found = {code: (text, look[code]) for code, text in crossing.choices.items()}
    elif crossing.kind == "one_of":
        found = dict(_choices(crossing.choices))
    else:
        return {}
    return found | {"not_evidenced": (NOT_EVIDENCED_LABEL, NOT_EVIDENCED)}


def _choices(choices: dict[str, str]) -> Iterator[tuple[str, tuple[str, Fill]]]:
    """Yield choices from dark to light: they have no good or bad, but an order on the page."""
    last = max(len(choices) - 1, 1)
    for at, (code, text) in enumerate(choices.items()):
        colour = linearlyInterpolatedColor(*_CHOICES, 0, last, at)
        yield code, (text, Fill(colour, WHITE if luminance(colour) < _DARK else INK))


def _words(line: GroupLine) -> str:
    told = _told(line)
    return f"Not comparable with the period before: {told}" if line.starts_anew else told


def _told(line: GroupLine) -> str:
    if line.is_heading:
        return f"{line.title}:"
    share = line.share
    counts = ", ".join(
        f"{part.segment.label} {part.segment.number}" for part in line.parts if part.segment.number
    )
    if share is None:
        return f"{line.title}: {counts or 'none'}; n {line.n}."
    if share.share is None or share.low is None or share.high is None:
        return f"{line.title}: no share, n {share.n}."
    said = percent(share.share, fine=share.published)
    between = interval(share.low, share.high, fine=share.published)
    few = "; few" if line.is_few else ""
    return (
        f"{line.title}: {said} good, {share.count} of {share.n}, 95% interval {between}{few}. "
        f"{counts}."
    )


def _trend(crossing: Crossing) -> Drawing | None:
    marks = _marks(crossing)
    if not marks:
        return None
    every = int(-(-_NAME * len(marks) // (WIDTH - 48)))
    last = len(marks) - 1
    named = [
        mark if (last - at) % every == 0 else mark._replace(period="")
        for at, mark in enumerate(marks)
    ]
    return trend_chart(named, WIDTH, _TREND)


def _marks(crossing: Crossing) -> list[TrendMark]:
    """Return the periods of one field, the newest where there are many; none without shares."""
    if crossing.across or crossing.by not in PERIODS or crossing.total.good_or_better is None:
        return []
    points = [each for each in crossing.rows if each.value]
    if len(points) < _LEAST_POINTS:
        return []
    return [_mark(each) for each in _newest(points)]


def _newest(points: Sequence[CrossingColumn]) -> Sequence[CrossingColumn]:
    return points[-_MOST_POINTS:]


def _mark(point: CrossingColumn) -> TrendMark:
    share = point.total.good_or_better
    anew = point.broken_by is not None
    if share is None:
        return TrendMark(point.title, None, None, None, 0, anew)
    return TrendMark(
        point.title, share.share, share.low, share.high, share.n, anew, share.published
    )

"""The process charts of a report, each with what it says and with a table of every number."""

from __future__ import annotations

from typing import Final

from exports.charts.of_series import centre_name, describe_process, process_marks
from exports.charts.process import process_drawing
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Figure
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, bullet_list
from exports.documents.styles import CONTENT_WIDTH, SMALL, TABLE_NOTE, TABLE_STRONG, Align
from exports.figures.percentages import percent
from exports.figures.process_charts.models import ChartPoint
from exports.figures.reports.over_time_data import Every, OverTimeData, Series, SeriesPoint

_HEIGHT: Final = 208.0
_SHARE: Final = 62.0
_COUNT: Final = 76.0
_LINE: Final = 58.0
_LIMITS: Final = 78.0
_BELOW: Final = "The table below has every number."


def how_to_read(heading: Heading) -> list[Block]:
    """Return what the lines and marks are, and what a signal is."""
    return [
        heading,
        Paragraph(
            "Each point is a share of good answers or grades; n below it says of how many. The "
            "thin line through the middle is what is usual: the median, or with enough points the "
            "mean. The broken lines beside it are limits: between them points vary by chance. The "
            "thick broken line is the target, where there is one."
        ),
        Paragraph(
            "A ring marks points that chance alone seldom makes: a signal. Points without one are "
            "no news, higher or lower. An upright broken line stands where the line starts anew: "
            "what is before it is another measure, or another practice. Where there are no limits "
            "yet, each point carries its own 95% interval."
        ),
    ]


def chart_of(series: Series, where: str = _BELOW, caption: str = "") -> Figure:
    """Return the chart of a series; `where` says where its numbers stand."""
    drawing = process_drawing(process_marks(series), centre_name(series), CONTENT_WIDTH, _HEIGHT)
    return Figure(drawing, describe_process(series, where), caption)


def one_series(series: Series, every: Every, heading: Heading, notes: MethodNotes) -> list[Block]:
    """Return a measure: its chart, what it says, and its table."""
    if not series.points:
        return [heading, Paragraph("Nothing was measured.", SMALL)]
    counted = f"n counts {series.unit[1]}."
    caption = f"Share of {series.unit[1]} {series.good} in each {every}; {counted}"
    section = [Paragraph(f"Section: {series.section}", SMALL)] if series.section else []
    return [
        heading,
        *section,
        *_chart(series, caption, notes),
        *bullet_list(series.chart.words),
        _table(series, every),
    ]


def _chart(series: Series, caption: str, notes: MethodNotes) -> list[Block]:
    """Return the chart with a link to its method; of what cannot be drawn what the table counts."""
    if not series.is_drawn:
        return [Paragraph(caption, SMALL)]
    return [chart_of(series, caption=caption), *notes.link(series.chart.method)]


def _table(series: Series, every: Every) -> Table:
    """Return every number of a chart, a line each; without limits or target, without columns."""
    charted = series.chart.points
    has_limits = any(point.low is not None for point in charted)
    has_target = any(point.target is not None for point in charted)
    columns = [
        Column("Share", _LINE, Align.RIGHT),
        Column("95% interval", _LIMITS, Align.RIGHT),
        Column("Count", _COUNT, Align.RIGHT),
        Column(centre_name(series), _LINE, Align.RIGHT),
        *([Column("Limits", _LIMITS, Align.RIGHT)] if has_limits else []),
        *([Column("Target", _LINE, Align.RIGHT)] if has_target else []),
    ]
    first = Column(every.capitalize(), CONTENT_WIDTH - sum(column.width for column in columns))
    rows = [
        [
            *_measured(point, each.centre),
            *([TextCell(_limits(each))] if has_limits else []),
            *([TextCell(_line(each.target))] if has_target else []),
        ]
        for point, each in zip(series.points, charted, strict=True)
    ]
    return Table([first, *columns], rows)


def _measured(point: SeriesPoint, centre: float | None) -> list[Cell]:
    share = point.share
    return [
        TextCell(point.name, note="Starts anew" if point.anew else ""),
        TextCell(wording.share_text(share), TABLE_STRONG),
        TextCell(wording.interval_text(share) or wording.NOTHING),
        TextCell(wording.count_text(share)),
        TextCell(_line(centre)),
    ]


def _line(value: float | None) -> str:
    return wording.NOTHING if value is None else percent(value)


def _limits(charted: ChartPoint) -> str:
    if charted.low is None or charted.high is None:
        return wording.NOTHING
    return f"{percent(charted.low)}–{percent(charted.high)}"


def other_questions(report: OverTimeData, heading: Heading) -> list[Block]:
    """Return the questions without a chart of their own, in a line each."""
    columns = [
        Column("Question", CONTENT_WIDTH - 100 - 62 - _SHARE - _COUNT),
        Column("Newest signal", 100),
        Column("Newest", 62),
        Column("Share", _SHARE, Align.RIGHT),
        Column("Count", _COUNT, Align.RIGHT),
    ]
    return [heading, Table(columns, [_other(each) for each in report.others])]


def _other(series: Series) -> list[Cell]:
    label = TextCell(series.title, note=series.section)
    if series.latest is None:
        return [label, TextCell("Nothing measured", TABLE_NOTE, span=4)]
    newest = series.points[series.latest]
    return [
        label,
        TextCell(series.told, TABLE_NOTE),
        TextCell(newest.name),
        TextCell(
            wording.share_text(newest.share), TABLE_STRONG, wording.interval_text(newest.share)
        ),
        TextCell(wording.count_text(newest.share)),
    ]

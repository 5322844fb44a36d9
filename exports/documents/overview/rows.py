"""The overview of more than a few tools: a table with a row for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.charts.bars import distribution_bar
from exports.charts.of_figures import scale_segments
from exports.charts.words import describe_distribution
from exports.documents import wording
from exports.documents.blocks.cells import Cell, ChartCell, Column, TextCell
from exports.documents.blocks.table import Table
from exports.documents.styles import CONTENT_WIDTH, TABLE_NOTE, TABLE_STRONG
from exports.figures.reports.overview_data import ToolOverview

_TOOL: Final = 94.0
_GRADES: Final = 80.0
_GOOD: Final = 60.0
_CHANGE: Final = 124.0
_BAR: Final = 13.0
_COLUMNS: Final = (
    Column("Audit tool", _TOOL),
    Column("Overall grades", _GRADES),
    Column("Good", _GOOD),
    Column("Change", _CHANGE),
    Column("Look at first", CONTENT_WIDTH - _TOOL - _GRADES - _GOOD - _CHANGE),
)


def table(tools: Sequence[ToolOverview], *, roomy: bool) -> Table:
    """Return the tools as a table; `roomy` gives each as many lines as it needs, within reason."""
    return Table(_COLUMNS, [_row(tool, roomy) for tool in tools])


def _row(tool: ToolOverview, roomy: bool) -> list[Cell]:
    audits = wording.amount(tool.audits, "audit", "audits")
    segments = scale_segments(tool.overall, tool.grades)
    bar = distribution_bar(segments, _GRADES - 10, _BAR)
    share = tool.overall.good_or_better
    counted = f"{wording.count_text(share)}\n{wording.interval_text(share)}".strip()
    return [
        TextCell(tool.title, TABLE_STRONG, audits if roomy else "", most_lines=2),
        ChartCell(bar, describe_distribution(segments)),
        TextCell(wording.share_text(share), TABLE_STRONG, counted),
        TextCell(tool.change.heading, TABLE_STRONG, tool.changed, most_lines=1),
        _concern(tool, roomy),
    ]


def _concern(tool: ToolOverview, roomy: bool) -> TextCell:
    """Return the question to look at first, its share below."""
    if tool.concern is None:
        return TextCell("No question stands out", TABLE_NOTE)
    share = tool.concern.share
    told = f"{wording.share_text(share)} good, {wording.count_text(share)}"
    return TextCell(tool.concern.label, TABLE_NOTE, told, most_lines=4 if roomy else 2)

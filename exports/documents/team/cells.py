"""The rows in which a team's answers stand beside those of all other teams."""

from __future__ import annotations

from typing import Final

from exports.charts.beside import beside_chart, describe_beside, ends_of
from exports.documents import wording
from exports.documents.blocks.cells import Cell, ChartCell, Column, TextCell
from exports.documents.styles import CONTENT_WIDTH, TABLE_NOTE, TABLE_STRONG
from exports.figures.comparing import Comparison
from exports.figures.percentages import points
from exports.figures.report_data import Share
from exports.figures.reports.team_data import TeamQuestion

_CHART: Final = 100.0
_HEIGHT: Final = 20.0
_SHARE: Final = 62.0
_DIFFERENCE: Final = 92.0
_OWN: Final = 112.0
_OTHERS: Final = 92.0
_SHORT_LINES: Final = 2
_NAMES: Final = ("This team", "All other teams")
_CLEAR: Final = ("higher", "lower")


def columns(first: str) -> list[Column]:
    """Return the columns of such a table; the first one takes the room that is left."""
    return [
        Column(first, CONTENT_WIDTH - _CHART - 2 * _SHARE - _DIFFERENCE),
        Column("Both, 0 to 100%", _CHART),
        Column("This team", _SHARE),
        Column("Others", _SHARE),
        Column("Difference", _DIFFERENCE),
    ]


def question_row(question: TeamQuestion, note: str) -> list[Cell]:
    """Return one question with a note below it, both shares, and how they differ."""
    own, others = question.figures.good_or_better, question.others.good_or_better
    label = TextCell(question.figures.label, note=note)
    return [label, *share_cells(own, others, question.comparison)]


def short_columns(first: str) -> list[Column]:
    """Return the columns of a table whose rows take two lines each."""
    return [
        Column(first, CONTENT_WIDTH - _CHART - _OWN - _OTHERS),
        Column("Both, 0 to 100%", _CHART),
        Column("This team", _OWN),
        Column("Others", _OTHERS),
    ]


def short_row(question: TeamQuestion) -> list[Cell]:
    """Return one question in two lines; that it differs clearly stands beside its share."""
    own, others = question.figures.good_or_better, question.others.good_or_better
    comparison = question.comparison
    is_clear = comparison is not None and comparison.verdict in _CLEAR
    verdict = f", {comparison.heading.lower()}" if comparison and is_clear else ""
    return [
        TextCell(question.figures.label, most_lines=_SHORT_LINES),
        _chart(own, others),
        TextCell(f"{wording.share_text(own)}{verdict}", TABLE_STRONG, _counted(own, ", ")),
        TextCell(wording.share_text(others), TABLE_STRONG, _counted(others, ", ")),
    ]


def share_cells(
    team: Share | None, others: Share | None, comparison: Comparison | None
) -> list[Cell]:
    """Return both shares as a chart and in figures, and how they differ."""
    return [_chart(team, others), _share(team), _share(others), _difference(comparison)]


def _chart(team: Share | None, others: Share | None) -> ChartCell:
    here, there = ends_of(team), ends_of(others)
    alternative = describe_beside(_NAMES[0], here, _NAMES[1], there)
    return ChartCell(beside_chart(here, there, _CHART - 10, _HEIGHT), alternative)


def _share(share: Share | None) -> TextCell:
    return TextCell(wording.share_text(share), TABLE_STRONG, _counted(share, "\n"))


def _counted(share: Share | None, link: str) -> str:
    """Return how many of how many, and the interval where there is one."""
    parts = (wording.count_text(share), wording.interval_text(share))
    return link.join(part for part in parts if part)


def _difference(comparison: Comparison | None) -> TextCell:
    """Return the verdict, set strong where it is clear, and the range of the difference."""
    if comparison is None:
        return TextCell(wording.NOTHING)
    style = TABLE_STRONG if comparison.verdict in _CLEAR else TABLE_NOTE
    if comparison.low is None or comparison.high is None:
        return TextCell(comparison.heading, style)
    between = f"{points(comparison.low)} to {points(comparison.high)} points"
    return TextCell(comparison.heading, style, between)

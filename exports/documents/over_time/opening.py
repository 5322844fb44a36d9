"""The first page of a report over time: where it stands, against which target, what to know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.layout import BigFigure, SideBySide, Stack
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.chapters import narrowed
from exports.documents.over_time.charts import chart_of
from exports.documents.styles import CONTENT_WIDTH, LEAD, SMALL, TABLE_NOTE, TABLE_STRONG, Align
from exports.figures.percentages import percent
from exports.figures.reports.over_time_data import OverTimeData, StepFigures
from exports.figures.reports.over_time_words import unbroken

_GAP: Final = 18.0
_FIGURE: Final = 150.0
_WORDS: Final = CONTENT_WIDTH - 28 - _GAP - _FIGURE
_MOST_TITLE_LINES: Final = 3
_MOST_SENTENCES: Final = 5
_SENTENCE_LINES: Final = 4
_MOST_STEPS: Final = 6
_MET: Final = {
    "met": "Met",
    "not met": "Not met",
    "not yet due": "Not yet due",
    "nothing measured": "Nothing measured",
    "not published": "Not published",
}
_COLUMNS: Final = (
    Column("Target by", 90),
    Column("Once met?", 84),
    Column("First held to it", CONTENT_WIDTH - 386),
    Column("Target", 60, Align.RIGHT),
    Column("Share", 76, Align.RIGHT),
    Column("Count", 76, Align.RIGHT),
)


def opening(report: OverTimeData) -> list[Block]:
    """Return the page that a board begins with; what it holds is bounded so that it stays one."""
    title = Heading(report.title, 1)
    title.most_lines = _MOST_TITLE_LINES
    where = f"Its numbers follow under “{report.main.title}”."
    return [
        title,
        Paragraph(_told(report), LEAD, most_lines=3),
        *narrowed(report),
        _headline(report),
        *([chart_of(report.main, where)] if report.main.is_drawn else []),
        *steps(report.steps),
    ]


def _told(report: OverTimeData) -> str:
    scope = report.scope
    audits = wording.amount(scope.audits, "audit", "audits")
    cases = wording.amount(scope.cases, "case", "cases")
    days = wording.days_text(scope, report.first_audited, report.last_audited)
    return f"{report.tool_title}: {audits} of {cases}, {days}, by {report.every}."


def _headline(report: OverTimeData) -> Block:
    """Return the newest share beside what a board must know of it."""
    main = report.main
    share, when = None, "nothing measured"
    if main.latest is not None:
        share, when = main.points[main.latest].share, unbroken(main.points[main.latest].name)
    figure = BigFigure(
        wording.share_text(share),
        f"of {main.unit[1]} {main.good}, {when}",
        [wording.count_text(share), f"95% interval {wording.interval_text(share) or '–'}"],
    )
    told: list[Block] = [
        Paragraph(each, SMALL, most_lines=_SENTENCE_LINES)
        for each in report.headline[:_MOST_SENTENCES]
    ]
    columns = [Stack(_FIGURE, [figure]), Stack(_WORDS, told)]
    return SideBySide(columns, _GAP, panel=True)


def steps(figures: Sequence[StepFigures]) -> list[Block]:
    """Return the steps of the target; where there are very many, the last ones due."""
    if not figures:
        return [
            Paragraph(
                "No target was given. The chart then says whether practice changed, not whether "
                "it is good enough.",
                SMALL,
            )
        ]
    return [Table(_COLUMNS, [_step_row(each) for each in figures[-_MOST_STEPS:]])]


def _step_row(each: StepFigures) -> list[Cell]:
    """Return one step, and how the first period that is held to it stood."""
    held = each.share is not None
    return [
        TextCell(wording.day(each.step.by)),
        TextCell(_MET[each.met], TABLE_STRONG if held else TABLE_NOTE),
        TextCell(each.held or wording.NOTHING),
        TextCell(percent(each.step.value)),
        TextCell(wording.share_text(each.share), TABLE_STRONG, wording.interval_text(each.share)),
        TextCell(wording.count_text(each.share)),
    ]

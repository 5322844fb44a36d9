"""The first page of a report on agreement: how far people agree, what divides them, what to do."""

from __future__ import annotations

from typing import Final

from exports.documents import wording
from exports.documents.agreed.cells import bar_cell, interval_text, share_cells, share_text
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Column, TextCell
from exports.documents.blocks.layout import BigFigure, SideBySide, Stack
from exports.documents.blocks.panels import Callout
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, numbered_list
from exports.documents.chapters import narrowed
from exports.documents.styles import CONTENT_WIDTH, LEAD, SMALL, Align
from exports.figures.agreement.agreement_data import Consistency
from exports.figures.reports.agreed_data import AgreedData

_GAP: Final = 18.0
_FIGURE: Final = 150.0
_WORDS: Final = CONTENT_WIDTH - 28 - _GAP - _FIGURE
_BAR: Final = 84.0
_MOST_TITLE_LINES: Final = 3
_MOST_QUESTIONS: Final = 3
_MOST_SENTENCES: Final = 4


def opening(report: AgreedData) -> list[Block]:
    """Return the page that a quality lead acts on."""
    title = Heading(report.title, 1)
    title.most_lines = _MOST_TITLE_LINES
    part = report.double_audits or report.moderations
    if part is None:
        return [title, Paragraph("No case was graded by two people.")]
    found = part.figures
    return [
        title,
        Paragraph(_told(report), LEAD, most_lines=3),
        *narrowed(report),
        _headline(found, is_double=part is report.double_audits),
        *_few(found),
        *_dividing(found),
        Heading("What to do", 2),
        *numbered_list(report.to_do),
    ]


def _told(report: AgreedData) -> str:
    counted = [
        wording.amount(report.double_audits.figures.cases, "case", "cases") + " audited twice"
        if report.double_audits
        else "no case audited twice",
        wording.amount(report.moderations.figures.cases, "audit", "audits") + " moderated"
        if report.moderations
        else "none moderated",
    ]
    days = wording.days_text(report.scope, report.first_audited, report.last_audited)
    return f"{report.tool_title}, {days}: {', '.join(counted)}."


def _headline(found: Consistency, *, is_double: bool) -> Block:
    """Return how often the overall grade was the same, beside what the figures say."""
    share = found.overall.exact
    figure = BigFigure(
        share_text(share),
        "same overall grade from two auditors" if is_double else "overall grades kept as they were",
        [f"{share.agreed:,} of {share.pairs:,}", f"95% interval {interval_text(share) or '–'}"],
    )
    warned = found.overall.warning
    told: list[Block] = [
        Paragraph(each, SMALL, most_lines=6)
        for each in [each for each in found.summary if each != warned][:_MOST_SENTENCES]
    ]
    return SideBySide([Stack(_FIGURE, [figure]), Stack(_WORDS, told)], _GAP, panel=True)


def _few(found: Consistency) -> list[Block]:
    warning = found.overall.warning
    return [Callout(warning, SMALL)] if warning else []


def _dividing(found: Consistency) -> list[Block]:
    """Return the questions that divide people most; nothing where none does."""
    rows = [
        [
            TextCell(each.label, most_lines=3),
            bar_cell(each.said_alike, _BAR),
            *share_cells(each.said_alike),
        ]
        for each in found.by_question
        if each.apart.mean
    ][:_MOST_QUESTIONS]
    columns = [
        Column("What divides people most", CONTENT_WIDTH - _BAR - 10 - 140),
        Column("", _BAR + 10),
        Column("Said alike", 70, Align.RIGHT),
        Column("Count", 70, Align.RIGHT),
    ]
    return [Table(columns, rows)] if rows else []

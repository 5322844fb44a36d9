"""Frequent words as a chapter: a table for each theme, strengths and improvements apart."""

from __future__ import annotations

from typing import Final

from exports.charts.bars import count_bar
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, ChartCell, Column, TextCell
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.styles import CONTENT_WIDTH, SMALL
from exports.figures.terms_data import TermsData, TermsOfTheme, TermUse

_BAR: Final = 112.0
_COUNT: Final = 60.0
_TALL: Final = 10.0
_COLUMNS: Final = (
    Column("Word", CONTENT_WIDTH - 2 * (_BAR + _COUNT)),
    Column("", _BAR),
    Column("Strengths", _COUNT),
    Column("", _BAR),
    Column("Improvements", _COUNT),
)


def terms_chapter(data: TermsData, heading: Heading, notes: MethodNotes) -> list[Block]:
    """Return the frequent words of each theme under a heading one level below; for internal use.

    The link to the method stands where `notes` have one on terms.
    """
    if not data.themes:
        return [heading, Paragraph("No word stands in two audits.")]
    return [
        heading,
        Paragraph(
            "In how many audits a word stands: in strengths or beside a good answer, and in areas "
            "for improvement or beside a weak one. That a word was used does not say whether it "
            "was praised or missed: read the evidence before you draw a conclusion."
        ),
        *notes.link(data.method),
        *[block for theme in data.themes for block in _theme(theme, heading.level + 1)],
        *[Paragraph(each, SMALL) for each in data.limits],
    ]


def _theme(theme: TermsOfTheme, level: int) -> list[Block]:
    audits = wording.amount(theme.audits, "audit has", "audits have")
    told = (
        f"{audits} text here: {theme.strengths:,} beside strengths, {theme.improvements:,} beside "
        "improvements."
    )
    more = wording.amount(theme.left_out, "further word stands", "further words stand")
    return [
        Heading(theme.title, level),
        Paragraph(told, SMALL),
        Table(_COLUMNS, [_row(theme, each) for each in theme.terms]),
        *([Paragraph(f"{more} in two audits or more.", SMALL)] if theme.left_out else []),
    ]


def _row(theme: TermsOfTheme, use: TermUse) -> list[Cell]:
    return [
        TextCell(use.term),
        *_counted(use.strengths, theme.audits, "beside strengths"),
        *_counted(use.improvements, theme.audits, "beside improvements"),
    ]


def _counted(audits: int, of: int, where: str) -> list[Cell]:
    counted = wording.amount(audits, "audit", "audits")
    chart = ChartCell(count_bar(audits, of, _BAR - 8, _TALL), f"In {counted} {where}.")
    return [chart, TextCell(f"{audits:,}")]

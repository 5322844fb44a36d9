"""The pages to talk over with the worker: what to work on, what was done well, what was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.styles import CONTENT_WIDTH, SMALL, TABLE_NOTE, TABLE_STRONG, TextStyle

if TYPE_CHECKING:
    from exports.documents.blocks.block import Block
    from exports.figures.reports.audit_data import AuditData, Item, Judged

_ANSWER: Final = 112.0
_SECTION: Final = 130.0
_WHO: Final = 104.0
_WHEN: Final = 76.0
_SIGNED: Final = 150.0
_ACTIONS: Final = 4
_BY_HAND: Final = TextStyle(10, 26)
"""Room for a line of handwriting."""


def feedback(report: AuditData) -> list[Block]:
    """Return these pages; evidence stands with each answer further on, and is not said twice."""
    return [
        *_answers("To work on", report, "weak", "No answer of this audit was judged as not good."),
        *_answers("Done well", report, "good", "No answer of this audit was judged as good."),
        *_agreed(),
    ]


def _answers(title: str, report: AuditData, judged: Judged, nothing: str) -> list[Block]:
    rows = [_row(section, item) for section, item in _judged(report, judged)]
    if not rows:
        return [Heading(title, 2), Paragraph(nothing, SMALL)]
    columns = [
        Column("Question", CONTENT_WIDTH - _ANSWER - _SECTION),
        Column("Answer", _ANSWER),
        Column("Section", _SECTION),
    ]
    return [Heading(title, 2), Table(columns, rows)]


def _judged(report: AuditData, judged: Judged) -> Iterator[tuple[str, Item]]:
    for section in report.sections:
        for item in section.items:
            if item.judged == judged:
                yield section.title, item


def _row(section: str, item: Item) -> list[Cell]:
    return [
        TextCell(item.label),
        TextCell(item.answer, TABLE_STRONG),
        TextCell(section, TABLE_NOTE),
    ]


def _agreed() -> list[Block]:
    """Return tables to be filled in by hand when the two sit together."""
    actions = [Column("Action", CONTENT_WIDTH - _WHO - 2 * _WHEN), Column("Who", _WHO)]
    dates = [Column("By when", _WHEN), Column("Done on", _WHEN)]
    people = [Column("Name and role", CONTENT_WIDTH - _SIGNED - _WHEN), Column("On", _WHEN)]
    return [
        Heading("Agreed actions", 2),
        Paragraph("To be filled in together, when this audit is talked over.", SMALL),
        Table([*actions, *dates], [_blank(4) for _ in range(_ACTIONS)]),
        Heading("Talked over with", 2),
        Table([*people, Column("Signature", _SIGNED)], [_blank(3) for _ in range(2)]),
    ]


def _blank(columns: int) -> list[Cell]:
    return [TextCell("", _BY_HAND), *(TextCell("") for _ in range(columns - 1))]

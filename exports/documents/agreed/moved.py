"""First grades beside moderated ones: what moderation made of them."""

from __future__ import annotations

from typing import Final

from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.styles import CONTENT_WIDTH, TABLE_STRONG, Align
from exports.figures.reports.agreed_data import AgreedPart, GradeMoves

_NUMBER: Final = 44.0
_MOST_COLUMNS: Final = 5


def moves(part: AgreedPart, heading: Heading) -> list[Block]:
    """Return a row for each grade of the auditor, and in it what the moderator gave.

    A scale with many grades has a row for each pair of grades that occurred instead.
    """
    lead = Paragraph(
        "Each row is a grade that auditors gave; along it stand the grades that moderators gave "
        "these audits. What was kept stands in bold."
    )
    if not any(each.n for each in part.moves):
        return [heading, Paragraph("No overall grade was given by both.")]
    if len(part.moves) > _MOST_COLUMNS:
        return [heading, *_listed(part)]
    width = (CONTENT_WIDTH - 118 - _NUMBER) / len(part.moves)
    columns = [
        Column("Auditor", 118),
        *(Column(each.grade, width, Align.RIGHT) for each in part.moves),
        Column("All", _NUMBER, Align.RIGHT),
    ]
    return [heading, lead, Table(columns, [_row(each) for each in part.moves])]


def _row(move: GradeMoves) -> list[Cell]:
    numbers = [
        TextCell(f"{number:,}", TABLE_STRONG) if grade == move.grade else TextCell(f"{number:,}")
        for grade, number in move.became.items()
    ]
    return [TextCell(move.grade), *numbers, TextCell(f"{move.n:,}")]


def _listed(part: AgreedPart) -> list[Block]:
    rows = [
        [TextCell(move.grade), TextCell(grade), TextCell(wording.number_text(number))]
        for move in part.moves
        for grade, number in move.became.items()
        if number
    ]
    columns = [
        Column("Auditor", 200),
        Column("Moderator", CONTENT_WIDTH - 200 - 70),
        Column("Audits", 70, Align.RIGHT),
    ]
    return [Table(columns, rows)]

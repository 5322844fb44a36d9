"""A view from Explore on paper: its chart in pieces that fit on a page, every number beneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exports.charts.of_crossing import chart_pieces
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Callout, Figure
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, bullet_list
from exports.documents.styles import CONTENT_WIDTH, SMALL, TABLE_NOTE, TABLE_STRONG, Align
from exports.figures.crossing_data import Crossing, CrossingCell
from exports.figures.crossing_words import field_title
from exports.figures.group_values import PERIODS
from exports.figures.reports.built_data import ShownView

_WHOLE: Final = 16
"""Lines of a chart that is not divided: with its legend it takes half a page."""
_LINES: Final = 9
"""Of a piece of a longer one: three of them stand on a page."""
_SHARE: Final = 66.0
_COUNT: Final = 72.0
_ONE_NAME: Final = 140.0
_NAME: Final = 88.0
_PERIOD: Final = 60.0
_ALL: Final = "All"
_DETAIL: Final = "The table below has every number."


def view_blocks(part: ShownView, heading: Heading, notes: MethodNotes) -> list[Block]:
    """Return a view: which audits it is on, what it says, its chart, its table."""
    crossing = part.crossing
    return [
        heading,
        *([Callout(part.about, SMALL)] if part.about else []),
        *[Paragraph(each) for each in part.told],
        *_chart(crossing),
        *notes.link("wilson"),
        *bullet_list(part.care, SMALL),
        Table(_columns(crossing), [_row(crossing, *each) for each in _lines(crossing)]),
    ]


def _chart(crossing: Crossing) -> list[Figure]:
    """Return the pieces of the chart; only the last of them is kept with what follows."""
    pieces = chart_pieces(crossing, _WHOLE, _LINES)
    figures = [Figure(piece.drawing, f"{piece.words} {_DETAIL}") for piece in pieces]
    for figure in figures[:-1]:
        figure.leads_in = False
    return figures


def _columns(crossing: Crossing) -> list[Column]:
    fields = [each for each in (crossing.by, crossing.across) if each]
    names = [Column(field_title(each), _width(each, alone=len(fields) == 1)) for each in fields]
    has_shares = crossing.total.good_or_better is not None
    taken = sum(each.width for each in names) + _COUNT + (_SHARE if has_shares else 0)
    return [
        *names,
        Column("Answers", CONTENT_WIDTH - taken),
        *([Column("Good", _SHARE, Align.RIGHT)] if has_shares else []),
        Column("Count", _COUNT, Align.RIGHT),
    ]


def _width(field: str, *, alone: bool) -> float:
    if alone:
        return _ONE_NAME
    return _PERIOD if field in PERIODS else _NAME


def _lines(crossing: Crossing) -> Iterator[tuple[Sequence[str], CrossingCell]]:
    """Yield the names and the numbers of each line, then those of all together."""
    of_all = [_ALL] if crossing.across else []
    for row in crossing.rows:
        for column, cell in zip(crossing.columns, row.cells, strict=bool(crossing.across)):
            if cell.audits:
                yield [row.title, column.title], cell
        yield [row.title, *of_all], row.total
    for column in crossing.columns:
        yield [_ALL, column.title], column.total
    yield [_ALL, *of_all], crossing.total


def _row(crossing: Crossing, names: Sequence[str], cell: CrossingCell) -> list[Cell]:
    share = cell.good_or_better
    first = [TextCell(name) for name in names]
    answers = TextCell(_answers(crossing, cell), TABLE_NOTE)
    if share is None:
        return [*first, answers, TextCell(wording.number_text(cell.n))]
    return [
        *first,
        answers,
        TextCell(wording.share_text(share), TABLE_STRONG, wording.interval_text(share)),
        TextCell(wording.count_text(share)),
    ]


def _answers(crossing: Crossing, cell: CrossingCell) -> str:
    """Return what was answered, and how often."""
    labels = dict(crossing.choices)
    if crossing.scale is not None:
        labels = wording.point_labels(crossing.scale)
    counts = wording.counts_text(cell, labels)
    if cell.numbers is None:
        return counts or "Answered in words"
    lie = wording.numbers_text(cell.numbers, published=cell.published)
    return f"{lie}. {counts}" if counts else lie

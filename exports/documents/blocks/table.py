"""Tables: repeated head rows, light rules, and breaks that leave no row alone on a page."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.rows import RowSetter, SetRow
from exports.documents.blocks.text import Heading
from exports.documents.canvas import ARTIFACT, PageCanvas
from exports.documents.semantics import Role
from exports.documents.styles import ACCENT, CONTENT_HEIGHT, FAINT_RULE, RULE, TABLE, TABLE_HEAD

_TALLEST_WHOLE_ROW: Final = CONTENT_HEIGHT / 2
_TALLEST_WHOLE_TABLE: Final = CONTENT_HEIGHT * 0.3
_LEAST_OF_TALL_ROW: Final = 6 * TABLE.leading
_FEWEST_ROWS: Final = 2


class Table(Block):
    """Rows of text and small charts under a head that is repeated on every page."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        super().__init__(Role.TABLE, before=4, after=12)
        self.columns = tuple(columns)
        self.rows = rows
        self.explained: Heading | None = None
        """Where it is told how the numbers were made: the heads of their columns lead there."""
        self._set: list[SetRow] | None = None
        self._head: SetRow | None = None
        self._continued = False

    def measure(self, _width: float) -> float:
        """Return the height of head and rows; the columns bring their own widths."""
        head, rows = self._measured()
        return head.height + _height(rows)

    def least(self, _width: float) -> float:
        """Return the height of the head and of the rows that stay with it."""
        head, rows = self._measured()
        return head.height + sum(map(_least_of, _staying(rows)), 0.0)

    def _measured(self) -> tuple[SetRow, list[SetRow]]:
        if self._set is None or self._head is None:
            setter = RowSetter(self.canv.typesetter, self.columns, self.element)
            self._head = setter.head(heads_of(self.columns))
            self._set = [setter.row(row) for row in self.rows]
        return self._head, self._set

    def split(self, _available_width: float, available_height: float) -> list[Block]:
        """Break between rows, or inside a row that is taller than half a page.

        At least two rows stand on each side, unless so many would not fit on a page.
        """
        head, rows = self._measured()
        room = available_height - head.height
        fitting = _fitting(rows, room)
        room -= _height(rows[:fitting])
        first, rest = rows[:fitting], rows[fitting:]
        if rest and rest[0].height > _TALLEST_WHOLE_ROW:
            if room >= _LEAST_OF_TALL_ROW:
                top, bottom = rest[0].divided(room)
                first, rest = [*first, top], [bottom, *rest[1:]]
        else:
            staying = _staying(rows)
            kept = min(fitting, len(rows) - _FEWEST_ROWS)
            if kept < len(staying) and head.height + _height(staying) < CONTENT_HEIGHT - 1:
                return []
            kept = kept if kept >= _FEWEST_ROWS else fitting
            first, rest = rows[:kept], rows[kept:]
        if not first or not rest:
            return []
        return [self._part(first, self._continued), self._part(rest, True)]

    def _part(self, rows: list[SetRow], continued: bool) -> "Table":
        part = self.part()
        part._set = rows
        part._continued = continued
        return part

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the head and the rows, with a rule below each."""
        head, rows = self._measured()
        width = sum(column.width for column in self.columns)
        if self._continued:
            head.paint(canvas, top, repeated=True)
        else:
            head.paint_titles(canvas, top, self.explained)
        top -= head.height
        with canvas.mark(ARTIFACT):
            canvas.rule(0, top, width, ACCENT, 0.9)
        for row in rows:
            row.paint(canvas, top)
            top -= row.height
            with canvas.mark(ARTIFACT):
                canvas.rule(0, top, width, RULE if row is rows[-1] else FAINT_RULE)


def heads_of(columns: Sequence[Column]) -> list[TextCell]:
    """Return the heads of the columns; one without a title is headed by the next that has one."""
    found: list[TextCell] = []
    untitled = 0
    for place, column in enumerate(columns):
        if not column.title and place < len(columns) - 1:
            untitled += 1
        else:
            head = TextCell(column.title, TABLE_HEAD, most_lines=2)
            found.append(replace(head, span=untitled + 1, align=column.align))
            untitled = 0
    return found


def _height(rows: Sequence[SetRow]) -> float:
    return sum((row.height for row in rows), 0.0)


def _least_of(row: SetRow) -> float:
    """Return the height of a row, or of the part of a tall one that may stand at a foot."""
    return row.height if row.height <= _TALLEST_WHOLE_ROW else _LEAST_OF_TALL_ROW


def _staying(rows: Sequence[SetRow]) -> Sequence[SetRow]:
    """Return the rows that stay with the head: two, or all of a table that stays whole."""
    whole = len(rows) < 2 * _FEWEST_ROWS or _height(rows) < _TALLEST_WHOLE_TABLE
    return rows if whole else rows[:_FEWEST_ROWS]


def _fitting(rows: Sequence[SetRow], room: float) -> int:
    """Return how many of the first rows fit into `room`."""
    for count, row in enumerate(rows):
        room -= row.height
        if room < 0:
            return count
    return len(rows)

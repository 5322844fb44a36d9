"""Tables: repeated head rows, light rules, rows that break over pages when they must."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, NamedTuple

from reportlab.graphics.shapes import Drawing

from exports.charts.paint import paint_drawing
from exports.documents.blocks.block import Block
from exports.documents.canvas import ARTIFACT, PageCanvas
from exports.documents.semantics import Element, Role
from exports.documents.styles import (
    ACCENT,
    CONTENT_HEIGHT,
    FAINT_RULE,
    RULE,
    TABLE,
    TABLE_HEAD,
    TABLE_NOTE,
    Align,
    TextStyle,
)
from exports.documents.text.lines import Line

_PADDING: Final = 4.5
_GUTTER: Final = 10.0
_TALLEST_WHOLE_ROW: Final = CONTENT_HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in points, the edge its cells stand against."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class TextCell:
    """Text, and a smaller note below it."""

    text: str
    style: TextStyle = TABLE
    note: str = ""
    most_lines: int = 0
    """Cut the text at that many lines; 0 for never."""


@dataclass(frozen=True, slots=True)
class ChartCell:
    """A small chart, and what it shows in words."""

    drawing: Drawing
    alternative: str


Cell = TextCell | ChartCell


class _SetLine(NamedTuple):
    line: Line
    style: TextStyle


@dataclass(slots=True)
class _SetRow:
    """A row measured for the widths of its table, or a part of one."""

    lines: list[list[_SetLine]]
    drawings: list[ChartCell | None]
    elements: list[Element]
    height: float = field(init=False)

    def __post_init__(self) -> None:
        tallest = max((_height(lines) for lines in self.lines), default=0)
        charts = max((cell.drawing.height for cell in self.drawings if cell), default=0)
        self.height = max(tallest, charts) + 2 * _PADDING

    def divided(self, room: float) -> tuple["_SetRow", "_SetRow"]:
        """Return the lines that fit into `room` and those that are left."""
        counts = [_fitting(lines, room - 2 * _PADDING) for lines in self.lines]
        head = [lines[:count] for lines, count in zip(self.lines, counts, strict=True)]
        rest = [lines[count:] for lines, count in zip(self.lines, counts, strict=True)]
        nothing: list[ChartCell | None] = [None] * len(self.lines)
        return _SetRow(head, self.drawings, self.elements), _SetRow(rest, nothing, self.elements)


def _height(lines: Sequence[_SetLine]) -> float:
    return sum(item.style.leading for item in lines)


def _fitting(lines: Sequence[_SetLine], room: float) -> int:
    count = 0
    for item in lines:
        room -= item.style.leading
        if room < 0:
            break
        count += 1
    return count


class Table(Block):
    """Rows of text and small charts under a head that is repeated on every page."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
        super().__init__(Role.TABLE, before=4, after=12)
        self.columns = tuple(columns)
        self.rows = rows
        self.head_elements = self._row_elements(Role.HEAD_CELL)
        self._set: list[_SetRow] | None = None
        self._head: _SetRow | None = None
        self._continued = False
        self._lefts = _left_edges(self.columns)

    def _row_elements(self, role: Role) -> list[Element]:
        row = Element(Role.ROW, self.element)
        scope = "Column" if role is Role.HEAD_CELL else ""
        return [Element(role, row, scope=scope) for _ in self.columns]

    def measure(self, _width: float) -> float:
        """Return the height of head and rows; the columns bring their own widths."""
        head, rows = self._measured()
        return head.height + sum(row.height for row in rows)

    def _measured(self) -> tuple[_SetRow, list[_SetRow]]:
        if self._set is None or self._head is None:
            titles = [TextCell(column.title, TABLE_HEAD, most_lines=2) for column in self.columns]
            self._head = self._set_row(titles, self.head_elements)
            self._set = [self._set_row(row, self._row_elements(Role.CELL)) for row in self.rows]
        return self._head, self._set

    def _set_row(self, cells: Sequence[Cell], elements: list[Element]) -> _SetRow:
        lines: list[list[_SetLine]] = []
        drawings: list[ChartCell | None] = []
        for cell, column, element in zip(cells, self.columns, elements, strict=True):
            if isinstance(cell, ChartCell):
                element.alternative = cell.alternative
                lines.append([])
                drawings.append(cell)
            else:
                lines.append(self._set_text(cell, column.width - _GUTTER))
                drawings.append(None)
        return _SetRow(lines, drawings, elements)

    def _set_text(self, cell: TextCell, width: float) -> list[_SetLine]:
        lines = self.set_lines(cell.text, cell.style, width, cell.most_lines)
        found = [_SetLine(line, cell.style) for line in lines]
        if cell.note:
            lines = self.set_lines(cell.note, TABLE_NOTE, width)
            found += [_SetLine(line, TABLE_NOTE) for line in lines]
        return found

    def split(self, _available_width: float, available_height: float) -> list[Block]:
        """Break between rows, or inside a row that is taller than half a page."""
        head, rows = self._measured()
        room = available_height - head.height
        fitting = 0
        while fitting < len(rows) and rows[fitting].height <= room:
            room -= rows[fitting].height
            fitting += 1
        first, rest = rows[:fitting], rows[fitting:]
        if rest and rest[0].height > _TALLEST_WHOLE_ROW and room > 4 * TABLE.leading:
            top, bottom = rest[0].divided(room)
            first, rest = [*first, top], [bottom, *rest[1:]]
        if not first or not rest:
            return []
        return [self._part(first, self._continued), self._part(rest, True)]

    def _part(self, rows: list[_SetRow], continued: bool) -> "Table":
        part = self.part()
        part._set = rows
        part._continued = continued
        return part

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the head and the rows, with a rule below each."""
        head, rows = self._measured()
        width = self._lefts[-1]
        self._paint_row(canvas, head, top, repeated=self._continued)
        top -= head.height
        with canvas.mark(ARTIFACT):
            canvas.rule(0, top, width, ACCENT, 0.9)
        for row in rows:
            self._paint_row(canvas, row, top)
            top -= row.height
            with canvas.mark(ARTIFACT):
                canvas.rule(0, top, width, RULE if row is rows[-1] else FAINT_RULE)

    def _paint_row(
        self, canvas: PageCanvas, row: _SetRow, top: float, repeated: bool = False
    ) -> None:
        for place, column in enumerate(self.columns):
            with canvas.mark(ARTIFACT if repeated else row.elements[place]):
                left, chart = self._lefts[place], row.drawings[place]
                if chart:
                    below = _PADDING + max(chart.drawing.height, _first_line_middle(chart))
                    paint_drawing(canvas, chart.drawing, left, top - below)
                self._paint_text(canvas, row.lines[place], left, top - _PADDING, column)

    @staticmethod
    def _paint_text(
        canvas: PageCanvas, lines: list[_SetLine], left: float, top: float, column: Column
    ) -> None:
        left += _GUTTER if column.align is Align.RIGHT else 0
        for style, group in groupby(lines, key=lambda item: item.style):
            block = [item.line for item in group]
            canvas.draw_lines(
                block, left, top, style, width=column.width - _GUTTER, align=column.align
            )
            top -= len(block) * style.leading


def _first_line_middle(chart: ChartCell) -> float:
    """Return how far down a low chart ends when centred on the first line of the text beside it."""
    return float(TABLE.leading + chart.drawing.height) / 2 + 0.5


def _left_edges(columns: Sequence[Column]) -> list[float]:
    edges = [0.0]
    for column in columns:
        edges.append(edges[-1] + column.width)
    return edges

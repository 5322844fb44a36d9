"""Rows of a table set for its columns: measured, divided over pages, drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from reportlab.graphics.shapes import Drawing

from exports.charts.paint import paint_drawing
from exports.documents.blocks.cells import Cell, ChartCell, Column, Tally, TallyCell, TextCell
from exports.documents.canvas import ARTIFACT, PageCanvas
from exports.documents.semantics import Element, Role
from exports.documents.styles import TABLE, TABLE_NOTE, TALLY, Align, TextStyle
from exports.documents.text.lines import Line, Typesetter

PADDING: Final = 4.5
_GUTTER: Final = 10.0
_TALLY_NUMBER: Final = 30.0
_TALLY_SHARE: Final = 34.0
_HANGING: Final = 8.0
_MOST_TALLY_LINES: Final = 4


class _Beside(NamedTuple):
    """What stands to the right of an answer's first line."""

    number: Line
    share: Line
    bar: Drawing


class _SetLine(NamedTuple):
    line: Line
    style: TextStyle
    beside: _Beside | None = None


@dataclass(slots=True)
class _SetCell:
    """A cell's lines and chart, `width` points wide at `left`."""

    element: Element
    left: float
    width: float
    align: Align
    lines: Sequence[_SetLine]
    chart: Drawing | None = None

    @property
    def height(self) -> float:
        text = sum(item.style.leading for item in self.lines)
        return max(text, float(self.chart.height) if self.chart else 0)

    def divided(self, room: float) -> tuple["_SetCell", "_SetCell"]:
        """Return the lines that fit into `room`, with the chart, and those that are left."""
        count = 0
        for item in self.lines:
            room -= item.style.leading
            if room < 0:
                break
            count += 1
        place = (self.element, self.left, self.width, self.align)
        return _SetCell(*place, self.lines[:count], self.chart), _SetCell(
            *place, self.lines[count:]
        )

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the chart, centred on a first line of text, and the lines."""
        if self.chart:
            below = max(self.chart.height, (TABLE.leading + self.chart.height) / 2 + 0.5)
            paint_drawing(canvas, self.chart, self.left, top - below)
        for group in _groups(self.lines):
            style, lines = group[0].style, [item.line for item in group]
            if group[0].beside:
                self._paint_tally(canvas, lines, group[0].beside, top)
            else:
                place = self.left, top, style
                canvas.draw_lines(lines, *place, width=self.width, align=self.align)
            top -= len(lines) * style.leading

    def _paint_tally(
        self, canvas: PageCanvas, label: list[Line], beside: _Beside, top: float
    ) -> None:
        """Draw an answer's label, later lines hanging in from the first, and what is beside it."""
        width = _label_width(self.width, beside.bar)
        canvas.draw_lines(label[:1], self.left, top, TALLY, width=width)
        below, later = top - TALLY.leading, self.left + _HANGING
        canvas.draw_lines(label[1:], later, below, TALLY, width=width - _HANGING)
        bar = self.left + _label_width(self.width, beside.bar) + _GUTTER
        paint_drawing(canvas, beside.bar, bar, top - (TALLY.leading + beside.bar.height) / 2)
        right = self.left + self.width - _TALLY_SHARE - _TALLY_NUMBER
        for line, width in ((beside.number, _TALLY_NUMBER), (beside.share, _TALLY_SHARE)):
            canvas.draw_lines([line], right, top, TALLY, width=width, align=Align.RIGHT)
            right += width


def _label_width(width: float, bar: Drawing) -> float:
    return width - _GUTTER - float(bar.width) - _TALLY_NUMBER - _TALLY_SHARE


def _groups(lines: Sequence[_SetLine]) -> Iterator[Sequence[_SetLine]]:
    """Yield runs of lines of one style; every answer counted starts a new one."""
    start = 0
    for place in range(1, len(lines) + 1):
        ends = place == len(lines)
        if ends or lines[place].beside or lines[place].style is not lines[start].style:
            yield lines[start:place]
            start = place


@dataclass(slots=True)
class SetRow:
    """A row measured for the columns of its table, or a part of one."""

    cells: Sequence[_SetCell]
    height: float = field(init=False)

    def __post_init__(self) -> None:
        self.height = max((cell.height for cell in self.cells), default=0) + 2 * PADDING

    def divided(self, room: float) -> tuple["SetRow", "SetRow"]:
        """Return what fits into `room` and what is left."""
        parts = [cell.divided(room - 2 * PADDING) for cell in self.cells]
        return SetRow([head for head, _ in parts]), SetRow([rest for _, rest in parts])

    def paint(self, canvas: PageCanvas, top: float, repeated: bool = False) -> None:
        """Draw every cell; a head that is repeated is for the eye alone."""
        for cell in self.cells:
            with canvas.mark(ARTIFACT if repeated else cell.element):
                cell.paint(canvas, top - PADDING)


class RowSetter:
    """Sets the rows of one table."""

    def __init__(self, typesetter: Typesetter, columns: Sequence[Column], table: Element) -> None:
        self._typesetter = typesetter
        self._columns = columns
        self._table = table

    def row(self, cells: Sequence[Cell], role: Role = Role.CELL) -> SetRow:
        """Return the row set; its cells take all columns between them.

        Raises ValueError where they take more or fewer.
        """
        if sum(cell.span for cell in cells) != len(self._columns):
            raise ValueError("the cells of a row do not take the columns of its table")
        row = Element(Role.ROW, self._table)
        found, place, left = [], 0, 0.0
        for cell in cells:
            columns = self._columns[place : place + cell.span]
            found.append(self._cell(cell, columns, left, _element(cell, row, role)))
            place += cell.span
            left += sum(column.width for column in columns)
        return SetRow(found)

    def _cell(
        self, cell: Cell, columns: Sequence[Column], left: float, element: Element
    ) -> _SetCell:
        """Set a cell; the gutter is on the side away from the edge its text stands against."""
        whole, align = sum(column.width for column in columns), columns[0].align
        width = whole - _GUTTER
        if align is Align.RIGHT:
            left += _GUTTER
        elif columns[-1].align is Align.RIGHT:
            width = whole
        if isinstance(cell, ChartCell):
            return _SetCell(element, left, width, align, [], cell.drawing)
        if isinstance(cell, TallyCell):
            lines = [line for tally in cell.tallies for line in self._tally(tally, width)]
            return _SetCell(element, left, width, align, lines)
        return _SetCell(element, left, width, align, self._text(cell, width))

    def _text(self, cell: TextCell, width: float) -> list[_SetLine]:
        found = self._lines(cell.text, cell.style, width, cell.most_lines)
        return [*found, *(self._lines(cell.note, TABLE_NOTE, width) if cell.note else [])]

    def _tally(self, tally: Tally, width: float) -> list[_SetLine]:
        room = _label_width(width, tally.bar) - _HANGING
        lines = self._lines(tally.label, TALLY, room, _MOST_TALLY_LINES)
        number, share = (
            self._typesetter.line(text, TALLY.face, TALLY.size)
            for text in (tally.number, tally.share)
        )
        return [lines[0]._replace(beside=_Beside(number, share, tally.bar)), *lines[1:]]

    def _lines(self, text: str, style: TextStyle, width: float, most: int = 0) -> list[_SetLine]:
        setter = self._typesetter
        lines = (
            setter.lines_at_most(text, style.face, style.size, width, most)
            if most
            else setter.lines(text, style.face, style.size, width)
        )
        return [_SetLine(line, style) for line in lines]


def _element(cell: Cell, row: Element, role: Role) -> Element:
    scope = "Column" if role is Role.HEAD_CELL else ""
    words = cell.alternative if isinstance(cell, ChartCell) else ""
    return Element(role, row, alternative=words, scope=scope, span=cell.span)

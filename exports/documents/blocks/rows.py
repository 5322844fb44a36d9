"""Rows of a table set for its columns: measured, divided over pages, drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from exports.charts.paint import paint_drawing
from exports.charts.unchecked import Drawing
from exports.documents.blocks.cells import Cell, ChartCell, Column, Tally, TallyCell, TextCell
from exports.documents.blocks.leading import paint_lead
from exports.documents.blocks.text import Heading
from exports.documents.canvas import ARTIFACT, REPEATED, PageCanvas
from exports.documents.semantics import Element, Role
from exports.documents.styles import TABLE, TABLE_NOTE, TALLY, Align, TextStyle
from exports.documents.text.lines import Line, Typesetter, followed

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
    element: Element | None = None
    """The part of the cell it belongs to, where the cell has parts."""


@dataclass(slots=True)
class _SetCell:
    """A cell's lines and chart, `width` points wide at `left`."""

    element: Element
    left: float
    width: float
    align: Align
    lines: Sequence[_SetLine]
    chart: Drawing | None = None
    """A chart, which is then all the cell holds; `element` is the figure it makes."""

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

    def paint_title(self, canvas: PageCanvas, top: float, explained: Heading | None) -> None:
        """Draw the head of a column; that of numbers leads to where they are explained."""
        if explained is None or self.align is not Align.RIGHT:
            self.paint(canvas, top)
            return
        lines = [item.line for item in self.lines]
        style, column = self.lines[0].style, (self.left, top, self.width)
        paint_lead(canvas, self.element, explained, lines, column, style=style, align=self.align)

    def paint(self, canvas: PageCanvas, top: float, repeated: bool = False) -> None:
        """Draw the chart, centred on a first line of text, and the lines."""
        if not self.lines and not self.chart:
            with canvas.mark(self.element):
                return  # a cell without words is one of its row's cells too
        if self.chart:
            below = max(self.chart.height, (TABLE.leading + self.chart.height) / 2 + 0.5)
            canvas.picture(self.element, self.chart, self.left, top - below)
        for group in _groups(self.lines):
            style, lines = group[0].style, [item.line for item in group]
            with canvas.mark(REPEATED if repeated else group[0].element or self.element):
                if group[0].beside:
                    self._write_tally(canvas, lines, group[0].beside, top)
                else:
                    place = self.left, top, style
                    canvas.draw_lines(lines, *place, width=self.width, align=self.align)
            if group[0].beside:
                self._paint_bar(canvas, group[0].beside.bar, top)
            top -= len(lines) * style.leading

    def _write_tally(
        self, canvas: PageCanvas, label: list[Line], beside: _Beside, top: float
    ) -> None:
        """Write an answer's label, later lines hanging in from the first, its count and share."""
        width = _label_width(self.width, beside.bar)
        canvas.draw_lines(label[:1], self.left, top, TALLY, width=width)
        below, later = top - TALLY.leading, self.left + _HANGING
        canvas.draw_lines(label[1:], later, below, TALLY, width=width - _HANGING)
        right = self.left + self.width - _TALLY_SHARE - _TALLY_NUMBER
        for line, width in ((beside.number, _TALLY_NUMBER), (beside.share, _TALLY_SHARE)):
            canvas.draw_lines([line], right, top, TALLY, width=width, align=Align.RIGHT)
            right += width

    def _paint_bar(self, canvas: PageCanvas, bar: Drawing, top: float) -> None:
        left = self.left + _label_width(self.width, bar) + _GUTTER
        with canvas.mark(ARTIFACT):
            paint_drawing(canvas, bar, left, top - (TALLY.leading + bar.height) / 2)


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

    def paint_titles(self, canvas: PageCanvas, top: float, explained: Heading | None) -> None:
        """Draw the heads of the columns where the table begins."""
        for cell in self.cells:
            cell.paint_title(canvas, top - PADDING, explained)

    def paint(self, canvas: PageCanvas, top: float, repeated: bool = False) -> None:
        """Draw every cell; a head that is repeated is for the eye alone."""
        for cell in self.cells:
            cell.paint(canvas, top - PADDING, repeated)


class RowSetter:
    """Sets the rows of one table."""

    def __init__(self, typesetter: Typesetter, columns: Sequence[Column], table: Element) -> None:
        self._typesetter = typesetter
        self._columns = columns
        self._table = table

    def head(self, titles: Sequence[TextCell]) -> SetRow:
        """Return the row of the columns' heads. Raises as `row`."""
        return self._row(titles, ["Column"] * len(titles))

    def row(self, cells: Sequence[Cell]) -> SetRow:
        """Return the row set; its cells take all columns between them, a first text heads it.

        Raises ValueError where they take more or fewer.
        """
        scopes = [""] * len(cells)
        if cells and isinstance(cells[0], TextCell) and cells[0].text.strip():
            scopes[0] = "Row"
        return self._row(cells, scopes)

    def _row(self, cells: Sequence[Cell], scopes: Sequence[str]) -> SetRow:
        if sum(cell.span for cell in cells) != len(self._columns):
            raise ValueError("the cells of a row do not take the columns of its table")
        row = Element(Role.ROW, self._table)
        found, place, left = [], 0, 0.0
        for cell, scope in zip(cells, scopes, strict=True):
            columns = self._columns[place : place + cell.span]
            found.append(self._cell(cell, columns, left, _element(cell, row, scope)))
            place += cell.span
            left += sum(column.width for column in columns)
        return SetRow(found)

    def _cell(
        self, cell: Cell, columns: Sequence[Column], left: float, element: Element
    ) -> _SetCell:
        """Set a cell; the gutter is on the side away from the edge its text stands against."""
        whole = sum(column.width for column in columns)
        align = (isinstance(cell, TextCell) and cell.align) or columns[0].align
        width = whole - _GUTTER
        if align is Align.RIGHT:
            left += _GUTTER
        elif columns[-1].align is Align.RIGHT:
            width = whole
        if isinstance(cell, ChartCell):
            figure = Element(Role.FIGURE, element, alternative=cell.alternative)
            return _SetCell(figure, left, width, align, [], cell.drawing)
        if isinstance(cell, TallyCell):
            lines = [line for each in cell.tallies for line in self._tally(each, width, element)]
            return _SetCell(element, left, width, align, lines)
        return _SetCell(element, left, width, align, self._text(cell, width))

    def _text(self, cell: TextCell, width: float) -> list[_SetLine]:
        lines = self._lines(cell.text, cell.style, width, cell.most_lines)
        found = [_SetLine(line, cell.style) for line in (followed(lines) if cell.note else lines)]
        if cell.note:
            notes = self._lines(cell.note, TABLE_NOTE, width)
            found += [_SetLine(line, TABLE_NOTE) for line in notes]
        return found

    def _tally(self, tally: Tally, width: float, cell: Element) -> list[_SetLine]:
        """Set one answer as a paragraph of its cell."""
        room = _label_width(width, tally.bar) - _HANGING
        part = Element(Role.P, cell)
        label = followed(self._lines(tally.label, TALLY, room, _MOST_TALLY_LINES))
        first, *later = (_SetLine(line, TALLY, element=part) for line in label)
        number, share = (
            self._typesetter.line(text, TALLY.face, TALLY.size)
            for text in (tally.number, tally.share)
        )
        beside = _Beside(number._replace(gap=True), share, tally.bar)
        return [first._replace(beside=beside), *later]

    def _lines(self, text: str, style: TextStyle, width: float, most: int = 0) -> tuple[Line, ...]:
        setter = self._typesetter
        if most:
            return setter.lines_at_most(text, style.face, style.size, width, most)
        return setter.lines(text, style.face, style.size, width)


def _element(cell: Cell, row: Element, scope: str) -> Element:
    role = Role.HEAD_CELL if scope else Role.CELL
    return Element(role, row, scope=scope, span=cell.span)

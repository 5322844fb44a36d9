"""Blocks that hold blocks: columns side by side, and the one big figure of a summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exports.documents.blocks.block import Block
from exports.documents.blocks.leading import paint_lead
from exports.documents.blocks.text import Heading
from exports.documents.canvas import ARTIFACT, PageCanvas
from exports.documents.semantics import Role
from exports.documents.styles import BIG_FIGURE, PANEL, SMALL, TABLE_STRONG
from exports.documents.text.lines import followed

_PANEL_PADDING: Final = 14.0


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks one below the other in a column of a width in points."""

    width: float
    blocks: Sequence[Block]


class SideBySide(Block):
    """Columns next to each other, on a tinted panel if wanted. It never breaks over pages."""

    def __init__(self, columns: Sequence[Stack], gap: float, panel: bool = False) -> None:
        super().__init__(Role.P, before=4, after=12)
        self.columns = columns
        self.gap = gap
        self.padding = _PANEL_PADDING if panel else 0.0

    @property
    def inner(self) -> list[Block]:
        """The blocks of all columns, in reading order."""
        return [block for column in self.columns for block in column.blocks]

    def measure(self, _width: float) -> float:
        """Return the height of the tallest column and the panel around it."""
        return max(self._column_height(column) for column in self.columns) + 2 * self.padding

    def _column_height(self, column: Stack) -> float:
        height = 0.0
        for place, block in enumerate(column.blocks):
            block.canv = self.canv
            above = block.getSpaceBefore() if place else 0
            below = block.getSpaceAfter() if place < len(column.blocks) - 1 else 0
            height += float(above + block.wrap(column.width, 0)[1] + below)
        return height

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the panel and the columns on it."""
        if self.padding:
            with canvas.mark(ARTIFACT):
                canvas.ink(PANEL)
                canvas.roundRect(0, top - self.height, self.width, self.height, 4, 0, 1)
        left = self.padding
        for column in self.columns:
            self._paint_column(canvas, column, left, top - self.padding)
            left += column.width + self.gap

    @staticmethod
    def _paint_column(canvas: PageCanvas, column: Stack, left: float, top: float) -> None:
        for place, block in enumerate(column.blocks):
            top -= block.getSpaceBefore() if place else 0
            canvas.saveState()
            canvas.translate(left, 0)
            block.paint(canvas, top)
            canvas.restoreState()
            top -= block.height + block.getSpaceAfter()


class BigFigure(Block):
    """A figure in large type, what it is, and how sure it is."""

    def __init__(self, figure: str, meaning: str, notes: Sequence[str]) -> None:
        super().__init__(Role.P)
        self.explained: Heading | None = None
        """Where it is told how it was worked out: its last note leads there."""
        self.parts = [
            (figure, BIG_FIGURE),
            (meaning, TABLE_STRONG),
            *((note, SMALL) for note in notes),
        ]

    def measure(self, width: float) -> float:
        """Return the height of all lines; each part is cut at two."""
        return sum(
            len(self.set_lines(text, style, width, 2)) * style.leading for text, style in self.parts
        )

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the parts one below the other."""
        last = len(self.parts) - 1
        for place, (text, style) in enumerate(self.parts):
            lines = followed(self.set_lines(text, style, self.width, 2))
            if place == last and self.explained:
                column = 0.0, top, self.width
                paint_lead(canvas, self.element, self.explained, lines, column, style=style)
            else:
                with canvas.mark(self.element):
                    canvas.draw_lines(lines, 0, top, style, width=self.width)
            top -= len(lines) * style.leading

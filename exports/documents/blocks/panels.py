"""Blocks that stand out: key and value pairs, callouts, a chart with its caption, a legend."""

from collections.abc import Sequence
from typing import Final

from exports.charts.paint import paint_drawing
from exports.charts.palette import Fill
from exports.charts.shapes import Box, area
from exports.charts.unchecked import Drawing
from exports.documents.blocks.block import Block
from exports.documents.blocks.text import TextBlock
from exports.documents.canvas import ARTIFACT, PageCanvas
from exports.documents.semantics import Element, Role
from exports.documents.styles import (
    ACCENT,
    BODY,
    FAINT_RULE,
    PANEL,
    SMALL,
    TABLE,
    TABLE_STRONG,
    TextStyle,
)
from exports.documents.text.clean import one_line
from exports.documents.text.lines import Line

_SWATCH: Final = 9.0
_SWATCH_GAP: Final = 6.0
_ENTRY_GAP: Final = 18.0
_KEY_WIDTH: Final = 130.0
_PAIR_PADDING: Final = 5.0


class Callout(TextBlock):
    """A paragraph on a tinted panel with an edge in the accent colour."""

    indent = right_indent = 16.0
    padding = 9.0

    def __init__(self, text: str, style: TextStyle = BODY, most_lines: int = 0) -> None:
        super().__init__(text, style, Role.P)
        self.spaceBefore, self.spaceAfter = 4, 12
        self.most_lines = most_lines

    def measure(self, width: float) -> float:
        """Return the height of the panel."""
        return super().measure(width) + 2 * self.padding

    def split(self, available_width: float, available_height: float) -> list[Block]:
        """Break between lines; each part has a panel of its own."""
        return super().split(available_width, available_height - 2 * self.padding)

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the panel and the text on it."""
        with canvas.mark(ARTIFACT):
            canvas.ink(PANEL)
            canvas.rect(0, top - self.height, self.width, self.height, stroke=0, fill=1)
            canvas.ink(ACCENT)
            canvas.rect(0, top - self.height, 3, self.height, stroke=0, fill=1)
        super().paint(canvas, top - self.padding)


class KeyValues(Block):
    """Pairs of a key and its value, one below the other; values are cut at three lines."""

    def __init__(self, pairs: Sequence[tuple[str, str]], most_lines: int = 3) -> None:
        super().__init__(Role.LIST, after=10)
        self.element.numbering = "None"
        self.pairs = pairs
        self.most_lines = most_lines
        self._items = [Element(Role.LIST_ITEM, self.element) for _ in pairs]
        self._labels = [Element(Role.LABEL, item) for item in self._items]
        self._bodies = [Element(Role.LIST_BODY, item) for item in self._items]

    def _value_lines(self, width: float) -> list[tuple[Line, ...]]:
        room = width - _KEY_WIDTH
        return [self.set_lines(value, TABLE, room, self.most_lines) for _, value in self.pairs]

    def measure(self, width: float) -> float:
        """Return the height of all pairs."""
        lines = sum(len(value) for value in self._value_lines(width))
        return lines * TABLE.leading + len(self.pairs) * 2 * _PAIR_PADDING

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the pairs with a rule between them."""
        for place, lines in enumerate(self._value_lines(self.width)):
            key = self.set_lines(self.pairs[place][0], TABLE_STRONG, _KEY_WIDTH)
            with canvas.mark(self._labels[place]):
                canvas.draw_lines(key, 0, top - _PAIR_PADDING, TABLE_STRONG)
            with canvas.mark(self._bodies[place]):
                room = self.width - _KEY_WIDTH
                canvas.draw_lines(lines, _KEY_WIDTH, top - _PAIR_PADDING, TABLE, width=room)
            top -= len(lines) * TABLE.leading + 2 * _PAIR_PADDING
            with canvas.mark(ARTIFACT):
                canvas.rule(0, top, self.width, FAINT_RULE)


class Figure(Block):
    """A chart, what it shows in words, and an optional caption below it."""

    leads_in = True

    def __init__(self, drawing: Drawing, alternative: str, caption: str = "") -> None:
        super().__init__(Role.GROUP, before=4, after=8)
        # Words inside a figure that has an alternative are not read: its caption stands beside it.
        self.figure = Element(Role.FIGURE, self.element, alternative=alternative)
        self.caption_element = Element(Role.CAPTION, self.element)
        self.drawing = drawing
        self.caption = one_line(caption)

    def _caption_lines(self, width: float) -> tuple[Line, ...]:
        return self.set_lines(self.caption, SMALL, width) if self.caption else ()

    def measure(self, width: float) -> float:
        """Return the height of chart and caption."""
        caption = len(self._caption_lines(width)) * SMALL.leading
        return float(self.drawing.height) + (caption + 4 if caption else 0)

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the chart and its caption."""
        bottom = top - self.drawing.height
        canvas.picture(self.figure, self.drawing, 0, bottom)
        if self.caption:
            with canvas.mark(self.caption_element):
                lines = self._caption_lines(self.width)
                canvas.draw_lines(lines, 0, bottom - 4, SMALL, width=self.width)


class Legend(Block):
    """What the fills of a chart mean: a swatch and a text each, running on over lines."""

    leads_in = True

    def __init__(self, entries: Sequence[tuple[Fill, str]]) -> None:
        super().__init__(Role.LIST, after=8)
        self.entries = entries
        items = (Element(Role.LIST_ITEM, self.element) for _ in entries)
        self._texts = [Element(Role.LIST_BODY, item) for item in items]

    def _places(self, width: float) -> list[tuple[float, int, tuple[Line, ...]]]:
        """Return x, row and text of each entry."""
        places = []
        x, row = 0.0, 0
        room = width - _SWATCH - _SWATCH_GAP
        for _, text in self.entries:
            lines = self.set_lines(text, SMALL, room, 1)
            needed = _SWATCH + _SWATCH_GAP + lines[0].width
            if x and x + needed > width:
                x, row = 0.0, row + 1
            places.append((x, row, lines))
            x += needed + _ENTRY_GAP
        return places

    def measure(self, width: float) -> float:
        """Return the height of the rows."""
        return (self._places(width)[-1][1] + 1) * (SMALL.leading + 2) if self.entries else 0

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw swatches and texts."""
        placed = zip(self.entries, self._places(self.width), self._texts, strict=True)
        for (fill, _), (x, row, lines), element in placed:
            y = top - row * (SMALL.leading + 2)
            with canvas.mark(ARTIFACT):
                swatch = Drawing(_SWATCH, _SWATCH)
                area(swatch, Box(0, 0, _SWATCH, _SWATCH), fill)
                paint_drawing(canvas, swatch, x, y - (SMALL.leading + _SWATCH) / 2)
            with canvas.mark(element):
                canvas.draw_lines(lines, x + _SWATCH + _SWATCH_GAP, y, SMALL)

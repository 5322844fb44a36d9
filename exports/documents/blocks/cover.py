"""The cover: title on a field of the accent colour, and the facts of the report below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exports.documents.blocks.block import ROOT, Block
from exports.documents.canvas import ARTIFACT, PageCanvas
from exports.documents.semantics import Element, Role
from exports.documents.styles import (
    ACCENT,
    CONTENT_WIDTH,
    COVER_KIND,
    COVER_NOTE,
    COVER_TITLE,
    INK,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RULE,
    SMALL,
    TextStyle,
)
from exports.documents.text.fonts import Face
from exports.documents.text.lines import Line
from exports.documents.text.sentences import whole_sentences

_FIELD_HEIGHT: Final = PAGE_HEIGHT * 0.47
_EDGE: Final = 24.0
_VALUE: Final = TextStyle(12, 17, Face.BOLD, INK)
_PAIR_GAP: Final = 16.0
_COLUMN_GAP: Final = 28.0
_TITLE_GAP: Final = 8.0
_TITLE_LINES: Final = 4
_NOTE_LINES: Final = 6
_VALUE_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class CoverText:
    """The words of a cover; each is cut to the room it has, the note after a sentence."""

    brand: str
    kind: str
    title: str
    note: str
    pairs: Sequence[tuple[str, str]]
    small_print: str


class Cover(Block):
    """A whole page."""

    def __init__(self, text: CoverText) -> None:
        super().__init__(Role.P)
        self.text = text
        self._titles = [Element(role, ROOT) for role in (Role.P, Role.H1, Role.P)]
        self._small_print = Element(Role.P, ROOT)
        facts = Element(Role.LIST, ROOT, numbering="None")
        self._items = [Element(Role.LIST_ITEM, facts) for _ in text.pairs]

    def measure(self, _width: float) -> float:
        """Take the whole page."""
        return PAGE_HEIGHT

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the field, the title on it, the facts below and the small print at the foot."""
        with canvas.mark(ARTIFACT):
            canvas.ink(ACCENT)
            canvas.rect(0, top - _FIELD_HEIGHT, PAGE_WIDTH, _FIELD_HEIGHT, stroke=0, fill=1)
        brand = self.set_lines(self.text.brand, COVER_KIND, CONTENT_WIDTH, 1)
        with canvas.mark(self.element):
            canvas.draw_lines(brand, MARGIN, top - _EDGE - 12, COVER_KIND, width=CONTENT_WIDTH)
        self._title(canvas, top - _FIELD_HEIGHT + _EDGE - _TITLE_GAP)
        self._pairs(canvas, top - _FIELD_HEIGHT - 34)
        with canvas.mark(ARTIFACT):
            canvas.rule(MARGIN, 70, CONTENT_WIDTH, RULE)
        small_print = self.set_lines(self.text.small_print, SMALL, CONTENT_WIDTH, 3)
        with canvas.mark(self._small_print):
            canvas.draw_lines(small_print, MARGIN, 62, SMALL, width=CONTENT_WIDTH)

    def _title(self, canvas: PageCanvas, bottom: float) -> None:
        """Draw kind, title and note, the last of them ending at `bottom`."""
        parts = [
            (self.set_lines(text, style, CONTENT_WIDTH, most), style)
            for text, style, most in (
                (self.text.kind, COVER_KIND, 1),
                (self.text.title, COVER_TITLE, _TITLE_LINES),
            )
        ]
        parts.append((self._note(), COVER_NOTE))
        top = bottom + sum(len(lines) * style.leading + _TITLE_GAP for lines, style in parts)
        for (lines, style), element in zip(parts, self._titles, strict=True):
            with canvas.mark(element):
                canvas.draw_lines(lines, MARGIN, top, style, width=CONTENT_WIDTH)
            top -= len(lines) * style.leading + _TITLE_GAP

    def _note(self) -> tuple[Line, ...]:
        """Return as many whole sentences as there is room for; a first one too long is cut."""
        for text in whole_sentences(self.text.note):
            lines = self.set_lines(text, COVER_NOTE, CONTENT_WIDTH)
            if len(lines) <= _NOTE_LINES:
                return lines
        return self.set_lines(self.text.note, COVER_NOTE, CONTENT_WIDTH, _NOTE_LINES)

    def _pairs(self, canvas: PageCanvas, top: float) -> None:
        """Draw the facts in two columns, row by row."""
        width = (CONTENT_WIDTH - _COLUMN_GAP) / 2
        for start in range(0, len(self.text.pairs), 2):
            heights = [
                self._pair(canvas, start + side, MARGIN + side * (width + _COLUMN_GAP), top, width)
                for side in range(len(self.text.pairs[start : start + 2]))
            ]
            top -= max(heights) + _PAIR_GAP

    def _pair(self, canvas: PageCanvas, place: int, x: float, top: float, width: float) -> float:
        key, value = self.text.pairs[place]
        keys = self.set_lines(key, SMALL, width)
        values = self.set_lines(value, _VALUE, width, _VALUE_LINES)
        with canvas.mark(Element(Role.LABEL, self._items[place])):
            canvas.draw_lines(keys, x, top, SMALL, width=width)
        with canvas.mark(Element(Role.LIST_BODY, self._items[place])):
            below = top - len(keys) * SMALL.leading
            canvas.draw_lines(values, x, below, _VALUE, width=width)
        return len(keys) * SMALL.leading + len(values) * _VALUE.leading

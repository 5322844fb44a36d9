"""The cover: title and logo on a field of the accent colour, the facts of the report below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exports.documents.blocks.block import ROOT, Block
from exports.documents.canvas import ARTIFACT, PageCanvas
from exports.documents.semantics import Box, Element, Role
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
    WHITE,
    TextStyle,
)
from exports.documents.text.clean import clean
from exports.documents.text.fonts import Face
from exports.documents.text.lines import Line
from exports.documents.text.sentences import whole_sentences
from exports.figures.reports.logos import Picture

_FIELD_HEIGHT: Final = PAGE_HEIGHT * 0.47
_EDGE: Final = 24.0
_VALUE: Final = TextStyle(12, 17, Face.BOLD, INK)
_PAIR_GAP: Final = 16.0
_COLUMN_GAP: Final = 28.0
_TITLE_GAP: Final = 8.0
_TITLE_LINES: Final = 4
_NOTE_LINES: Final = 6
_NOTE_LINES_BELOW_A_LOGO: Final = 3
_VALUE_LINES: Final = 3
_LOGO_WIDTH: Final = 170.0
_LOGO_HEIGHT: Final = 54.0
_PLATE: Final = 10.0
"""White around a logo that is made for white paper."""


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
    """A whole page; a logo is never larger than its box, nor than its points allow."""

    def __init__(self, text: CoverText, logo: Picture | None = None) -> None:
        super().__init__(Role.P)
        self.text = text
        self.logo = logo
        self._titles = [Element(role, ROOT) for role in (Role.P, Role.H1, Role.P)]
        self._small_print = Element(Role.P, ROOT)
        facts = Element(Role.LIST, ROOT, numbering="None")
        self._items = [Element(Role.LIST_ITEM, facts) for _ in text.pairs]

    def measure(self, _width: float) -> float:
        """Take the whole page."""
        return PAGE_HEIGHT

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the field, logo and title on it, the facts below, the small print at the foot."""
        with canvas.mark(ARTIFACT):
            canvas.ink(ACCENT)
            canvas.rect(0, top - _FIELD_HEIGHT, PAGE_WIDTH, _FIELD_HEIGHT, stroke=0, fill=1)
        beside = _LOGO_WIDTH + 2 * _PLATE + _COLUMN_GAP if self.logo else 0
        brand = self.set_lines(self.text.brand, COVER_KIND, CONTENT_WIDTH - beside, 1)
        with canvas.mark(self.element):
            canvas.draw_lines(brand, MARGIN, top - _EDGE - 12, COVER_KIND, width=CONTENT_WIDTH)
        if self.logo:
            _paint_logo(canvas, self.logo, top - _EDGE)
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
        most = _NOTE_LINES_BELOW_A_LOGO if self.logo else _NOTE_LINES
        for text in whole_sentences(self.text.note):
            lines = self.set_lines(text, COVER_NOTE, CONTENT_WIDTH)
            if len(lines) <= most:
                return lines
        return self.set_lines(self.text.note, COVER_NOTE, CONTENT_WIDTH, most)

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


def logo_size(logo: Picture) -> tuple[float, float]:
    """Return width and height of a logo on a cover in points, as it is or made smaller."""
    scale = min(_LOGO_WIDTH / logo.width, _LOGO_HEIGHT / logo.height, 1)
    return logo.width * scale, logo.height * scale


def logo_words(logo: Picture) -> str:
    """Return what those hear who cannot see a logo; it is never nothing."""
    return " ".join(clean(logo.told).split()) or "Logo"


def _paint_logo(canvas: PageCanvas, logo: Picture, top: float) -> None:
    """Draw a logo at the right edge, on a plate of white where it is made for white paper."""
    width, height = logo_size(logo)
    right = PAGE_WIDTH - MARGIN
    box = Box(right - width, top - height, right, top)
    if not logo.on_dark:
        box = Box(*(each - _PLATE for each in box))
        with canvas.mark(ARTIFACT):
            canvas.ink(WHITE)
            plate = width + 2 * _PLATE, height + 2 * _PLATE
            canvas.roundRect(box.left - _PLATE, box.bottom - _PLATE, *plate, 4, stroke=0, fill=1)
    canvas.image(Element(Role.FIGURE, ROOT, alternative=logo_words(logo)), logo.png, box)

"""The page surface: draws set lines, marks what is drawn, and finishes pages once all are known."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from exports.documents.semantics import Element, Marks, Role
from exports.documents.styles import PAGE_HEIGHT, PAGE_WIDTH, Align, TextStyle
from exports.documents.text.fonts import Face
from exports.documents.text.lines import Line, Typesetter

ARTIFACT: Final = Element(Role.ARTIFACT)
"""What is drawn for the eye alone: rules, backgrounds, running heads, repeated table heads."""


class Placement(NamedTuple):
    """Where things came to stand: known when the last page is full."""

    page_count: int
    pages: dict[Element, int]
    """Page number, from 1, of each element noted."""


Late = Callable[["PageCanvas", Placement], None]


class PageCanvas(Canvas):  # type: ignore[misc]  # ReportLab carries no types
    """A canvas for whole documents; everything on it is drawn between `mark`s."""

    def __init__(self, target: BinaryIO, typesetter: Typesetter, marks: Marks) -> None:
        self.typesetter = typesetter
        self._marks = marks
        self._finished: list[dict[str, object]] = []
        self._late: list[Late] = []
        self._places: dict[Element, int] = {}
        super().__init__(
            target,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            initialFontName=Face.REGULAR,
            lang="en-GB",
        )

    @contextmanager
    def mark(self, element: Element) -> Iterator[None]:
        """Say that what is drawn inside belongs to `element`."""
        self._marks.open(self, element)
        yield
        self._marks.close(self, element)

    def ink(self, colour: Color) -> None:
        """Fill with `colour` from here on."""
        if self._fillColorObj is not colour:
            self.setFillColor(colour)

    def rule(self, x: float, y: float, width: float, colour: Color, thickness: float = 0.6) -> None:
        """Draw a level line, filled so that it is crisp at any size."""
        self.ink(colour)
        self.rect(x, y - thickness / 2, width, thickness, stroke=0, fill=1)

    def draw_lines(
        self,
        lines: Sequence[Line],
        x: float,
        top: float,
        style: TextStyle,
        *,
        width: float = 0,
        align: Align = Align.LEFT,
    ) -> None:
        """Draw lines downwards from `top` in a column of `width` at `x`."""
        self.ink(style.colour)
        y = top - style.first_baseline
        if align is Align.LEFT and not any(line.runs for line in lines):
            self._draw_plain_block([line.text for line in lines], x, y, style)
            return
        for line in lines:
            self._draw_line(line, x + _indent(line, width, align), y, style)
            y -= style.leading

    def _draw_plain_block(self, texts: list[str], x: float, y: float, style: TextStyle) -> None:
        text = self.beginText(x, y)
        text.setFont(style.face, style.size, style.leading)
        for line in texts:
            text.textLine(line)
        self.drawText(text)

    def _draw_line(self, line: Line, x: float, y: float, style: TextStyle) -> None:
        if not line.runs:
            self._draw_plain_block([line.text], x, y, style)
            return
        # Shaped glyphs stand for letters only through their order on paper: the words themselves
        # go along for search, copying and reading aloud (ISO 32000-1, 14.9.4).
        self._code.append(f"/Span <</ActualText <{_utf16(line.text)}>>> BDC")
        for run in line.runs:
            text = self.beginText(x, y)
            text.setFont(run.font, style.size, style.leading)
            text.textOut(run.glyphs.drawn)
            self.drawText(text)
            x += run.glyphs.width * style.size / 1000
        self._code.append("EMC")

    def note_place(self, element: Element) -> str:
        """Remember that `element` begins on the page being drawn; return a key of its own."""
        self._places.setdefault(element, self.getPageNumber())
        return f"place-{len(self._places)}"

    def defer(self, draw: Late) -> None:
        """Draw on this page when all pages are full: page counts, contents, bookmarks."""
        self._late.append(draw)

    def showPage(self) -> None:
        """Put the page aside until `save` can finish it."""
        self._finished.append(dict(self.__dict__))
        self._late = []
        self._startPage()

    def save(self) -> None:
        """Finish every page and write the document."""
        placement = Placement(len(self._finished), self._places)
        for page in self._finished:
            self.__dict__.update(page)
            for draw in self._late:
                draw(self, placement)
            super().showPage()
        super().save()


def _indent(line: Line, width: float, align: Align) -> float:
    if align is Align.RIGHT or (align is Align.LEFT and line.right_to_left and width):
        return width - line.width
    return (width - line.width) / 2 if align is Align.CENTRE else 0


def _utf16(text: str) -> str:
    return "FEFF" + text.encode("utf-16-be").hex().upper()

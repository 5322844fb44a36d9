"""The page surface: draws set lines, marks what is drawn, and finishes pages once all are known."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import fp_str
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFPage
from reportlab.pdfgen.canvas import Canvas

from exports.charts.paint import paint_drawing
from exports.charts.unchecked import Drawing, String
from exports.documents.links import Link
from exports.documents.semantics import Artifact, Box, Element, Marks
from exports.documents.styles import PAGE_HEIGHT, PAGE_WIDTH, Align, TextStyle
from exports.documents.text.fonts import Face
from exports.documents.text.lines import Line, Typesetter
from exports.documents.text.runs import is_plain

LANGUAGE: Final = "en-GB"
PDF_VERSION: Final = (1, 7)
"""What PDF/UA-1 builds on."""
ARTIFACT: Final = Artifact("Layout")
"""What is drawn for the eye alone: rules, backgrounds, swatches, bars beside their numbers."""
RUNNING_HEAD: Final = Artifact("Pagination", "Header")
RUNNING_FOOT: Final = Artifact("Pagination", "Footer")
_BEFORE: Final = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a label stands before the point that it is set at."""
REPEATED: Final = Artifact("Pagination")
"""The head of a table on every page after its first."""


class Placement(NamedTuple):
    """Where things came to stand: known when the last page is full."""

    page_count: int
    pages: dict[Element, int]
    """Page number, from 1, of each element noted."""


Late = Callable[["PageCanvas", Placement], None]


class PageCanvas(Canvas):  # type: ignore[misc]  # ReportLab carries no types
    """A canvas for whole documents; everything on it is drawn between `mark`s."""

    _fillColorObj: object

    def __init__(self, target: BinaryIO, typesetter: Typesetter, marks: Marks) -> None:
        self.typesetter = typesetter
        self._marks = marks
        self._finished: list[dict[str, object]] = []
        self._late: list[Late] = []
        self._places: dict[Element, int] = {}
        self._keys: dict[Element, str] = {}
        self._links: list[Link] = []
        super().__init__(
            target,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            initialFontName=Face.REGULAR,
            pdfVersion=PDF_VERSION,
            lang=LANGUAGE,
        )

    @contextmanager
    def mark(self, element: Element) -> Iterator[None]:
        """Say that what is drawn inside belongs to `element`."""
        self._marks.open(self, element)
        yield
        self._marks.close(self, element)

    def ink(self, colour: Color) -> None:
        """Fill with `colour` from here on."""
        self.setFillColor(colour)

    def setFillColor(self, aColor: Color, alpha: float | None = None) -> None:
        """Fill with a colour from here on; nothing is written where it is in use already."""
        if self._fillColorObj is aColor and alpha is None:
            return
        if type(aColor) is Color and aColor.alpha == 1 and alpha is None:
            self._fillColorObj = aColor
            self._code.append(_filling(aColor.red, aColor.green, aColor.blue))
        else:
            super().setFillColor(aColor, alpha)

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
            self._draw_plain_block([_spoken(line) for line in lines], x, y, style)
            return
        for line in lines:
            self._draw_line(line, x + indent(line, width, align), y, style)
            y -= style.leading

    def _draw_plain_block(self, texts: list[str], x: float, y: float, style: TextStyle) -> None:
        text = self.beginText(x, y)
        text.setFont(style.face, style.size, style.leading)
        for line in texts:
            text.textLine(line)
        self.drawText(text)

    def _draw_line(self, line: Line, x: float, y: float, style: TextStyle) -> None:
        if not line.runs:
            self._draw_plain_block([_spoken(line)], x, y, style)
            return
        # Shaped glyphs stand for letters only through their order on paper: the words themselves
        # go along for search, copying and reading aloud (ISO 32000-1, 14.9.4).
        self._code.append(f"/Span <</ActualText <{_utf16(_spoken(line))}>>> BDC")
        for run in line.runs:
            text = self.beginText(x, y)
            text.setFont(run.font, style.size, style.leading)
            text.textOut(run.glyphs.drawn)
            self.drawText(text)
            x += run.glyphs.width * style.size / 1000
        self._code.append("EMC")

    def picture(self, element: Element, drawing: Drawing, x: float, y: float) -> None:
        """Draw a chart as the figure `element`, its lower left corner at (x, y)."""
        left, bottom = self.absolutePosition(x, y)
        element.box = Box(left, bottom, left + drawing.width, bottom + drawing.height)
        with self.mark(element):
            paint_drawing(self, drawing, x, y, self._label)

    def _label(self, label: String, x: float, y: float) -> bool:
        """Write a chart's label whose letters join, turn or lack in its font; False for others."""
        if is_plain(label.text):
            return False
        line = self.typesetter.line(label.text, Face(label.fontName), label.fontSize)
        style = TextStyle(label.fontSize, label.fontSize, Face(label.fontName), label.fillColor)
        self.ink(style.colour)
        self._draw_line(line, x - line.width * _BEFORE[label.textAnchor], y, style)
        return True

    def image(self, element: Element, png: bytes, box: Box) -> None:
        """Draw a picture as the figure `element`, filling `box`; its file must be one of ours."""
        corners = self.absolutePosition(box.left, box.bottom), self.absolutePosition(*box[2:])
        element.box = Box(*corners[0], *corners[1])
        size = box.right - box.left, box.top - box.bottom
        with self.mark(element):
            self.drawImage(ImageReader(BytesIO(png)), box.left, box.bottom, *size, mask="auto")

    def note_place(self, element: Element) -> str:
        """Remember that `element` begins on the page being drawn; return a key of its own."""
        self._places.setdefault(element, self.getPageNumber())
        return self._key(element)

    def _key(self, element: Element) -> str:
        return self._keys.setdefault(element, f"place-{len(self._keys) + 1}")

    def link(self, element: Element, target: Element, box: Box, words: str) -> None:
        """Lay a link over `box`, which holds what was drawn as `element`.

        It leads to where `target` was noted; what it is for is told in `words`. Late, in `defer`,
        and only where the target was drawn.
        """
        link = Link(box, words, self._bookmarkReference(self._key(target)))
        self._links.append(link)
        name = f"link-{len(self._links)}"  # ReportLab's own count begins anew on each page
        self._addAnnotation(link, name)
        link.place = self._marks.link(self, element, self._doc.annotationName(name))

    def defer(self, draw: Late) -> None:
        """Draw on this page when all pages are full: page counts, contents, bookmarks."""
        self._late.append(draw)

    def showPage(self) -> None:
        """Put the page aside until `save` can finish it."""
        self._finished.append(dict(self.__dict__))
        self._late = []
        self._startPage()

    def _setAnnotations(self, page: PDFPage) -> None:
        """Finish a page that is written."""
        super()._setAnnotations(page)
        self._marks.end_page(self, page)

    def save(self) -> None:
        """Finish every page and write the document."""
        placement = Placement(len(self._finished), self._places)
        for page in self._finished:
            self.__dict__.update(page)
            for draw in self._late:
                draw(self, placement)
            super().showPage()
        self._marks.end_document(self)
        super().save()


def indent(line: Line, width: float, align: Align) -> float:
    """Return how far from the left edge of a column of `width` a line begins."""
    if align is Align.RIGHT or (align is Align.LEFT and line.right_to_left and width):
        return width - line.width
    return (width - line.width) / 2 if align is Align.CENTRE else 0


@cache
def _filling(red: float, green: float, blue: float) -> str:
    return f"{fp_str(red, green, blue)} rg"


def _spoken(line: Line) -> str:
    """Return a line's text as it is read aloud: words on two lines are parted by a blank."""
    return f"{line.text} " if line.gap else line.text


def _utf16(text: str) -> str:
    return "FEFF" + text.encode("utf-16-be").hex().upper()

"""What the marks on a page mean: the one place where drawing is told apart by role.

Every drawing call of a document happens inside `PageCanvas.mark(element)`. `Marks` makes of it what
it likes: `tagging.TaggedMarks` the structure that people read who cannot see the page (PDF/UA-1),
`Unmarked` nothing. Parts of one paragraph or table on two pages carry the same `Element` object.
"""

from enum import StrEnum
from typing import NamedTuple, Protocol

from reportlab.pdfbase.pdfdoc import PDFPage
from reportlab.pdfgen.canvas import Canvas

from exports.documents.packing import Numbered


class Role(StrEnum):
    """Standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4) that our documents use."""

    DOCUMENT = "Document"
    GROUP = "Div"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    P = "P"
    LIST = "L"
    LIST_ITEM = "LI"
    LABEL = "Lbl"
    LIST_BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CAPTION = "Caption"
    QUOTE = "BlockQuote"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"
    REFERENCE = "Reference"
    LINK = "Link"
    ARTIFACT = "Artifact"


class Box(NamedTuple):
    """A rectangle on a page in points, from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


class Element:
    """One element of a document's structure; its identity joins parts on several pages."""

    __slots__ = ("alternative", "box", "numbering", "parent", "role", "scope", "span")

    def __init__(
        self,
        role: Role,
        parent: "Element | None" = None,
        *,
        alternative: str = "",
        scope: str = "",
        span: int = 1,
        numbering: str = "",
    ) -> None:
        self.role = role
        self.parent = parent
        self.alternative = alternative
        """What a figure shows, in words, for a reader who cannot see it."""
        self.scope = scope
        """`Column` or `Row`: what a head cell is the head of."""
        self.span = span
        """How many columns a cell of a table takes."""
        self.numbering = numbering
        """How the items of a list are labelled: `Disc`, `Decimal` (ISO 32000-1, table 347)."""
        self.box: Box | None = None
        """Where a figure stands, known once it is drawn."""


class Artifact(Element):
    """What is drawn for the eye alone; `kind` and `part` as ISO 32000-1, 14.8.2.2 has them."""

    __slots__ = ("kind", "part")

    def __init__(self, kind: str, part: str = "") -> None:
        super().__init__(Role.ARTIFACT)
        self.kind = kind
        self.part = part


class Marks(Protocol):
    """Told before and after each piece of drawing what it is, and when pages are full."""

    def open(self, canvas: Canvas, element: Element) -> None:
        """Begin drawing a part of `element`."""

    def close(self, canvas: Canvas, element: Element) -> None:
        """End drawing the part begun last."""

    def link(self, canvas: Canvas, element: Element, annotation: str) -> int | None:
        """Let `element` hold a link, known by its object's name; return its place among parents."""

    def end_page(self, canvas: Canvas, page: PDFPage) -> None:
        """Take note that nothing more will be drawn on `page`."""

    def end_document(self, canvas: Canvas) -> None:
        """Add to the document what is known when the last page is full."""

    def objects(self, first: int) -> list[Numbered]:
        """Return what else the file is to hold, as `packing.MoreObjects` asks for it."""


class Unmarked:
    """Marks of a document without tags."""

    def open(self, canvas: Canvas, element: Element) -> None:
        """Write nothing."""

    def close(self, canvas: Canvas, element: Element) -> None:
        """Write nothing."""

    def link(self, canvas: Canvas, element: Element, annotation: str) -> int | None:  # noqa: ARG002 -- as `Marks` has it
        """Have no parents to keep."""
        return None

    def end_page(self, canvas: Canvas, page: PDFPage) -> None:
        """Write nothing."""

    def end_document(self, canvas: Canvas) -> None:
        """Write nothing."""

    def objects(self, _first: int) -> list[Numbered]:
        """Add nothing."""
        return []

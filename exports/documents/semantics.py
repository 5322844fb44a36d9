"""What the marks on a page mean: the one place where drawing is told apart by role.

Every drawing call of a document happens inside `PageCanvas.mark(element)`. Nothing is made of it
yet but order; a tagging layer (PDF/UA) is another `Marks`, and no report changes for it. Parts of
one paragraph or table on two pages carry the same `Element` object.
"""

from enum import StrEnum
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas


class Role(StrEnum):
    """Standard structure types of PDF 1.7 (ISO 32000-1, 14.8.4) that our documents use."""

    DOCUMENT = "Document"
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
    ARTIFACT = "Artifact"


class Element:
    """One element of a document's structure; its identity joins parts on several pages."""

    __slots__ = ("alternative", "parent", "role", "scope", "span")

    def __init__(
        self,
        role: Role,
        parent: "Element | None" = None,
        *,
        alternative: str = "",
        scope: str = "",
        span: int = 1,
    ) -> None:
        self.role = role
        self.parent = parent
        self.alternative = alternative
        """What a figure shows, in words, for a reader who cannot see it."""
        self.scope = scope
        """`Column` or `Row`: what a head cell is the head of."""
        self.span = span
        """How many columns a cell of a table takes."""


class Marks(Protocol):
    """Told before and after each piece of drawing what it is."""

    def open(self, canvas: Canvas, element: Element) -> None:
        """Begin drawing a part of `element`."""

    def close(self, canvas: Canvas, element: Element) -> None:
        """End drawing the part begun last."""


class Unmarked:
    """Marks of a document without tags."""

    def open(self, canvas: Canvas, element: Element) -> None:
        """Write nothing."""

    def close(self, canvas: Canvas, element: Element) -> None:
        """Write nothing."""

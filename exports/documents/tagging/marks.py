"""Marks that become the structure of a tagged PDF."""

from collections.abc import Iterator
from typing import Final

from reportlab.pdfbase.pdfdoc import PDFName, PDFPage
from reportlab.pdfgen.canvas import Canvas

from exports.documents.packing import Numbered
from exports.documents.semantics import Artifact, Element
from exports.documents.tagging.metadata import packet
from exports.documents.tagging.objects import (
    Written,
    WrittenStream,
    add,
    array,
    number_of,
    reference,
)
from exports.documents.tagging.tree import LinkObject, Node, Tree, written

_END: Final = "EMC"
_EDGES: Final = {"Header": "/Top", "Footer": "/Bottom"}
_FIRST_LINK: Final = 1_000_000
"""Where the places of links among the parents begin: past those of any pages."""


class TaggedMarks:
    """Numbers every mark of a page, and ties the numbers to a tree when all pages are full.

    It leans on how ReportLab keeps a page's code and a document's objects, which is why ReportLab
    is pinned.
    """

    def __init__(self, title: str, language: str) -> None:
        self._title = title
        self._language = language
        self._tree = Tree()
        self._pages: dict[int, list[Node]] = {}
        self._page_numbers: dict[int, int] = {}
        self._links: list[Node] = []
        self._begun_at = 0
        self._closed: tuple[int, int, Element] | None = None
        self._top = 0

    def open(self, canvas: Canvas, element: Element) -> None:
        """Begin a marked piece; one that goes on where the same element ended is still the same."""
        code, page = canvas._code, canvas._pageNumber
        if self._closed == (page, len(code), element):
            code.pop()
            self._begun_at = 0
            return
        if isinstance(element, Artifact):
            code.append(_artifact(element))
        else:
            node = self._tree.node(element)
            marks = self._pages.setdefault(page, [])
            code.append(f"/{element.role} <</MCID {len(marks)}>> BDC")
            node.kids.append((page, len(marks)))
            marks.append(node)
        self._begun_at = len(code)

    def close(self, canvas: Canvas, element: Element) -> None:
        """End it; of a piece that nothing was drawn in only the element stays."""
        code, page = canvas._code, canvas._pageNumber
        if len(code) != self._begun_at:
            code.append(_END)
            self._closed = (page, len(code), element)
            return
        code.pop()
        if not isinstance(element, Artifact):
            self._pages[page].pop().kids.pop()

    def link(self, canvas: Canvas, element: Element, annotation: str) -> int:
        """Put a link's object into its element; return its place among the parents."""
        node = self._tree.node(element)
        node.kids.append(LinkObject(canvas.getPageNumber(), number_of(canvas._doc, annotation)))
        self._links.append(node)
        return _FIRST_LINK + len(self._links) - 1

    def end_page(self, canvas: Canvas, page: PDFPage) -> None:
        """Let the page know its place among the parents, and that Tab follows the structure."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.Tabs = PDFName("S")
        if canvas.getPageNumber() in self._pages:
            page.StructParents = canvas.getPageNumber()

    def end_document(self, canvas: Canvas) -> None:
        """Write what a tagged document says of itself, and keep a place for the tree."""
        document = canvas._doc
        numbers = range(1, canvas.getPageNumber())
        self._page_numbers = {page: number_of(document, f"Page{page}") for page in numbers}
        told = packet(self._title, self._language)
        catalog = document.Catalog
        catalog.MarkInfo = Written("<</Marked true>>")
        catalog.Metadata = WrittenStream("/Type /Metadata /Subtype /XML", told)
        catalog.StructTreeRoot = Written("null")
        self._top = add(document, catalog.StructTreeRoot)

    def objects(self, first: int) -> list[Numbered]:
        """Return the tree: its top in the place kept for it, the others numbered from `first`."""
        nodes, pages = list(self._tree), self._page_numbers
        for number, node in enumerate(nodes, first):
            node.number = number
        parents = first + len(nodes)
        root = f"/K {reference(nodes[0].number)} " if nodes else ""
        top = f"<</Type /StructTreeRoot {root}/ParentTree {reference(parents)}>>"
        return [
            Numbered(self._top, top),
            *(Numbered(node.number, written(node, self._top, pages)) for node in nodes),
            Numbered(parents, f"<</Nums {array(self._parents())}>>"),
        ]

    def _parents(self) -> Iterator[str]:
        """Yield the elements of the marks of each page, then the element of each link."""
        for page, marks in sorted(self._pages.items()):
            yield f"{page} {array(reference(node.number) for node in marks)}"
        for place, node in enumerate(self._links, _FIRST_LINK):
            yield f"{place} {reference(node.number)}"


def _artifact(element: Artifact) -> str:
    part = f" /Subtype /{element.part} /Attached [{_EDGES[element.part]}]" if element.part else ""
    return f"/Artifact <</Type /{element.kind}{part}>> BDC"

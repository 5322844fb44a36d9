"""Marks that become the structure of a tagged PDF."""

from typing import Final

from reportlab.pdfbase.pdfdoc import PDFName, PDFObjectReference, PDFPage
from reportlab.pdfgen.canvas import Canvas

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
from exports.documents.tagging.tree import Content, LinkObject, Node, Tree, written

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
        self._links: list[Node] = []
        self._begun_at = 0
        self._closed: tuple[int, int, Element] | None = None

    def open(self, canvas: Canvas, element: Element) -> None:
        """Begin a marked piece; one that goes on where the same element ended is still the same."""
        code = canvas._code
        if self._closed == (canvas.getPageNumber(), len(code), element):
            code.pop()
            self._begun_at = 0
            return
        if isinstance(element, Artifact):
            begins = _artifact(element)
        else:
            node = self._tree.node(element)
            marks = self._pages.setdefault(canvas.getPageNumber(), [])
            begins = f"/{element.role} <</MCID {len(marks)}>> BDC"
            marks.append(node)
            node.kids.append(Content(canvas.getPageNumber(), len(marks) - 1))
        code.append(begins)
        self._begun_at = len(code)

    def close(self, canvas: Canvas, element: Element) -> None:
        """End it; of a piece that nothing was drawn in only the element stays."""
        code = canvas._code
        if len(code) == self._begun_at:
            self._forget(canvas, element)
            return
        code.append(_END)
        self._closed = (canvas.getPageNumber(), len(code), element)

    def _forget(self, canvas: Canvas, element: Element) -> None:
        canvas._code.pop()
        if not isinstance(element, Artifact):
            self._pages[canvas.getPageNumber()].pop().kids.pop()

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
        """Write the tree, the parents of all marks, and what a tagged document says of itself."""
        document = canvas._doc
        top = Written()
        top_number = add(document, top)
        objects = [(node, Written()) for node in self._tree]
        for node, item in objects:
            node.number = add(document, item)
        pages = {page: number_of(document, f"Page{page}") for page in self._pages}
        for node, item in objects:
            item.content = written(node, top_number, pages)
        parents = add(document, Written(self._parents()))
        root = self._tree.root
        kids = f"/K {reference(root.number)} " if root else ""
        top.content = f"<</Type /StructTreeRoot {kids}/ParentTree {reference(parents)}>>"
        self._declare(canvas, top_number)

    def _parents(self) -> str:
        """Return the element of each mark, page by page, then that of each link."""
        of_pages = (
            f"{page} {array(reference(node.number) for node in marks)}"
            for page, marks in sorted(self._pages.items())
        )
        of_links = (
            f"{place} {reference(node.number)}"
            for place, node in enumerate(self._links, _FIRST_LINK)
        )
        return f"<</Nums {array([*of_pages, *of_links])}>>"

    def _declare(self, canvas: Canvas, top: int) -> None:
        told = packet(self._title, self._language)
        catalog = canvas._doc.Catalog
        catalog.MarkInfo = Written("<</Marked true>>")
        catalog.Metadata = WrittenStream("/Type /Metadata /Subtype /XML", told)
        catalog.StructTreeRoot = PDFObjectReference(canvas._doc.numberToId[top])


def _artifact(element: Artifact) -> str:
    part = f" /Subtype /{element.part} /Attached [{_EDGES[element.part]}]" if element.part else ""
    return f"/Artifact <</Type /{element.kind}{part}>> BDC"

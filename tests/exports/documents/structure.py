"""Read the structure of a tagged PDF back, and say what is wrong with it, in milliseconds."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf

_DRAWING = frozenset({
    "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "Tj", "TJ", "'", '"',
})  # fmt: skip
_LEVELS = {"/H1": 1, "/H2": 2, "/H3": 3}


class Part(NamedTuple):
    """An element of the tree with what it holds: elements, (page, mark) pairs, link objects."""

    item: Object
    role: str
    kids: list["Part"]
    content: list[tuple[int, int]]
    links: list[Object]

    def __iter__(self) -> Iterator["Part"]:  # type: ignore[override]
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid


def faults(data: bytes) -> list[str]:
    """Return what is wrong with a document's tags, a line each."""
    with pikepdf.open(BytesIO(data)) as pdf:
        root = structure(pdf)
        return [
            *_of_document(pdf),
            *_of_marks(pdf, root),
            *_of_elements(root),
            *_of_tables(root),
            *_of_headings(root),
            *_of_links(pdf, root),
        ]


def structure(pdf: Pdf) -> Part:
    """Return the tree of a document."""
    pages = {page.objgen: place for place, page in enumerate(pdf.pages)}
    return _part(pdf.Root.StructTreeRoot.K, pages)


def roles(data: bytes) -> list[str]:
    """Return the role of every element of a document, in reading order."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [part.role.removeprefix("/") for part in structure(pdf)]


def _part(item: Object, pages: dict[tuple[int, int], int]) -> Part:
    part = Part(item, str(item.S), [], [], [])
    held = item.get("/K", Array())
    for kid in held if isinstance(held, Array) else [held]:
        if not isinstance(kid, Dictionary):
            part.content.append((pages[item.Pg.objgen], int(kid)))
        elif kid.get("/Type") == "/MCR":
            page = kid.get("/Pg", item.get("/Pg"))
            part.content.append((pages[page.objgen], int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            part.links.append(kid.Obj)
        else:
            part.kids.append(_part(kid, pages))
    return part


def _of_document(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "it is not said to be tagged"
    if not str(root.get("/Lang", "")):
        yield "it has no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "its title is not shown"
    packet = root.Metadata.read_bytes().decode() if "/Metadata" in root else ""
    if "<pdfuaid:part>1<" not in packet or "<dc:title>" not in packet:
        yield "its metadata do not name PDF/UA-1 and a title"


def _of_marks(pdf: Pdf, root: Part) -> Iterator[str]:
    """Every drawing stands in a mark; every mark is held by the element its page names for it."""
    parents = _parents(pdf)
    held = {where: part.item.objgen for part in root for where in part.content}
    for place, page in enumerate(pdf.pages):
        found, outside = _marks_on(page)
        if outside:
            yield f"page {place + 1}: {outside} drawings outside of any mark"
        named = parents.get(int(page.get("/StructParents", -1)), Array())
        if sorted(found) != list(range(len(named))):
            yield f"page {place + 1}: marks {found} for {len(named)} parents"
        wrong = [at for at, item in enumerate(named) if held.get((place, at)) != item.objgen]
        if wrong:
            yield f"page {place + 1}: marks {wrong} are not where their page says"
        if page.get("/Tabs") != "/S":
            yield f"page {place + 1}: Tab does not follow the structure"
    lengths = sum(len(part.content) for part in root)
    if lengths != len(held):
        yield "a mark is held twice"


def _parents(pdf: Pdf) -> dict[int, Object]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): item for key, item in zip(numbers[::2], numbers[1::2], strict=True)}


def _marks_on(page: pikepdf.Page) -> tuple[list[int], int]:
    """Return the marks of a page and how often it is drawn outside of them."""
    found, outside, open_now = [], 0, []
    for item in pikepdf.parse_content_stream(page):
        operator = str(item.operator)
        if operator in ("BDC", "BMC"):
            open_now.append(str(item.operands[0]))
            properties = item.operands[1] if operator == "BDC" else {}
            if "/MCID" in properties:
                found.append(int(properties["/MCID"]))
        elif operator == "EMC":
            open_now.pop()
        elif operator in _DRAWING:
            outside += not set(open_now) - {"/Span"}
    return found, outside


def _of_elements(root: Part) -> Iterator[str]:
    if root.role != "/Document":
        yield f"the tree begins with {root.role}"
    for part in root:
        for kid in part.kids:
            if kid.item.P.objgen != part.item.objgen:
                yield f"a {kid.role} names another parent than the {part.role} that holds it"
        if part.role == "/Figure" and not str(part.item.get("/Alt", "")):
            yield "a figure has no alternative text"
        if part.role == "/Figure" and "/BBox" not in part.item.get("/A", {}):
            yield "a figure has no place"
        if part.role in ("/L", "/LI", "/Table", "/TR", "/TOC", "/TOCI") and part.content:
            yield f"words stand in a {part.role} itself"


def _of_tables(root: Part) -> Iterator[str]:
    for table in (part for part in root if part.role == "/Table"):
        widths = {sum(_span(cell) for cell in row.kids) for row in table.kids}
        if len(widths) != 1:
            yield f"a table has rows of {sorted(widths)} columns"
        for head in (cell for row in table.kids for cell in row.kids if cell.role == "/TH"):
            if head.item.get("/A", {}).get("/Scope") not in ("/Column", "/Row"):
                yield "a head cell does not say what it heads"
        if {cell.role for cell in table.kids[0].kids} != {"/TH"}:
            yield "a table has no heads"


def _span(cell: Part) -> int:
    return int(cell.item.get("/A", {}).get("/ColSpan", 1))


def _of_headings(root: Part) -> Iterator[str]:
    levels = [_LEVELS[part.role] for part in root if part.role in _LEVELS]
    for before, after in pairwise([0, *levels]):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _of_links(pdf: Pdf, root: Part) -> Iterator[str]:
    parents = _parents(pdf)
    held = {link.objgen: part for part in root for link in part.links}
    for page in pdf.pages:
        for link in page.get("/Annots", []):
            part = held.pop(link.objgen, None)
            if part is None or part.role != "/Link":
                yield "a link is in no element of links"
            elif parents[int(link.StructParent)].objgen != part.item.objgen:
                yield "a link is not where its number says"
            if not str(link.get("/Contents", "")):
                yield "a link does not say where it leads"
    if held:
        yield "an element holds a link that lies on no page"

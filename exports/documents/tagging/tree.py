"""The structure tree (ISO 32000-1, 14.7): which element holds which, in the order drawn."""

from collections.abc import Iterator
from typing import NamedTuple

from exports.documents.semantics import Element, Role
from exports.documents.tagging.objects import array, reference, words

Content = tuple[int, int]
"""A marked piece of a page: the page's number from 1, and the mark's own on that page."""


class LinkObject(NamedTuple):
    """The annotation of a link: the page it lies on, the number of its object."""

    page: int
    number: int


class Node:
    """An element as it stands in the tree; `number` is that of its object in the file."""

    __slots__ = ("element", "kids", "number", "parent")

    def __init__(self, element: Element, parent: "Node | None") -> None:
        self.element = element
        self.parent = parent
        self.kids: list[Node | Content | LinkObject] = []
        self.number = 0


class Tree:
    """All elements that were drawn; an element stands where its first part was drawn."""

    def __init__(self) -> None:
        self._nodes: dict[Element, Node] = {}

    def node(self, element: Element) -> Node:
        """Return the node of an element; make it, and those that hold it, if it is new."""
        found = self._nodes.get(element)
        if found is None:
            parent = self.node(element.parent) if element.parent else None
            found = self._nodes[element] = Node(element, parent)
            if parent:
                parent.kids.append(found)
        return found

    def __iter__(self) -> Iterator[Node]:
        """Yield every node, each after the one that holds it."""
        yield from self._nodes.values()


def written(node: Node, root_number: int, pages: dict[int, int]) -> str:
    """Return a node as an object; `pages` has the object number of each page."""
    element, kids = node.element, node.kids
    parent = node.parent.number if node.parent else root_number
    parts = f"/Type /StructElem /S /{element.role} /P {reference(parent)}"
    home = None
    for kid in kids:
        if not isinstance(kid, Node):
            home = kid[0]
            parts += f" /Pg {reference(pages[home])}"
            break
    if kids:
        held = [_kid(kid, home, pages) for kid in kids]
        parts += f" /K {held[0] if len(held) == 1 else array(held)}"
    if element.alternative:
        parts += f" /Alt {words(element.alternative)}"
    if attributes := list(_attributes(element)):
        parts += f" /A {attributes[0] if len(attributes) == 1 else array(attributes)}"
    return f"<<{parts}>>"


def _kid(kid: Node | Content | LinkObject, home: int | None, pages: dict[int, int]) -> str:
    if isinstance(kid, Node):
        return reference(kid.number)
    page = "" if kid[0] == home else f" /Pg {reference(pages[kid[0]])}"
    if isinstance(kid, LinkObject):
        return f"<</Type /OBJR{page} /Obj {reference(kid.number)}>>"
    return f"<</Type /MCR{page} /MCID {kid[1]}>>" if page else str(kid[1])


def _attributes(element: Element) -> Iterator[str]:
    """Yield what the standard owners of attributes know of an element (ISO 32000-1, 14.8.5)."""
    if element.role in (Role.HEAD_CELL, Role.CELL):
        scope = f" /Scope /{element.scope}" if element.scope else ""
        span = f" /ColSpan {element.span}" if element.span > 1 else ""
        if scope or span:
            yield f"<</O /Table{scope}{span}>>"
    elif element.numbering:
        yield f"<</O /List /ListNumbering /{element.numbering}>>"
    elif element.box:
        corners = array(f"{side:.2f}" for side in element.box)
        yield f"<</O /Layout /Placement /Block /BBox {corners}>>"

"""A web page as a tree of tags, and the one place where it becomes text and all text is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

from exports.documents.text.clean import clean
from exports.documents.text.direction import reads_right_to_left

GAP: Final = " "
"""A blank between two words that are tags of their own."""
_EMPTY: Final = frozenset({"img", "meta"})
"""Tags that HTML never closes."""
_DRAWN: Final = frozenset({"circle", "line", "path", "rect"})
"""Tags of SVG that hold nothing and close themselves."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with its attributes and what it holds; a text in it stands for itself alone."""

    name: str
    attributes: Mapping[str, str]
    children: tuple[Node, ...]


Node = Tag | str


def tag(name: str, /, *children: Node, **attributes: str) -> Tag:
    """Return a tag; `class_` and `aria_label` are the attributes `class` and `aria-label`.

    Attributes without a value are left out.
    """
    named = {key.rstrip("_").replace("_", "-"): text for key, text in attributes.items() if text}
    return Tag(name, named, children)


def worded(name: str, text: str, /, **attributes: str) -> Tag:
    """Return a tag that holds a text, set from right to left where the text begins so."""
    rightwards = "" if text.isascii() or not reads_right_to_left(clean(text)) else "rtl"
    return tag(name, text, dir=rightwards, **attributes)


def written(node: Node) -> str:
    """Return a tree as the text of a web page."""
    return "".join(_pieces(node))


def _pieces(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield escaped(node)
        return
    attributes = "".join(f' {key}="{escaped(text)}"' for key, text in node.attributes.items())
    if node.name in _DRAWN:
        yield f"<{node.name}{attributes}/>"
        return
    yield f"<{node.name}{attributes}>"
    if node.name in _EMPTY:
        return
    for child in node.children:
        yield from _pieces(child)
    yield f"</{node.name}>"


def escaped(text: str) -> str:
    """Return a text as it may stand in a page or an attribute: cleaned, and never markup."""
    return text if text == GAP else escape(clean(text), quote=True)

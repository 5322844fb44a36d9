"""Read a web page back as a browser would: what is said, what charts hold, what describes them."""

from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement


def parsed(page: bytes) -> HtmlElement:
    """Return the page as a tree."""
    return lxml.html.document_fromstring(page.decode("utf-8"))


def words(page: HtmlElement) -> str:
    """Return what the page says outside its charts, in reading order."""
    return "\n".join(_texts(page.body))


def charts(page: HtmlElement) -> list[tuple[str, str]]:
    """Return what describes each chart, and the words written in it."""
    return [(svg.get("aria-label", ""), "\n".join(svg.itertext())) for svg in page.iter("svg")]


def _texts(node: HtmlElement) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag != "svg":
            yield from _texts(child)
        yield child.tail or ""

"""A whole web page: what a browser may do with it, its parts, and how it looks."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Final

from exports.documents.base import PROGRAM
from exports.documents.blocks.cover import logo_size, logo_words
from exports.documents.canvas import LANGUAGE
from exports.documents.html.blocks import BlockWriter, key_values
from exports.documents.html.markup import Node, Tag, tag, worded, written
from exports.documents.text.clean import one_line

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from exports.documents.base import DocumentFacts
    from exports.documents.blocks.cover import Cover
    from exports.figures.reports.logos import Picture

_DOCTYPE: Final = "<!doctype html>\n"
_STYLE_HERE: Final = "<style></style>"
_PICTURES_WITHIN: Final = "; img-src data:"
_PIXELS_A_POINT: Final = 96 / 72
START: Final = _DOCTYPE.strip().encode()
"""What every page begins with."""


def draw_page(facts: DocumentFacts, story: Sequence[Flowable], cover: Cover | None = None) -> bytes:
    """Write a document as one web page, complete in itself; equal input gives equal bytes.

    It holds no script and fetches nothing, and its policy forbids a browser to do either
    (Content Security Policy Level 3), whatever a text in it says.
    """
    sheet = _style_sheet()
    logo = cover.logo if cover else None
    head = _head(facts, sheet, has_picture=logo is not None)
    page = tag("html", head, _body(facts, story, cover), lang=LANGUAGE)
    # The sheet is ours, and goes in as it is: its hash is what the policy allows.
    text = written(page).replace(_STYLE_HERE, f"<style>{sheet}</style>", 1)
    return (_DOCTYPE + text + "\n").encode()


def _style_sheet() -> str:
    return resources.files("resources").joinpath("styles", "document.css").read_text("utf-8")


def _head(facts: DocumentFacts, sheet: str, *, has_picture: bool) -> Tag:
    allowed = b64encode(sha256(sheet.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
        f"{_PICTURES_WITHIN if has_picture else ''}"
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="description", content=one_line(facts.subject)),
        tag("meta", name="generator", content=PROGRAM),
        tag("title", one_line(facts.title) or PROGRAM),
        tag("style"),
    )


def _body(facts: DocumentFacts, story: Sequence[Flowable], cover: Cover | None) -> Tag:
    writer = BlockWriter(story, below_title=cover is not None)
    return tag(
        "body",
        tag("a", "Skip to the report", href="#report", class_="skip"),
        _cover(cover) if cover else _running_heads(facts),
        tag("main", *writer.nodes(story), id="report", tabindex="-1"),
        tag("footer", worded("p", facts.footer)),
    )


def _cover(cover: Cover) -> Tag:
    text = cover.text
    title: list[Node] = [
        *([_logo(cover.logo)] if cover.logo else []),
        tag("p", text.brand, class_="brand"),
        tag("p", text.kind, class_="kind"),
        worded("h1", text.title),
        *([worded("p", text.note, class_="lead")] if text.note.strip() else []),
    ]
    facts = key_values(text.pairs)
    small_print = worded("p", text.small_print, class_="small")
    return tag("header", tag("div", *title, class_="title"), facts, small_print, class_="cover")


def _logo(logo: Picture) -> Tag:
    """Return a logo, which the page brings along, as large as on paper."""
    width, height = (f"{each * _PIXELS_A_POINT:.0f}" for each in logo_size(logo))
    source = f"data:image/png;base64,{b64encode(logo.png).decode()}"
    look = "logo" if logo.on_dark else "logo plate"
    return tag("img", src=source, alt=logo_words(logo), width=width, height=height, class_=look)


def _running_heads(facts: DocumentFacts) -> Tag:
    return tag("header", worded("p", facts.running_left), worded("p", facts.running_right))

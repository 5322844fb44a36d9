"""Words of a report's own: plain text as paragraphs and lists, in the way people type them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, Literal, NamedTuple

from exports.documents.blocks.block import Block
from exports.documents.blocks.text import Paragraph, bullet_list, numbered_list
from exports.documents.text.clean import clean

_ITEM: Final = re.compile(r"[ \t]*(?:[-•][ \t]+|(?P<number>[0-9]{1,3})\.[ \t]+)(?P<text>\S.*)")

Kind = Literal["paragraph", "bullet", "number"]


class _Piece(NamedTuple):
    """A paragraph, or an item of a list with the number it was given."""

    kind: Kind
    text: str
    number: int = 0


class _Written(Paragraph):
    """A paragraph that somebody wrote: it leads in to nothing that follows."""

    leads_in = False


def plain_blocks(text: str) -> list[Block]:
    """Return plain text as blocks.

    An empty line begins a new paragraph. Lines that begin with “- ”, “• ” or “1. ” are items of a
    list; a line below an item goes on with it. Other line ends stand as they were typed. A list
    is numbered on from the number of its first item.
    """
    blocks: list[Block] = []
    for kind, pieces in groupby(_pieces(text), key=lambda piece: piece.kind):
        found = list(pieces)
        texts = [each.text for each in found]
        if kind == "paragraph":
            blocks += [_Written(each) for each in texts]
        elif kind == "bullet":
            blocks += bullet_list(texts)
        else:
            blocks += numbered_list(texts, first=found[0].number)
    return blocks


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield paragraphs and items; lines that belong together are one text."""
    piece: _Piece | None = None
    for line in [*clean(text).split("\n"), ""]:
        item = _ITEM.fullmatch(line)
        if piece and (item or not line.strip()):
            yield piece
            piece = None
        if item:
            number = int(item["number"] or 0)
            piece = _Piece("number" if item["number"] else "bullet", item["text"].strip(), number)
        elif line.strip():
            above = f"{piece.text}\n" if piece else ""
            piece = (piece or _Piece("paragraph", ""))._replace(text=f"{above}{line.strip()}")

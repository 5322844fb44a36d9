"""Headings stay with what they head: the words that lead in, and the first of what they lead to."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from exports.documents.blocks.block import Block
from exports.documents.blocks.text import Heading


def keep_headings(story: Sequence[Flowable]) -> None:
    """Tell each heading of a story what must begin on its page."""
    for place, block in enumerate(story):
        if isinstance(block, Heading):
            block.followers = tuple(_opening(story, place + 1))


def _opening(story: Sequence[Flowable], start: int) -> Iterator[Block]:
    """Yield the blocks that lead in, and the first that does not."""
    for place in range(start, len(story)):
        block = story[place]
        if not isinstance(block, Block):
            return
        yield block
        if not block.leads_in:
            return

"""The contents page: a line for each heading, its page number written once all pages are known."""

from collections.abc import Sequence
from typing import Final

from exports.documents.blocks.block import ROOT, Block
from exports.documents.blocks.text import Heading
from exports.documents.canvas import ARTIFACT, PageCanvas, Placement
from exports.documents.semantics import Box, Element, Role
from exports.documents.styles import BODY, FAINT_RULE, INK, SOFT_INK, Align, TextStyle
from exports.documents.text.fonts import Face
from exports.documents.text.lines import Line, followed

_FIRST: Final = TextStyle(11, 16.5, Face.BOLD, INK, before=7)
_NEXT: Final = TextStyle(BODY.size, BODY.leading, Face.REGULAR, SOFT_INK, before=1)
_NUMBER_WIDTH: Final = 40.0
_INDENT: Final = 16.0


class ContentsEntry(Block):
    """One heading, cut at one line, and where it stands."""

    def __init__(self, heading: Heading, parent: Element) -> None:
        self.style = _FIRST if heading.level == 1 else _NEXT
        super().__init__(Role.CONTENTS_ITEM, before=self.style.before, after=2)
        reference = Element(Role.REFERENCE, Element(Role.CONTENTS_ITEM, parent))
        self.element = Element(Role.LINK, reference)
        self.heading = heading
        self.left = _INDENT * (heading.level - 1)

    def measure(self, _width: float) -> float:
        """Return the height of one line."""
        return self.style.leading + 3

    def _title(self) -> tuple[Line, ...]:
        room = self.width - _NUMBER_WIDTH - self.left
        return self.set_lines(self.heading.text, self.style, room, 1)

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the title and leave the number for later."""
        with canvas.mark(self.element):
            canvas.draw_lines(followed(self._title()), self.left, top, self.style)
        with canvas.mark(ARTIFACT):
            canvas.rule(self.left, top - self.height, self.width - self.left, FAINT_RULE, 0.5)
        x, y = canvas.absolutePosition(self.width - _NUMBER_WIDTH, top)
        left, bottom = canvas.absolutePosition(self.left, top - self.height)
        box = Box(left, bottom, x + _NUMBER_WIDTH, y)

        def number(page: PageCanvas, placement: Placement) -> None:
            where = placement.pages.get(self.heading.element)
            lines = page.typesetter.lines(
                str(where or ""), self.style.face, self.style.size, _NUMBER_WIDTH
            )
            with page.mark(self.element):
                page.draw_lines(lines, x, y, self.style, width=_NUMBER_WIDTH, align=Align.RIGHT)
            if where:
                words = f"{self.heading.text}, page {where}"
                page.link(self.element, self.heading.element, box, words)

        canvas.defer(number)


def contents(headings: Sequence[Heading]) -> list[Block]:
    """Return a contents list of those headings; they may come anywhere in the document."""
    whole = part = Element(Role.CONTENTS, ROOT)
    entries: list[Block] = []
    for heading, before in zip(headings, [None, *headings], strict=False):
        if heading.level == 1:
            part = whole
        elif before and before.level == 1:
            part = Element(Role.CONTENTS, whole)
        entries.append(ContentsEntry(heading, part))
    return entries

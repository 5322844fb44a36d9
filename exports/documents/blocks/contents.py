"""The contents page: a line for each heading, its page number written once all pages are known."""

from collections.abc import Sequence
from typing import Final

from exports.documents.blocks.block import ROOT, Block
from exports.documents.blocks.text import Heading
from exports.documents.canvas import ARTIFACT, PageCanvas, Placement
from exports.documents.semantics import Element, Role
from exports.documents.styles import BODY, FAINT_RULE, INK, SOFT_INK, Align, TextStyle
from exports.documents.text.fonts import Face
from exports.documents.text.lines import Line

_FIRST: Final = TextStyle(11, 16.5, Face.BOLD, INK, before=7)
_NEXT: Final = TextStyle(BODY.size, BODY.leading, Face.REGULAR, SOFT_INK, before=1)
_NUMBER_WIDTH: Final = 40.0
_INDENT: Final = 16.0


class _Entry(Block):
    """One heading, cut at one line, and where it stands."""

    def __init__(self, heading: Heading, parent: Element) -> None:
        self.style = _FIRST if heading.level == 1 else _NEXT
        super().__init__(Role.CONTENTS_ITEM, before=self.style.before, after=2)
        self.element = Element(Role.CONTENTS_ITEM, parent)
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
            canvas.draw_lines(self._title(), self.left, top, self.style)
        with canvas.mark(ARTIFACT):
            canvas.rule(self.left, top - self.height, self.width - self.left, FAINT_RULE, 0.5)
        x, y = canvas.absolutePosition(self.width - _NUMBER_WIDTH, top)

        def number(page: PageCanvas, placement: Placement) -> None:
            where = placement.pages.get(self.heading.element)
            lines = page.typesetter.lines(
                str(where or ""), self.style.face, self.style.size, _NUMBER_WIDTH
            )
            with page.mark(self.element):
                page.draw_lines(lines, x, y, self.style, width=_NUMBER_WIDTH, align=Align.RIGHT)

        canvas.defer(number)


def contents(headings: Sequence[Heading]) -> list[Block]:
    """Return a contents list of those headings; they may come anywhere in the document."""
    parent = Element(Role.CONTENTS, ROOT)
    return [_Entry(heading, parent) for heading in headings]

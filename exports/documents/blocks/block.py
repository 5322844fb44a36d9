"""The base of every block: measured against a width, drawn downwards, marked with a role."""

from copy import copy
from typing import Final, Self

from reportlab.platypus import Flowable

from exports.documents.canvas import PageCanvas
from exports.documents.semantics import Element, Role
from exports.documents.styles import TextStyle
from exports.documents.text.lines import Line

ROOT: Final = Element(Role.DOCUMENT)


class Block(Flowable):  # type: ignore[misc]  # ReportLab carries no types
    """A flowable of ours. `measure` gives its height for a width; `paint` draws from the top."""

    canv: PageCanvas

    def __init__(self, role: Role, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.element = Element(role, ROOT)
        self.spaceBefore = before
        self.spaceAfter = after

    def measure(self, width: float) -> float:
        """Return the height this block takes in a column of `width`."""
        raise NotImplementedError

    leads_in = False
    """Whether a heading above is kept with this block and with the next one too."""

    def least(self, width: float) -> float:
        """Return the height of the least part that may begin at the foot of a page."""
        return self.measure(width)

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw at x = 0 downwards from `top`, every call inside a mark."""
        raise NotImplementedError

    def set_lines(
        self, text: str, style: TextStyle, width: float, most: int = 0
    ) -> tuple[Line, ...]:
        """Break `text` into lines no wider than `width`, cut after `most` unless that is 0."""
        if most:
            return self.canv.typesetter.lines_at_most(text, style.face, style.size, width, most)
        return self.canv.typesetter.lines(text, style.face, style.size, width)

    def part(self) -> Self:
        """Return a copy that draws a part of this block; both are the same element."""
        part = copy(self)
        # The page flow gives up on a block it has postponed once before; a part is a new block.
        part.__dict__.pop("_postponed", None)
        return part

    def identity(self, maxLen: int | None = None) -> str:  # noqa: ARG002 -- ReportLab's signature
        """Name this block in error messages without a word of its text."""
        return type(self).__name__

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Tell the page flow the size of this block."""
        self.width = available_width
        self.height = self.measure(available_width)
        return self.width, self.height

    def draw(self) -> None:
        """Draw where the page flow has put the origin, which is the lower left corner."""
        self.paint(self.canv, self.height)

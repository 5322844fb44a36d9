"""Numbers lead to where it is told how they were made: underlined heads, links in every reader."""

from collections.abc import Sequence
from typing import Final

from reportlab.platypus import Flowable

from exports.documents.blocks.text import Heading
from exports.documents.canvas import ARTIFACT, PageCanvas, Placement, indent
from exports.documents.semantics import Box, Element, Role
from exports.documents.styles import Align, TextStyle
from exports.documents.text.lines import Line

_BELOW: Final = 2.0
_THIN: Final = 0.5


def explain(story: Sequence[Flowable], method: Heading) -> None:
    """Let every block of numbers in a story lead to the heading of their method.

    Blocks of numbers have a place for it, `explained`; blocks that hold blocks tell them, `inner`.
    To ask for a protocol takes longer than to set most blocks.
    """
    for block in story:
        if hasattr(block, "explained"):
            block.explained = method
        elif hasattr(block, "inner"):
            explain(block.inner, method)


def paint_lead(
    canvas: PageCanvas,
    holder: Element,
    target: Heading,
    lines: Sequence[Line],
    column: tuple[float, float, float],
    *,
    style: TextStyle,
    align: Align = Align.LEFT,
) -> None:
    """Draw lines of `holder` that lead to `target`; `column` is its left edge, top and width."""
    left, top, width = column
    link = Element(Role.LINK, holder)
    with canvas.mark(link):
        canvas.draw_lines(lines, left, top, style, width=width, align=align)
    starts = [left + indent(line, width, align) for line in lines]
    with canvas.mark(ARTIFACT):
        for place, (line, start) in enumerate(zip(lines, starts, strict=True)):
            base = top - place * style.leading - style.first_baseline
            canvas.rule(start, base - _BELOW, line.width, style.colour, _THIN)
    right = max(start + line.width for line, start in zip(lines, starts, strict=True))
    box = Box(
        *canvas.absolutePosition(min(starts), top - len(lines) * style.leading),
        *canvas.absolutePosition(right, top),
    )
    words = f"{' '.join(line.text for line in lines)}: see “{target.text}”"

    def lay(page: PageCanvas, placement: Placement) -> None:
        if target.element in placement.pages:
            page.link(link, target.element, box, words)

    canvas.defer(lay)

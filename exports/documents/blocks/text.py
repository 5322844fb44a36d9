"""Blocks of running text: headings, paragraphs, list items, quotes. They break between lines."""

from collections.abc import Sequence
from typing import Final, Self

from exports.documents.blocks.block import ROOT, Block
from exports.documents.canvas import ARTIFACT, PageCanvas, Placement
from exports.documents.semantics import Element, Role
from exports.documents.styles import (
    ACCENT,
    BODY,
    CONTENT_HEIGHT,
    H1,
    H2,
    H3,
    QUOTE,
    SMALL,
    Align,
    TextStyle,
)
from exports.documents.text.clean import one_line
from exports.documents.text.lines import Line

_FEWEST_LINES: Final = 2
_HEADINGS: Final = {1: (Role.H1, H1), 2: (Role.H2, H2), 3: (Role.H3, H3)}
_MOST_ROOM_BELOW: Final = CONTENT_HEIGHT * 0.55
_DEEPEST_BOOKMARK: Final = 2
_MOST_HEADING_LINES: Final = 4
_MOST_SOURCE_LINES: Final = 3
_A_DIGIT: Final = 6.5


class TextBlock(Block):
    """Text in one style that may continue on the next page."""

    indent = 0.0
    right_indent = 0.0
    most_lines = 0
    """Cut the text at that many lines; 0 for never."""
    whole_lines = 2 * _FEWEST_LINES - 1
    """Up to how many lines the text stays whole below a heading."""
    followers: Sequence[Block] = ()
    """What comes next: all of it but the last must stand on this page, and the last begin on it."""

    def __init__(self, text: str, style: TextStyle, role: Role = Role.P) -> None:
        super().__init__(role, style.before, style.after)
        self.text = text
        self.style = style
        self._rest: tuple[Line, ...] | None = None
        """The lines left for this part once the text was broken over pages."""

    def lines(self, width: float) -> tuple[Line, ...]:
        """Return the lines this part draws."""
        if self._rest is not None:
            return self._rest
        return self.set_lines(self.text, self.style, self.room(width), self.most_lines)

    def room(self, width: float) -> float:
        """Return the width that is left for the lines."""
        return width - self.indent - self.right_indent

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Ask for more than there is when too little would follow on this page."""
        width, height = super().wrap(available_width, available_height)
        needed = height + self._room_below(available_width)
        return width, height if available_height >= needed else needed

    def _room_below(self, width: float) -> float:
        """Return the height that the followers ask for; never more than a page could give."""
        room, gap = 0.0, self.spaceAfter
        for block in self.followers:
            block.canv = self.canv
            room += max(gap, block.spaceBefore)
            gap = block.spaceAfter
            room += block.least(width) if block is self.followers[-1] else block.measure(width)
        return float(min(room, _MOST_ROOM_BELOW))

    def measure(self, width: float) -> float:
        """Return the height of the lines."""
        return len(self.lines(width)) * self.style.leading

    def least(self, width: float) -> float:
        """Return the height of the lines that `split` leaves at least, or of a short text whole."""
        height, lines = self.measure(width), len(self.lines(width))
        surplus = lines - _FEWEST_LINES if lines > self.whole_lines else 0
        return height - surplus * self.style.leading + self._room_below(width)

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the lines."""
        with canvas.mark(self.element):
            lines, room = self.lines(self.width), self.room(self.width)
            canvas.draw_lines(lines, self.indent, top, self.style, width=room)

    def split(self, available_width: float, available_height: float) -> list[Block]:
        """Break between lines, leaving at least two on each side."""
        lines = self.lines(available_width)
        fitting = min(int(available_height / self.style.leading), len(lines) - _FEWEST_LINES)
        if fitting < _FEWEST_LINES:
            return []
        head, rest = self._part(lines[:fitting]), self._part(lines[fitting:])
        head.spaceAfter = rest.spaceBefore = 0
        head.followers, rest.starts_here = (), False
        return [head, rest]

    starts_here = True
    """False for the parts that continue a block begun on an earlier page."""

    def _part(self, lines: Sequence[Line]) -> Self:
        part = self.part()
        part._rest = tuple(lines)
        return part


class Paragraph(TextBlock):
    """A paragraph of body text, or of another style."""

    leads_in = True

    def __init__(self, text: str, style: TextStyle = BODY, most_lines: int = 0) -> None:
        super().__init__(text, style)
        self.most_lines = most_lines


class Heading(TextBlock):
    """A heading of level 1 to 3, with a bookmark; never left alone at the foot of a page."""

    leads_in = True

    def __init__(self, text: str, level: int) -> None:
        role, style = _HEADINGS[level]
        super().__init__(text, style, role)
        self.most_lines = _MOST_HEADING_LINES
        self.level = level

    def split(self, _available_width: float, _available_height: float) -> list[Block]:
        """Stay whole."""
        return []

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the heading; the first two levels become bookmarks."""
        super().paint(canvas, top)
        if self.level <= _DEEPEST_BOOKMARK:
            self._leave_bookmark(canvas, top)

    def _leave_bookmark(self, canvas: PageCanvas, top: float) -> None:
        key = canvas.note_place(self.element)
        height = canvas.absolutePosition(0, top)[1]

        def bookmark(page: PageCanvas, _: Placement) -> None:
            page.bookmarkPage(key, fit="XYZ", top=height, left=0, zoom=0)
            page.addOutlineEntry(one_line(self.text), key, self.level - 1, closed=self.level > 1)

        canvas.defer(bookmark)


class ListItem(TextBlock):
    """One item of a list: its label hangs to the left of the text."""

    indent = 16.0

    def __init__(self, label: str, text: str, parent: Element, style: TextStyle = BODY) -> None:
        super().__init__(text, style, Role.LIST_BODY)
        item = Element(Role.LIST_ITEM, parent)
        self.label = label
        self.label_element = Element(Role.LABEL, item)
        self.element = Element(Role.LIST_BODY, item)
        self.spaceAfter = style.after / 2

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the label where the item starts, and the text; from the right if that reads so."""
        lines, room = self.lines(self.width), self.room(self.width)
        rightwards = lines[0].right_to_left
        if self.starts_here:
            label = self.set_lines(self.label, self.style, self.indent)
            side = Align.RIGHT if rightwards else Align.LEFT
            with canvas.mark(self.label_element):
                canvas.draw_lines(label, 0, top, self.style, width=self.width, align=side)
        left = 0 if rightwards else self.indent
        with canvas.mark(self.element):
            canvas.draw_lines(lines, left, top, self.style, width=room)


def keep_last_two(blocks: list[Block]) -> list[Block]:
    """Let the last of a list never stand alone on a page."""
    if len(blocks) > 1 and isinstance(blocks[-2], TextBlock):
        blocks[-2].followers = blocks[-1:]
    return blocks


def bullet_list(texts: Sequence[str], style: TextStyle = BODY) -> list[Block]:
    """Return a list with bullets."""
    parent = Element(Role.LIST, ROOT, numbering="Disc")
    return keep_last_two([ListItem("•", text, parent, style) for text in texts])


def numbered_list(texts: Sequence[str], style: TextStyle = BODY, first: int = 1) -> list[Block]:
    """Return a list numbered from 1, or on from another number."""
    parent = Element(Role.LIST, ROOT, numbering="Decimal")
    items: list[Block] = []
    for number, text in enumerate(texts, first):
        item = ListItem(f"{number}.", text, parent, style)
        item.indent += _A_DIGIT * max(len(str(first + len(texts) - 1)) - 2, 0)
        items.append(item)
    return keep_last_two(items)


class QuoteBlock(TextBlock):
    """Words quoted from an audit, beside a rule, with where they come from below."""

    indent = 14.0
    whole_lines = 6

    def __init__(self, text: str, source: str) -> None:
        super().__init__(text, QUOTE)
        quote = Element(Role.QUOTE, ROOT)
        self.element = Element(Role.P, quote)
        self.source = source
        self.source_element = Element(Role.P, quote)
        self.spaceAfter = 11
        self._ends_here = True

    def measure(self, width: float) -> float:
        """Return the height of the words and of their source."""
        return super().measure(width) + self._source_height(width)

    def _source_height(self, width: float) -> float:
        return len(self._source_lines(width)) * SMALL.leading if self._ends_here else 0

    def _source_lines(self, width: float) -> tuple[Line, ...]:
        return self.set_lines(self.source, SMALL, self.room(width), _MOST_SOURCE_LINES)

    def split(self, available_width: float, available_height: float) -> list[Block]:
        """Break between lines of the quoted words; the source stays with the last of them."""
        parts = super().split(available_width, available_height)
        if parts and isinstance(parts[0], QuoteBlock):
            parts[0]._ends_here = False
        return parts

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the rule, the words and the source."""
        with canvas.mark(ARTIFACT):
            canvas.ink(ACCENT)
            canvas.rect(0, top - self.height + 2, 2, self.height - 4, stroke=0, fill=1)
        super().paint(canvas, top)
        if self._ends_here:
            words = len(self.lines(self.width)) * self.style.leading
            with canvas.mark(self.source_element):
                lines, room = self._source_lines(self.width), self.room(self.width)
                canvas.draw_lines(lines, self.indent, top - words, SMALL, width=room)

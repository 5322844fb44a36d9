"""Notes on methods at the end of a report, and the line by which a chart leads to its own."""

from collections.abc import Sequence
from typing import Final

from exports.documents.blocks.block import ROOT, Block
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.canvas import PageCanvas, Placement
from exports.documents.semantics import Box, Element, Role
from exports.documents.styles import ACCENT, SMALL, TextStyle
from exports.documents.text.lines import Line, followed
from exports.figures.method_notes import MethodNote
from exports.figures.methods import Method

_STYLE: Final = TextStyle(9, 12.5, colour=ACCENT, after=5)
_PAGE_WIDTH: Final = 60.0


class MethodLink(Block):
    """One line that says how figures were made: the note's title and the page it stands on."""

    leads_in = True

    def __init__(self, target: Heading) -> None:
        super().__init__(Role.P, after=_STYLE.after)
        self.element = Element(Role.LINK, Element(Role.P, ROOT))
        self.target = target
        self.text = f"Method: {target.text}"

    def measure(self, _width: float) -> float:
        """Return the height of the line."""
        return _STYLE.leading

    def _lines(self) -> tuple[Line, ...]:
        return self.set_lines(self.text, _STYLE, self.width - _PAGE_WIDTH, 1)

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the title; the page follows once it is known, and makes both a link."""
        lines = followed(self._lines())
        with canvas.mark(self.element):
            canvas.draw_lines(lines, 0, top, _STYLE)
        x, y = canvas.absolutePosition(lines[0].width, top)
        left, bottom = canvas.absolutePosition(0, top - _STYLE.leading)

        def page_number(page: PageCanvas, placement: Placement) -> None:
            where = placement.pages.get(self.target.element)
            if not where:
                return
            number = page.typesetter.lines(f", page {where}", _STYLE.face, _STYLE.size, _PAGE_WIDTH)
            with page.mark(self.element):
                page.draw_lines(number, x, y, _STYLE)
            box = Box(left, bottom, x + number[0].width, y)
            page.link(self.element, self.target.element, box, f"{self.text}, page {where}")

        canvas.defer(page_number)


class MethodNotes:
    """The notes of one report: printed once, and led to from wherever a figure names its method."""

    def __init__(self, notes: Sequence[MethodNote]) -> None:
        self._notes = notes
        self._headings = {note.method: NoteHeading(note.title) for note in notes}

    def heading(self, method: Method) -> Heading | None:
        """Return the title of a note; None where the report has no such note."""
        return self._headings.get(method)

    def link(self, method: Method) -> list[Block]:
        """Return the line that leads to a note; nothing where the report has no such note."""
        heading = self._headings.get(method)
        return [MethodLink(heading)] if heading else []

    def blocks(self) -> list[Block]:
        """Return all notes, each under its title."""
        found: list[Block] = []
        for note in self._notes:
            found += [self._headings[note.method], Paragraph(note.text)]
            found += [Paragraph(note.source, SMALL)] if note.source else []
        return found


class NoteHeading(Heading):
    """The title of a note: a place that figures lead to, and no bookmark."""

    def __init__(self, title: str) -> None:
        super().__init__(title, 3)

    def paint(self, canvas: PageCanvas, top: float) -> None:
        """Draw the title, and remember where it stands."""
        super().paint(canvas, top)
        key, height = canvas.note_place(self.element), canvas.absolutePosition(0, top)[1]
        canvas.defer(lambda page, _: page.bookmarkPage(key, fit="XYZ", top=height, left=0, zoom=0))

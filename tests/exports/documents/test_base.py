"""The document base: pages, numbers, bookmarks, metadata, and a role for everything drawn."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from exports.charts.bars import share_bar
from exports.charts.palette import fills
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import ChartCell, Column, TextCell
from exports.documents.blocks.contents import contents
from exports.documents.blocks.cover import Cover, CoverText
from exports.documents.blocks.layout import BigFigure, SideBySide, Stack
from exports.documents.blocks.panels import Callout, Figure, KeyValues, Legend
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import (
    Heading,
    Paragraph,
    QuoteBlock,
    bullet_list,
    numbered_list,
)
from exports.documents.semantics import Element, Role, Unmarked
from tests.exports.documents.reading import texts
from tests.exports.documents.sample_report import GRADES

FACTS = DocumentFacts("A title", "A subject", "Left head", "Right head", "Foot")
SENTENCE = "The child was seen alone in each of the last three months. "


def table(rows: int, text: str = "A question") -> Table:
    columns = [Column("Question", 240), Column("Bar", 120), Column("Share", 80)]
    chart = ChartCell(share_bar(0.5, 0.4, 0.6, 100, 9), "50%")
    return Table(
        columns, [[TextCell(f"{text} {row}"), chart, TextCell("50%")] for row in range(rows)]
    )


def every_block() -> list[Block]:
    heading = Heading("First", 1)
    return [
        *contents([heading]),
        heading,
        Paragraph(SENTENCE * 60),
        *bullet_list([SENTENCE * 3, "two"]),
        *numbered_list(["one", "two"]),
        QuoteBlock(SENTENCE * 60, "Seen alone? — Yes"),
        Callout(SENTENCE * 60),
        KeyValues([("Tool", "Thresholds"), ("Scope", SENTENCE * 9)]),
        Figure(share_bar(0.5, 0.4, 0.6, 100, 9), "50%", "A caption"),
        Legend([(fill, code) for code, fill in fills(GRADES).items()]),
        SideBySide(
            [Stack(200, [BigFigure("68%", "good", ["39 of 57"])]), Stack(200, [table(2)])], 20, True
        ),
        table(90),
        table(1, "قالت الطفلة إنها تريد رؤية والدها " * 200),
    ]  # fmt: skip


def test_every_page_after_the_cover_is_numbered_and_headed() -> None:
    words = CoverText("Brand", "Kind", "Cover title", "Note", [("Audits", "57")], "Small print")
    pages = texts(draw_document(FACTS, every_block(), Cover(words)))
    assert "Cover title" in pages[0]
    assert "Page" not in pages[0]
    for number, page in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in page
        assert "Left head" in page
        assert "Right head" in page
        assert "Foot" in page


def test_the_contents_name_the_page_a_heading_came_to_stand_on() -> None:
    late = Heading("Far away", 1)
    pages = texts(draw_document(FACTS, [*contents([late]), Paragraph(SENTENCE * 300), late]))
    where = next(n for n, page in enumerate(pages[1:], 2) if "Far away" in page)
    assert pages[0].split()[-1] == str(where)


def test_headings_become_bookmarks_that_lead_to_their_pages() -> None:
    story = [Heading("One", 1), Paragraph(SENTENCE * 300), Heading("Two", 2), Heading("Three", 3)]
    with pikepdf.open(BytesIO(draw_document(FACTS, story))) as pdf, pdf.open_outline() as outline:
        (one,) = outline.root
        (two,) = one.children
        assert (one.title, two.title) == ("One", "Two")
        pages = [page.objgen for page in pdf.pages]
        assert pages.index(two.destination[0].objgen) == len(pdf.pages) - 1


def test_a_table_repeats_its_head_and_loses_no_row() -> None:
    pages = texts(draw_document(FACTS, [table(90)]))
    assert len(pages) > 2
    assert all("Question" in page and "Share" in page for page in pages)
    assert [f"A question {row}" in "\n".join(pages) for row in range(90)] == [True] * 90


def test_a_row_taller_than_a_page_goes_on_over_pages() -> None:
    pages = texts(draw_document(FACTS, [table(1, "word " * 2500)]))
    assert len(pages) > 2
    assert sum(page.count("word") for page in pages) == 2500


def test_a_heading_is_never_left_alone_at_the_foot() -> None:
    for lines in range(30, 42):
        text = "\n".join(["line"] * lines)
        pages = texts(
            draw_document(FACTS, [Paragraph(text), Heading("Head", 1), Paragraph(SENTENCE * 9)])
        )
        page = next(page for page in pages if "Head\n" in page)
        assert SENTENCE[:20] in page  # fmt: skip


def test_the_metadata_tell_the_title_and_the_program_and_nobody_else() -> None:
    with pikepdf.open(BytesIO(draw_document(FACTS, every_block()))) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    program = "Case File Audit"
    fixed = "D:20000101000000+00'00'"
    assert info == {
        "/Title": "A title", "/Subject": "A subject", "/Keywords": "", "/Author": program,
        "/Creator": program, "/Producer": program, "/Trapped": "/False",
        "/CreationDate": fixed, "/ModDate": fixed,
    }  # fmt: skip


def test_every_font_is_embedded() -> None:
    with pikepdf.open(BytesIO(draw_document(FACTS, every_block()))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_nothing_outside_may_be_read_while_drawing() -> None:
    draw_document(FACTS, [Paragraph("x")])
    assert rl_config.trustedSchemes == []
    assert rl_config.trustedHosts == []


class Recorded(Unmarked):
    """Marks that remember what was drawn as what, and that marks are well nested."""

    def __init__(self) -> None:
        self.seen: list[Element] = []
        self.open_now: list[Element] = []
        self.drawn_unmarked = 0

    def open(self, _: Canvas, element: Element) -> None:
        assert not self.open_now, "marks may not stand inside one another"
        self.open_now.append(element)
        self.seen.append(element)

    def close(self, _: Canvas, element: Element) -> None:
        assert self.open_now.pop() is element


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorded]:
    marks = Recorded()
    for name in ("drawText", "rect", "roundRect", "line", "lines", "circle", "drawPath"):
        original = getattr(Canvas, name)

        def watched(self: Canvas, *args: object, _original=original, **named: object) -> object:  # type: ignore[no-untyped-def]
            marks.drawn_unmarked += not marks.open_now
            return _original(self, *args, **named)

        monkeypatch.setattr(Canvas, name, watched)
    return marks


def test_all_that_is_drawn_has_a_role(recorded: Recorded) -> None:
    words = CoverText("Brand", "Kind", "Cover title", "Note", [("Audits", "57")], "Small print")
    draw_document(FACTS, every_block(), Cover(words), recorded)
    assert recorded.drawn_unmarked == 0
    roles = {holder.role for element in recorded.seen for holder in with_holders(element)}
    assert roles == {*Role} - {Role.H2, Role.H3}


def with_holders(element: Element | None) -> Iterator[Element]:
    while element:
        yield element
        element = element.parent


def test_parts_on_two_pages_are_one_element_and_repeated_heads_are_none(recorded: Recorded) -> None:
    draw_document(FACTS, [Paragraph(SENTENCE * 90), table(90)], marks=recorded)
    paragraphs = [element for element in recorded.seen if element.role is Role.P]
    assert len(paragraphs) == 2
    assert paragraphs[0] is paragraphs[1]
    heads = [element for element in recorded.seen if element.role is Role.HEAD_CELL]
    assert [head.scope for head in heads] == ["Column"] * 3 + ["Row"] * 90


def test_figures_carry_their_words(recorded: Recorded) -> None:
    figure = Figure(share_bar(0.5, 0.4, 0.6, 100, 9), "50% of 20")
    draw_document(FACTS, [figure, table(1)], marks=recorded)
    alternatives = {element.alternative for element in recorded.seen}
    assert {"50% of 20", "50%"} <= alternatives

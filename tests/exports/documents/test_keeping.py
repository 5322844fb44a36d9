"""What stays together on a page: headings with what they head, rows with rows."""

import pytest

from exports.charts.bars import count_bar, share_bar
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import ChartCell, Column, Tally, TallyCell, TextCell
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, QuoteBlock, keep_last_two
from exports.documents.styles import SMALL, Align
from tests.exports.documents.reading import texts

FACTS = DocumentFacts("A title", "A subject", "Left head", "Right head", "Foot")
COLUMNS = [Column("Quarter", 240), Column("Bar", 120), Column("Count", 121, Align.RIGHT)]


def table(rows: int, text: str = "row") -> Table:
    chart = ChartCell(share_bar(0.5, 0.4, 0.6, 100, 9), "50%")
    return Table(
        COLUMNS, [[TextCell(f"{text} {row}."), chart, TextCell("9")] for row in range(rows)]
    )


def drawn_below(lines: int, blocks: list[Block]) -> list[str]:
    """Draw blocks below so many lines of text; return the text of the pages."""
    above = Paragraph("\n".join(["line"] * lines))
    return texts(draw_document(FACTS, [Heading("Title", 1), above, *blocks]))


def page_of(pages: list[str], words: str) -> int:
    return next(place for place, page in enumerate(pages) if words in page)


@pytest.mark.parametrize("lines", range(2, 42, 3))
@pytest.mark.parametrize("rows", [3, 4, 6, 25, 26, 27, 28, 29, 30])
def test_a_table_leaves_no_row_alone_on_a_page(lines: int, rows: int) -> None:
    pages = drawn_below(lines, [table(rows)])
    counts = [page.count("row ") for page in pages]
    assert sum(counts) == rows
    assert 1 not in counts


@pytest.mark.parametrize("lines", range(20, 42))
def test_a_heading_stays_with_the_words_that_lead_in_and_the_first_rows(lines: int) -> None:
    lead = [Paragraph("Guidance. " * 60, SMALL), Paragraph("Told.")]
    pages = drawn_below(lines, [Heading("Head", 2), *lead, table(30)])
    page = pages[page_of(pages, "Head\n")]
    assert "Told." in page
    assert "row 1." in page


@pytest.mark.parametrize("lines", range(20, 42))
def test_headings_and_the_first_quotation_stay_together(lines: int) -> None:
    quote = QuoteBlock("Said. " * 60, "Source")
    pages = drawn_below(lines, [Heading("Theme", 2), Heading("Areas", 3), quote])
    page = pages[page_of(pages, "Theme\n")]
    assert "Areas\n" in page
    assert page.count("Said.") == 60
    assert "Source" in page


@pytest.mark.parametrize("lines", range(14, 38))
@pytest.mark.parametrize("number", [2, 3, 4])
def test_the_last_of_a_list_is_never_alone_on_a_page(lines: int, number: int) -> None:
    quotes = [QuoteBlock(f"Said {place}. " * 20, "Source") for place in range(number)]
    pages = drawn_below(lines, [Heading("Head", 2), *keep_last_two([*quotes])])
    last = pages[-1]
    assert f"Said {number - 2}." in last
    assert f"Said {number - 1}." in last
    assert "Said 0." in pages[page_of(pages, "Head\n")]


def test_a_lead_in_longer_than_a_page_is_still_drawn() -> None:
    pages = drawn_below(30, [Heading("Head", 2), Paragraph("word " * 3000), table(2)])
    assert sum(page.count("word") for page in pages) == 3000


@pytest.mark.parametrize(
    "heights", [(22, 22), (24, 20), (20, 24), (24, 24, 24), (1, 24, 24), (46,)]
)
@pytest.mark.parametrize("lines", [0, 10, 20, 38])
def test_rows_of_any_height_are_all_drawn(heights: tuple[int, ...], lines: int) -> None:
    rows = [
        [TextCell("\n".join(["tall"] * height)), TextCell(""), TextCell("9")] for height in heights
    ]
    pages = drawn_below(lines, [Table(COLUMNS, rows)])
    assert sum(page.count("tall") for page in pages) == sum(heights)


def answers(*labels: str) -> TallyCell:
    return TallyCell([Tally(label, "7", "12%", count_bar(7, 58, 44, 7)) for label in labels], 2)


def test_answers_stand_one_a_line_with_their_count_and_share() -> None:
    row = [TextCell("Who?"), answers("School", "A neighbour who asked not to be named at all")]
    (page,) = drawn_below(1, [Table(COLUMNS, [row])])
    words = " ".join(page.split())
    assert "School 7 12%" in words
    assert words.count("7 12%") == 2
    assert "to be named at all" in words


def test_a_long_list_of_answers_goes_on_over_pages_and_loses_none() -> None:
    labels = [f"Answer {place}." for place in range(120)]
    pages = drawn_below(10, [Table(COLUMNS, [[TextCell("Which?"), answers(*labels)]])])
    words = "\n".join(pages)
    assert [label in words for label in labels] == [True] * 120
    assert words.count("12%") == 120
    assert len(pages) > 2


def test_the_cells_of_a_row_must_take_its_columns() -> None:
    with pytest.raises(ValueError, match="columns"):
        drawn_below(1, [Table(COLUMNS, [[TextCell("One"), TextCell("Two")]])])

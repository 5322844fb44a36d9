"""What a reader hears who cannot see the page: elements, their order, their words."""

from io import BytesIO
from itertools import groupby

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.charts.bars import count_bar, share_bar
from exports.documents.base import draw_document
from exports.documents.blocks.cells import ChartCell, Column, Tally, TallyCell, TextCell
from exports.documents.blocks.contents import contents
from exports.documents.blocks.cover import Cover, CoverText
from exports.documents.blocks.layout import BigFigure, SideBySide, Stack
from exports.documents.blocks.leading import explain
from exports.documents.blocks.panels import Figure, KeyValues
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, QuoteBlock, bullet_list
from exports.documents.styles import Align
from exports.documents.text.clean import clean
from exports.documents.text.fonts import Face
from exports.documents.text.lines import Typesetter
from tests.exports.documents.every_document import every_document
from tests.exports.documents.structure import faults, roles, structure
from tests.exports.documents.test_base import FACTS, every_block

COVER = Cover(CoverText("Brand", "Kind", "Cover title", "Note", [("Audits", "57")], "Small print"))
QUICK = (
    "thematic, many sections", "thematic, one audit", "thematic, nothing", "thematic, many_teams",
    "thematic, long_choices", "thematic, blank text", "merge, ordinary", "merge, every script",
    "sealed, ordinary", "sealed, every script", "sealed, nothing", "audit, ordinary",
    "audit, nothing", "overview, 1 tools", "overview, 10 tools", "team, ordinary", "team, alone",
    "built, every part", "built, every script", "built, only own words", "built, light logo",
)  # fmt: skip


@pytest.mark.parametrize("name", QUICK)
def test_every_mark_of_a_document_has_its_place_in_a_sound_tree(name: str) -> None:
    assert faults(every_document()[name]()) == []


def test_every_block_there_is_makes_a_sound_tree() -> None:
    assert faults(draw_document(FACTS, every_block(), COVER)) == []


def test_the_parts_of_a_cover_are_told_apart_and_its_title_is_a_heading() -> None:
    found = roles(draw_document(FACTS, [], COVER))
    assert found == ["Document", "P", "P", "H1", "P", "L", "LI", "Lbl", "LBody", "P"]


def test_the_contents_are_nested_and_every_entry_leads_to_its_heading() -> None:
    headings = [Heading("One", 1), Heading("Two", 2), Heading("Three", 2), Heading("Four", 1)]
    pages = [block for heading in headings for block in (heading, Paragraph("word " * 900))]
    data = draw_document(FACTS, [*contents(headings), *pages])
    entry = ["TOCI", "Reference", "Link"]
    inner = ["TOC", *entry, *entry]
    assert roles(data)[: 2 + 4 * 3 + 1] == ["Document", "TOC", *entry, *inner, *entry]
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = list(pdf.pages[0].Annots)
        said = [str(link.Contents) for link in links]
        pages_led_to = [numbers[link.Dest[0].objgen] for link in links]
    names = ("One", "Two", "Three", "Four")
    assert said == [f"{name}, page {page}" for name, page in zip(names, pages_led_to, strict=True)]
    assert pages_led_to == sorted(set(pages_led_to))


def test_a_heading_that_was_never_drawn_has_no_link() -> None:
    data = draw_document(FACTS, contents([Heading("Nowhere", 1)]))
    assert faults(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "/Annots" not in pdf.pages[0]


def test_the_parts_of_a_row_over_three_pages_are_one_row() -> None:
    columns = [Column("Question", 200), Column("Answer", 200)]
    data = draw_document(FACTS, [Table(columns, [[TextCell("Why?"), TextCell("word " * 2500)]])])
    assert roles(data) == ["Document", "Table", "TR", "TH", "TH", "TR", "TH", "TD"]
    with pikepdf.open(BytesIO(data)) as pdf:
        answer = list(structure(pdf))[-1]
        assert [page for page, _ in answer.content] == list(range(len(pdf.pages)))


def test_a_column_without_a_title_is_headed_by_the_next_one() -> None:
    columns = [Column("Section", 200), Column("", 120), Column("Good", 80)]
    chart = ChartCell(share_bar(0.5, 0.4, 0.6, 100, 9), "50%, 95% interval 40–60%.")
    data = draw_document(FACTS, [Table(columns, [[TextCell("One"), chart, TextCell("50%")]])])
    assert roles(data)[2:] == ["TR", "TH", "TH", "TR", "TH", "TD", "Figure", "TD"]
    with pikepdf.open(BytesIO(data)) as pdf:
        parts = list(structure(pdf))
        assert [part.item.A.Scope for part in parts if part.role == "/TH"] == [
            "/Column", "/Column", "/Row",
        ]  # fmt: skip
        assert parts[4].item.A.ColSpan == 2
        assert [str(part.item.Alt) for part in parts if part.role == "/Figure"] == [
            "50%, 95% interval 40–60%."
        ]


def test_each_answer_counted_is_a_paragraph_of_its_cell() -> None:
    columns = [Column("Question", 150), Column("Answers", 250)]
    tallies = [Tally(name, "7", "12%", count_bar(7, 58, 44, 7)) for name in ("School", "Police")]
    row = [TextCell("Who?"), TallyCell(tallies)]
    data = draw_document(FACTS, [Table(columns, [row])])
    assert faults(data) == []
    assert roles(data)[-4:] == ["TH", "TD", "P", "P"]


def test_a_caption_stands_beside_its_figure_where_it_is_read() -> None:
    figure = Figure(share_bar(0.5, 0.4, 0.6, 100, 9), "50%", "A caption")
    assert roles(draw_document(FACTS, [figure])) == ["Document", "Div", "Figure", "Caption"]


def test_lists_say_how_their_items_are_labelled() -> None:
    story = [*bullet_list(["one", "two"]), KeyValues([("Tool", "Thresholds")])]
    data = draw_document(FACTS, story)
    assert roles(data)[1:5] == ["L", "LI", "Lbl", "LBody"]
    with pikepdf.open(BytesIO(data)) as pdf:
        lists = [part.item.A.ListNumbering for part in structure(pdf) if part.role == "/L"]
    assert lists == ["/Disc", "/None"]


def test_a_quotation_over_two_pages_is_one_and_ends_with_its_source() -> None:
    data = draw_document(FACTS, [QuoteBlock("Said so. " * 700, "Seen alone? — Yes")])
    assert roles(data) == ["Document", "BlockQuote", "P", "P"]
    with pikepdf.open(BytesIO(data)) as pdf:
        words = list(structure(pdf))[2]
        assert len({page for page, _ in words.content}) == len(pdf.pages) > 1


def test_what_is_for_the_eye_alone_is_said_to_be_so() -> None:
    with pikepdf.open(BytesIO(draw_document(FACTS, every_block()))) as pdf:
        found = {
            (str(item.operands[1].Type), str(item.operands[1].get("/Subtype", "")))
            for page in pdf.pages
            for item in pikepdf.parse_content_stream(page)
            if str(item.operator) == "BDC" and item.operands[0] == "/Artifact"
        }
    assert found == {
        ("/Layout", ""),
        ("/Pagination", "/Header"),
        ("/Pagination", "/Footer"),
        ("/Pagination", ""),
    }


def test_texts_that_people_wrote_are_safe_in_the_structure() -> None:
    text = "(\\) <b>&]]> \ud800 \x00 قالت 😀 " * 9
    figure = Figure(share_bar(0.5, 0.4, 0.6, 100, 9), text)
    story = [*contents([heading := Heading(text, 1)]), heading, figure]
    data = draw_document(FACTS.__class__(text, text, text, text, text), story)
    assert faults(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        (alternative,) = (str(part.item.Alt) for part in structure(pdf) if part.role == "/Figure")
        packet = pdf.Root.Metadata.read_bytes().decode()
    assert alternative == " ".join(clean(text).split())
    assert "&lt;b&gt;&amp;]]&gt;" in packet


WORDS = st.text(st.sampled_from("ab -.ŵ—قا孩\n"), max_size=90)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from([30.0, 60.0, 400.0]))
def test_words_on_two_lines_are_parted_and_a_word_on_two_is_not(text: str, width: float) -> None:
    lines = Typesetter().lines(text, Face.REGULAR, 11, width)
    spoken = "".join(f"{line.text} " if line.gap else line.text for line in lines)
    assert spoken.split() == clean(text).split()
    assert not lines[-1].gap


def test_planted_faults_are_found() -> None:
    sound = draw_document(FACTS, every_block())
    assert faults(sound) == []
    with pikepdf.open(BytesIO(sound)) as pdf:
        parts = list(structure(pdf))
        figure = next(part for part in parts if part.role == "/Figure")
        del figure.item.Alt
        row = next(part for part in parts if part.role == "/TR")
        row.item.K = pikepdf.Array(list(row.item.K)[:-1])
        paragraph = next(part for part in parts if part.role == "/P" and len(part.content) > 1)
        paragraph.item.K = pikepdf.Array(list(paragraph.item.K)[1:])
        del pdf.Root.Lang
        target = BytesIO()
        pdf.save(target)
    found = [words for words, _ in groupby(faults(target.getvalue()))]
    assert "it has no language" in found
    assert "a figure has no alternative text" in found
    assert any("a table has rows of" in words for words in found)
    assert any("are not where their page says" in words for words in found)


def test_the_heads_of_numbers_lead_to_where_they_are_explained() -> None:
    method = Heading("Method", 1)
    columns = [Column("Team", 200), Column("Good", 80, Align.RIGHT)]
    table = Table(columns, [[TextCell("North"), TextCell("50%")]] * 90)
    figure = BigFigure("68%", "good", ["39 of 57", "95% interval 55–79%"])
    story = [SideBySide([Stack(200, [figure])], 20), table, method]
    explain(story, method)
    data = draw_document(FACTS, story)
    assert faults(data) == []
    assert roles(data)[1:8] == ["P", "Link", "Table", "TR", "TH", "TH", "Link"]
    with pikepdf.open(BytesIO(data)) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        assert [str(link.Contents) for link in links] == [
            "95% interval 55–79%: see “Method”",
            "Good: see “Method”",
        ]
        assert {link.Dest[0].objgen for link in links} == {pdf.pages[-1].objgen}

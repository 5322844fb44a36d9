"""Plain text as people type it becomes paragraphs and lists, and no word of it is lost."""

import re

import pypdfium2
from hypothesis import given
from hypothesis import strategies as st

from exports.documents.base import draw_document
from exports.documents.blocks.block import Block
from exports.documents.blocks.text import ListItem, TextBlock
from exports.documents.built.own_words import plain_blocks
from exports.documents.html.page import draw_page
from exports.documents.styles import BODY, MARGIN, PAGE_WIDTH, TOP
from exports.documents.text.clean import clean
from tests.exports.documents.html.reading import parsed
from tests.exports.documents.structure import faults, roles
from tests.exports.documents.test_base import FACTS

HEBREW = "הילדה אמרה"


def told(text: str) -> list[tuple[str, str]]:
    """Return each block as its label, "" for paragraphs, and its text."""
    return [_told(block) for block in plain_blocks(text)]


def _told(block: Block) -> tuple[str, str]:
    assert isinstance(block, TextBlock)
    return (block.label if isinstance(block, ListItem) else "", block.text)


def test_an_empty_line_begins_a_paragraph_and_other_line_ends_stand() -> None:
    assert told("One\nmore\n\n\n  Two  \n \t\nThree") == [
        ("", "One\nmore"),
        ("", "Two"),
        ("", "Three"),
    ]
    assert told("") == told(" \n\n") == []


def test_lines_with_a_mark_are_a_list_which_goes_on_below_an_item() -> None:
    assert told("We saw:\n- one\n• two\nand more\n\n- three\n\nEnd") == [
        ("", "We saw:"),
        ("•", "one"),
        ("•", "two\nand more"),
        ("•", "three"),
        ("", "End"),
    ]


def test_a_numbered_list_goes_on_from_its_first_number() -> None:
    assert told("1. a\n1. b\n1. c") == [("1.", "a"), ("2.", "b"), ("3.", "c")]
    assert told("4. d\n5. e\n- x\n9. f") == [("4.", "d"), ("5.", "e"), ("•", "x"), ("9.", "f")]


def test_what_only_looks_like_a_list_is_none() -> None:
    for text in ("-5 degrees", "1.5 million", "2026. A year", "–  a dash", "-", "1.", "a - b"):
        assert told(text) == [("", text)]


def test_lists_are_lists_to_readers_who_cannot_see_them() -> None:
    data = draw_document(FACTS, plain_blocks("Words\n- one\n- two\n\n7. three"))
    item = ["LI", "Lbl", "LBody"]
    assert roles(data) == ["Document", "P", "L", *item, *item, "L", *item]
    assert faults(data) == []


def test_on_a_web_page_a_list_begins_with_the_same_number() -> None:
    page = parsed(draw_page(FACTS, plain_blocks("1. a\n\nWords\n7. b\n8. c\n\nWords\n- d")))
    assert [(each.tag, each.get("start")) for each in page.xpath("//main/*[li]")] == [
        ("ol", None),
        ("ol", "7"),
        ("ul", None),
    ]


def test_many_items_have_room_for_their_numbers() -> None:
    items = plain_blocks("\n".join(f"{number}. item" for number in range(95, 105)))
    assert [each.label for each in items if isinstance(each, ListItem)][-1] == "104."
    assert {each.indent for each in items if isinstance(each, ListItem)} == {22.5}


def test_an_item_that_reads_from_the_right_has_its_number_there() -> None:
    edge = PAGE_WIDTH - MARGIN
    data = draw_document(FACTS, plain_blocks(f"1. {HEBREW}"))
    assert has_ink(data, edge - 10, edge), "the number"
    assert not has_ink(data, edge - 15, edge - 10)
    assert has_ink(data, edge - 40, edge - 16), "the first word"
    assert not has_ink(data, MARGIN, PAGE_WIDTH / 2)


def has_ink(data: bytes, left: float, right: float) -> bool:
    """Say whether anything is drawn between two places of the first line, in points."""
    document = pypdfium2.PdfDocument(data)
    page = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    band = page.crop((int(2 * left), int(2 * TOP), int(2 * right), int(2 * (TOP + BODY.leading))))
    return band.getextrema()[0] < 128


MARK = re.compile(r"^[ \t]*(?:[-•]|[0-9]{1,3}\.)[ \t]+(?=\S)")


@given(st.text(st.sampled_from("ab-•1. \n\t"), max_size=60) | st.text(max_size=200))
def test_no_word_is_lost_and_none_is_added(text: str) -> None:
    lines = [MARK.sub("", line) for line in clean(text).split("\n")]
    kept = [word for _, each in told(text) for word in each.split()]
    assert kept == " ".join(lines).split()

"""Right-to-left text is put into the order the eye meets it in (UAX #9)."""

import pytest
from bidi import get_display

from exports.documents.text.direction import levels, reads_right_to_left, visual_order


def shown(text: str) -> str:
    """Reorder letter by letter, without mirroring, as a line of one-letter runs."""
    return "".join(text[place] for place in visual_order(levels(text)))


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "שלום עולם",
        "abc שלום 57 עולם def",
        "שלום abc 57 עולם",
        "قالت 39 من 57 every week",
        "",
    ],
)
def test_the_order_agrees_with_the_reference_algorithm(text: str) -> None:
    assert shown(text) == get_display(text)


def test_the_first_letter_with_a_direction_decides_the_paragraph() -> None:
    assert reads_right_to_left("57 (שלום) abc")
    assert not reads_right_to_left("57 (abc) שלום")


def test_a_joiner_takes_the_level_of_the_letter_before_it() -> None:
    assert levels("ی\u200cه") == [1, 1, 1]

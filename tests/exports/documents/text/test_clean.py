"""Stored text becomes safe to set: bounded, normalised, nothing invisible left."""

import pytest

from exports.documents.text.clean import LONGEST_TEXT, clean, one_line


def test_ordinary_text_is_left_alone() -> None:
    assert clean("Seen alone, 39 of 57. Dŵr tŷ – “yes”.") == "Seen alone, 39 of 57. Dŵr tŷ – “yes”."


def test_text_is_composed_so_that_one_glyph_draws_an_accented_letter() -> None:
    assert clean("w\u0302") == "ŵ"


@pytest.mark.parametrize(
    "trouble", ["\x00", "\x1b", "\u202e", "\u2066", "\ufeff", "\xad", "\u200b"]
)
def test_controls_and_direction_overrides_are_dropped(trouble: str) -> None:
    assert clean(f"a{trouble}b") == "ab"


@pytest.mark.parametrize("nonsense", ["\ud800", "\ue000", "\uffff", "\U000f0000"])
def test_what_no_font_can_mean_shows_as_missing(nonsense: str) -> None:
    assert clean(f"a{nonsense}b") == "a\ufffdb"


def test_all_line_ends_become_newlines_and_empty_lines_do_not_pile_up() -> None:
    assert clean("a\r\nb\rc\u2028d\n\n\n\n\ne") == "a\nb\nc\nd\n\ne"


def test_a_text_beyond_the_bound_says_how_much_is_shown() -> None:
    shown = clean("x" * 140_000)
    assert shown.startswith("x" * LONGEST_TEXT + "…")
    assert "first 20,000 of 140,000 characters" in shown


def test_a_name_stands_on_one_bounded_line() -> None:
    assert one_line("a\n b\tc") == "a b c"
    assert len(one_line("x" * 5_000)) == 151

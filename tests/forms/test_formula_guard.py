"""What is guarded against spreadsheets comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.formula_guard import guarded, unguarded, writable

TEXTS = st.text(st.one_of(st.sampled_from("'=+-@| \t\r\u200b＝%a"), st.characters()))


@given(TEXTS)
def test_taking_the_apostrophe_off_gives_back_every_text(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1", "'=1", "''+1", "\u200b=1", "'\t@x", "|cmd"])
def test_what_looks_guarded_gets_one_more(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


def test_only_what_no_file_can_hold_is_changed() -> None:
    assert writable("a\0b\ud800c\n\U0001f600") == "ab\ufffdc\n\U0001f600"

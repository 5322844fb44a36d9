"""What is said of passphrases: those that a guesser tries first are refused, with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.strength import SHORTEST, strength


@pytest.mark.parametrize(
    "passphrase",
    ["four slow blue lanterns", "kettle marble orbit", "Xk3$9vQp!aZ1", "café crème brûlée à deux"],
)
def test_words_without_a_link_and_random_characters_will_do(passphrase: str) -> None:
    assert strength(passphrase) == (4, "This is strong.", True)


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("", "Choose a passphrase"),
        ("   ", "Choose a passphrase"),
        ("x9$Kq!vT2z", "at least 12 characters"),
        ("Password1234!", "guessed within minutes. It is close to a word or password"),
        ("qwertyuiop[]", "Rows of keys"),
        ("abcdefghijklmnop", "Runs such as"),
        ("zpzpzpzpzpzpzpzp", "again and again"),
        ("12/03/1985aB", "Dates and years"),
        ("Sommer2024!!", "guessed within days"),
    ],
)
def test_what_is_tried_first_is_refused_and_told_why(passphrase: str, why: str) -> None:
    judged = strength(passphrase)
    assert not judged.acceptable
    assert why in judged.sentence
    assert "three or four words" in judged.sentence


def test_the_name_of_the_file_is_tried_first() -> None:
    assert strength("Wexcombe-Dippleton").acceptable
    assert not strength("Wexcombe-Dippleton", near=["wexcombe", "dippleton"]).acceptable


@given(st.text(max_size=200))
def test_any_text_gets_a_verdict_and_no_short_one_will_do(passphrase: str) -> None:
    judged = strength(passphrase)
    assert 0 <= judged.score <= 4
    assert judged.sentence.endswith(".")
    assert judged.acceptable == (judged.score == 4)
    assert len(passphrase) >= SHORTEST or not judged.acceptable

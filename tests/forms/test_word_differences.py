"""Differences between two texts are marked so that both can be read in full."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.word_differences import Run, word_runs


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("", "", []),
        ("", "Seen.", [Run("kept", "Seen.")]),
        ("Seen.", "", [Run("gone", "Seen.")]),
        ("Seen.", "Seen.", [Run("kept", "Seen.")]),
        (
            "She was not seen at home.",
            "She was seen at home.",
            [Run("kept", "She was "), Run("gone", "not "), Run("kept", "seen at home.")],
        ),
        (
            "It was left out of the plan.",
            "It was put into the plan.",
            [
                Run("kept", "It was "),
                Run("gone", "left out of"),
                Run("new", "put into"),
                Run("kept", " the plan."),
            ],
        ),
        ("One thing.", "Quite another matter.", [Run("kept", "Quite another matter.")]),
    ],
)
def test_words_are_kept_new_or_gone(before: str, after: str, runs: list[Run]) -> None:
    assert word_runs(before, after) == runs


WORDS = st.lists(st.sampled_from(["the", "child", "was", "seen", ",", "\n", "ñ"])).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_are_there_in_full(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert "".join(run.text for run in runs if run.kind != "gone") == after
    if any(run.kind != "kept" for run in runs):
        assert "".join(run.text for run in runs if run.kind != "new") == before


def test_the_longest_evidence_takes_no_time_to_speak_of() -> None:
    began = process_time()
    word_runs("a b c d " * 2_500, "d c b a " * 2_500)
    assert process_time() - began < 2

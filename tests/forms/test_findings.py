"""Answers are checked against their question; the four ways of not answering stay apart."""

import math
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from forms.findings import (
    Answer,
    AnswerError,
    Finding,
    checked_answer,
    cleaned,
    state_of,
)
from tests.forms.samples import TODAY, visits

TOOL = visits()


def checked(question: str, given_answer: object) -> Answer:
    return checked_answer(TOOL, TOOL.questions[question], given_answer, TODAY)


@pytest.mark.parametrize(
    ("question", "given_answer", "stored"),
    [
        ("seen_alone", "yes", "yes"),
        ("seen_alone", " yes ", "yes"),
        ("seen_alone", "not_applicable", "not_applicable"),
        ("seen_alone", "not_evidenced", "not_evidenced"),
        ("standard", 3, "3"),
        ("standard", 3.0, "3"),
        ("standard", "0", "0"),
        ("reason", "away", "away"),
        ("methods", "talk play", ("play", "talk")),
        ("methods", ["talk", "play", "talk"], ("play", "talk")),
        ("methods", "not_evidenced", "not_evidenced"),
        ("days", 12, 12),
        ("days", 12.0, 12),
        ("days", " 12 ", 12),
        ("days", 0, 0),
        ("days", 200, 200),
        ("seen_on", "2026-03-01", "2026-03-01"),
        ("seen_on", date(2026, 3, 1), "2026-03-01"),
        ("seen_on", datetime(2026, 3, 1, 9, 30), "2026-03-01"),
        ("seen_on", TODAY.isoformat(), TODAY.isoformat()),
        ("words", "  I like it \x00here ", "I like it here"),
        ("words", 7.0, "7"),
        ("words", "x" * 40, "x" * 40),
    ],
)
def test_an_answer_is_stored_in_one_form(
    question: str, given_answer: object, stored: Answer
) -> None:
    assert checked(question, given_answer) == stored
    assert type(checked(question, given_answer)) is type(stored)
    assert checked(question, stored) == stored


@pytest.mark.parametrize("question", list(TOOL.questions))
@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_nothing_is_no_answer(question: str, nothing: object) -> None:
    assert checked(question, nothing) is None


@pytest.mark.parametrize("blank", [" ", "\x00", "\t\n"])
def test_blanks_are_no_text_and_no_choice(blank: str) -> None:
    assert checked("words", blank) is None
    assert checked("methods", blank.strip("\x00")) is None


@pytest.mark.parametrize(
    ("question", "given_answer", "message"),
    [
        ("seen_alone", "maybe", "must be one of yes, no, not_applicable, not_evidenced"),
        ("seen_alone", "Yes", "must be one of"),
        ("seen_alone", True, "must be one of"),
        ("seen_alone", ["yes"], "must be one of"),
        ("seen_alone", "unanswered", "must be one of"),
        ("seen_alone", "hidden", "must be one of"),
        ("standard", 4, "must be one of 3, 2, 1, 0"),
        ("standard", 2.5, "must be one of"),
        ("standard", "not_applicable", "must be one of"),
        ("methods", "play football", "must be a list of play, drawing, talk"),
        ("methods", ["play", "not_evidenced"], "must be a list of"),
        ("methods", {"play": 1}, "must be a list of"),
        ("methods", 3, "must be a list of"),
        ("days", "soon", "must be a number"),
        ("days", True, "must be a number"),
        ("days", [1], "must be a number"),
        ("days", math.nan, "must be a number"),
        ("days", "inf", "must be a number"),
        ("days", 10**400, "must be a number"),
        ("days", 1.5, "must be a whole number"),
        ("days", -1, "must be at least 0"),
        ("days", 200.5, "must be a whole number"),
        ("days", 201, "must be at most 200"),
        ("seen_on", "yesterday", "must be a date such as"),
        ("seen_on", "2026-02-30", "must be a date such as"),
        ("seen_on", "20260301", "must be a date such as"),
        ("seen_on", 20260301.5, "must be a date such as"),
        ("seen_on", "2014-12-31", "must be 01/01/2015 or later"),
        ("seen_on", (TODAY + timedelta(days=1)).isoformat(), "must be 21/11/2026 or earlier"),
        ("words", "x" * 41, "must be at most 40 characters"),
        ("words", ["x"], "must be text"),
        ("words", {"x": 1}, "must be text"),
        ("words", True, "must be text"),
    ],
)
def test_an_answer_the_question_does_not_take_is_refused(
    question: str, given_answer: object, message: str
) -> None:
    with pytest.raises(AnswerError) as caught:
        checked(question, given_answer)
    assert str(caught.value).startswith(message)


@given(st.text(min_size=3, alphabet="qwxz").filter(str.strip))
def test_a_refusal_never_repeats_what_was_given(text: str) -> None:
    for question in ("seen_alone", "methods", "days", "seen_on"):
        with pytest.raises(AnswerError) as caught:
            checked(question, text)
        assert text not in str(caught.value)


@given(
    st.sampled_from(list(TOOL.questions)),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.lists(st.text() | st.integers()) | st.dictionaries(st.text(), st.none())
    | st.dates() | st.datetimes(),
)  # fmt: skip
def test_any_plain_value_is_taken_or_refused(question: str, value: object) -> None:
    try:
        stored = checked(question, value)
    except AnswerError:
        return
    assert Finding(answer=stored).answer == stored
    assert checked(question, stored) == stored


@given(st.text())
def test_cleaning_leaves_what_can_be_stored_and_is_done_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
    assert "\x00" not in cleaned(text)


def test_cleaning_keeps_lines_and_drops_half_characters() -> None:
    assert cleaned("a\tb\r\nc\x07\x1b\ud83d") == "a\tb\r\nc"


def test_a_finding_holds_no_endless_number() -> None:
    for number in (math.nan, math.inf):
        with pytest.raises(ValidationError):
            Finding(answer=number)


@pytest.mark.parametrize(
    ("finding", "state"),
    [
        (None, "unanswered"),
        (Finding(), "unanswered"),
        (Finding(evidence="words"), "unanswered"),
        (Finding(answer="yes"), "answered"),
        (Finding(answer=0), "answered"),
        (Finding(answer="not_applicable"), "not_applicable"),
        (Finding(answer="not_evidenced"), "not_evidenced"),
    ],
)
def test_the_ways_of_not_answering_stay_apart(finding: Finding | None, state: str) -> None:
    assert state_of(finding) == state

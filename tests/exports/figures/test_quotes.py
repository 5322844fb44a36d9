"""Which words are quoted: varied, bounded, and never a name."""

import re

from hypothesis import given
from hypothesis import strategies as st

from exports.figures.quotes import Piece, QuoteChooser, shortened

VISITS = "The worker visited every week and wrote down what the child said each time."
PLAN = "Nobody told the school about the new plan, so the teacher found out by chance."
FATHER = "His father was rung twice; what he said changed the contact arrangements."
SHORT = "Done well."


def piece(text: str, kind: str = "seen") -> Piece:
    return Piece(kind, text, f"About {kind}", "Yes")


def texts(pieces: list[Piece], most: int = 3, never: tuple[str, ...] = ()) -> list[str]:
    return [quote.text for quote in QuoteChooser(never).choose(pieces, most)]


def test_different_questions_are_quoted_before_a_second_text_of_one() -> None:
    pieces = [piece(VISITS), piece(PLAN), piece(FATHER, "heard")]
    chosen = QuoteChooser(()).choose(pieces, 2)
    assert [quote.about for quote in chosen] == ["About seen", "About heard"]
    assert len(texts(pieces)) == 3


def test_texts_that_resemble_one_another_are_quoted_once_in_a_report() -> None:
    chooser = QuoteChooser(())
    assert len(chooser.choose([piece(VISITS), piece(VISITS.replace("week", "day"))], 3)) == 1
    assert chooser.choose([piece(VISITS.upper(), "heard")], 3) == []


def test_a_text_of_moderate_length_goes_before_a_short_or_long_one() -> None:
    assert texts([piece(SHORT), piece(f"{PLAN} " * 9), piece(FATHER)], 1) == [FATHER]
    assert texts([piece(SHORT)]) == [SHORT]


def test_the_choice_does_not_depend_on_the_order_things_were_stored_in() -> None:
    pieces = [piece(text) for text in (VISITS, PLAN, FATHER)]
    assert texts(pieces, 1) == texts(pieces[::-1], 1)


def test_a_text_that_holds_a_case_reference_or_a_name_is_not_quoted() -> None:
    never = ("C-0001", "Ade (North)", " ", "")
    named = [piece(f"{PLAN} See c-0001."), piece(f"{FATHER} Ade (north) agreed.")]
    assert texts([*named, piece(VISITS)], never=never) == [VISITS]
    assert texts([piece(f"{PLAN} See C-00012.")], never=never) != []


def test_blank_texts_are_not_quoted() -> None:
    assert texts([piece("  \n")]) == []


@given(st.text(max_size=1_500))
def test_a_quotation_is_one_line_of_at_most_402_characters(text: str) -> None:
    quoted = shortened(text)
    assert len(quoted) <= 402
    assert quoted == " ".join(quoted.split())
    assert " ".join(text.split()).startswith(quoted.removesuffix("…").rstrip())


def test_a_long_text_is_cut_after_a_sentence() -> None:
    assert shortened(f"{VISITS} " * 8).endswith("each time. …")
    assert shortened("word " * 200).endswith("word…")


def test_a_name_is_found_among_many_by_any_of_its_words() -> None:
    names = [f"C-{number}" for number in range(300)] + ["D'Arcy-Łoś 7", "(*)", "ß 12"]
    for text in ("See d’arcy. D'ARCY-ŁOŚ 7 knew.", "Marked (*) there.", "SS 12 was seen.", "C-299"):
        assert texts([piece(f"{PLAN} {text}")], never=tuple(names)) == []
    assert texts([piece(f"{PLAN} C-300, ß 1 and D'Arcy.")], never=tuple(names)) != []


def test_a_chooser_begins_anew_for_another_report_and_still_knows_the_names() -> None:
    first = QuoteChooser(("Ade",))
    assert first.choose([piece(VISITS)], 1)
    second = first.anew()
    assert second.choose([piece(VISITS), piece(f"{PLAN} Ade said so.")], 2) == QuoteChooser(
        ()
    ).choose([piece(VISITS)], 1)
    assert first.choose([piece(VISITS)], 1) == []


@given(
    st.text(st.sampled_from("aB1 -ßŁ\n'"), max_size=24),
    st.lists(st.text(st.sampled_from("aB1 -ßŁ\n'"), min_size=1, max_size=5), max_size=4),
)
def test_a_name_stands_in_a_text_where_no_letter_touches_it(text: str, names: list[str]) -> None:
    folded = [name.casefold() for name in names if name.strip()]
    stands = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.casefold()) for name in folded)
    assert bool(texts([piece(text)], never=tuple(names))) == (bool(text.strip()) and not stands)

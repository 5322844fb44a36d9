"""The words of evidence, theme by theme, and the search through texts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.figures.searching import search
from exports.figures.terms import Term, Text, stop_words, theme_terms, words_of


def terms(*texts: Text, **options: object) -> list[tuple[str, int]]:
    (theme,) = theme_terms(texts, **options)  # type: ignore[arg-type]
    return [(term.term, term.audits) for term in theme.terms]


def test_a_term_counts_once_an_audit_however_often_it_is_repeated() -> None:
    assert terms(
        Text("1", "voice", "Advocacy, advocacy, ADVOCACY was offered."),
        Text("1", "voice", "Advocacy again."),
        Text("2", "voice", "No advocacy; visits offered."),
        Text("3", "voice", "Visits only."),
    ) == [("advocacy", 2), ("offered", 2), ("visits", 2)]


def test_what_stands_in_one_audit_only_is_no_term() -> None:
    assert terms(Text("1", "voice", "Drawings"), Text("2", "voice", "Toys")) == []


def test_themes_stand_apart_in_the_order_of_their_first_text() -> None:
    found = theme_terms(
        [
            Text("1", "voice", "Play"),
            Text("1", "plans", "Play"),
            Text("2", "plans", "Play"),
            Text("3", "empty", "  "),
        ]
    )
    assert [(theme.theme, theme.audits, theme.terms) for theme in found] == [
        ("voice", 1, []),
        ("plans", 2, [Term(term="play", audits=2)]),
    ]
    assert found[0].words.startswith("1 audit has text here.")


def test_words_that_say_nothing_are_left_out() -> None:
    text = "The child’s wishes weren’t on it, and they’d been there by 2 of 14/03/2026."
    assert terms(Text("1", "voice", text), Text("2", "voice", text)) == [
        ("child", 2),
        ("wishes", 2),
    ]
    assert {"the", "whilst", "weren't", "i"} <= stop_words()
    assert not {"child", "voice", "risk", "wishes"} & stop_words()


def test_names_and_references_are_never_terms() -> None:
    texts = [Text(each, "voice", "Auditor Okafor saw Ref-Alpha drawings") for each in "12"]
    assert terms(*texts, never=["okafor", "ref-alpha", "Auditor"]) == [("drawings", 2), ("saw", 2)]


def test_only_the_most_frequent_are_listed_and_the_rest_are_counted() -> None:
    texts = [Text(each, "voice", "aaa bbb ccc") for each in "12"]
    (theme,) = theme_terms([*texts, Text("3", "voice", "ccc")], most=2)
    assert [term.term for term in theme.terms] == ["ccc", "aaa"]
    assert theme.left_out == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Siân’s well-being", ["siân", "well-being"]),
        ("बच्चे की बात", ["बच्चे", "की", "बात"]),
        ("صوت الطفل", ["صوت", "الطفل"]),
        ("می‌خواهم", ["می‌خواهم"]),
        ("głos dziecka", ["głos", "dziecka"]),
        ("👨‍👩‍👧 2026 -- '' _x_", ["x"]),
        ("", []),
    ],
)
def test_words_are_found_in_any_script(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text())
def test_no_text_upsets_the_count_and_composed_letters_count_as_one(text: str) -> None:
    assert words_of(unicodedata.normalize("NFD", text)) == words_of(text)


TEXTS = (
    "The child’s views were sought.",
    "SIÂN was seen\n alone,  twice.",
    "Sian's mother and the school were seen.",
    "No views recorded.",
)


def shown(sought: str, together: bool = False) -> list[tuple[int, list[str]]]:
    hits = search(TEXTS, sought, together)
    return [(hit.place, [TEXTS[hit.place][slice(*span)] for span in hit.spans]) for hit in hits]


def test_every_word_must_stand_in_a_text_in_any_order() -> None:
    assert shown("seen sian") == [(1, ["SIÂN", "seen"]), (2, ["Sian", "seen"])]
    assert shown("seen views") == []


def test_case_accents_blanks_and_apostrophes_do_not_count() -> None:
    assert shown("child's") == [(0, ["child’s"])]
    assert shown("seen alone, twice", together=True) == [(1, ["seen\n alone,  twice"])]
    assert [place for place, _ in shown("ＳＥＥＮ")] == [1, 2]


def test_a_word_is_found_inside_another() -> None:
    assert shown("view") == [(0, ["view"]), (3, ["view"])]


@pytest.mark.parametrize("sought", ["", "  ", "\u200b"])
def test_nothing_is_found_for_nothing(sought: str) -> None:
    assert search(TEXTS, sought) == []


@given(st.text(max_size=40), st.data())
def test_any_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    hits = search([text], part, together=True)
    for hit in hits:
        assert all(0 <= begin < end <= len(text) for begin, end in hit.spans)
    if part.isascii() and part.strip():
        assert hits


@given(
    st.lists(
        st.sampled_from(["Ann", "ÉLÉ", "e\u0301a", "ﬁne", "  ", "\n", "ß", "한글", "क्या", "\u200d"])
    )
)
def test_a_span_holds_what_was_sought(parts: list[str]) -> None:
    text = "".join(parts)
    for hit in search([text], "ele"):
        begin, end = hit.spans[0]
        assert search([text[begin:end]], "ele", together=True)
    for hit in search([text], "fine"):
        assert text[slice(*hit.spans[0])] == "ﬁne"

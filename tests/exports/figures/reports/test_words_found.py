"""Looking for words in what auditors wrote: by theme, with what they stand beside, whole."""

import pytest

from db.reading import AuditScope
from exports.figures.found_words import FoundWords
from exports.figures.reports.words_found import words_found
from forms.errors import AuditAppError
from tests.exports.making import Cabinet, a_tool, an_audit


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    cabinet.add(
        a_tool(),
        an_audit(
            {"seen": "yes", "visits": 3},
            {"seen": "The advocate came to school.", "visits": "No Advocate at the third visit."},
            case="C-1",
            strengths="An advocate was there early.",
        ),
        an_audit({"seen": "no"}, {"seen": "Nobody offered an advocate."}, case="C-2"),
        an_audit({"seen": "unclear"}, {"seen": "Advocate? The record does not say."}, case="C-3"),
        an_audit({"seen": "yes"}, {"seen": "Seen alone."}, case="C-4"),
    )
    return cabinet


def found(cabinet: Cabinet, sought: str, **how: object) -> FoundWords:
    return words_found(cabinet.store, AuditScope("voice"), sought, **how)  # type: ignore[arg-type]


def test_texts_are_grouped_by_theme_with_whole_audits_first_and_others_last(
    filled: Cabinet,
) -> None:
    data = found(filled, "advocate")
    assert [(each.title, each.number) for each in data.themes] == [
        ("Whole audits", 1),
        ("The child’s voice", 3),
        ("Other questions", 1),
    ]
    assert (data.number, data.audits, data.left_out) == (5, 3, 0)


def test_each_text_says_what_it_is_about_and_what_it_stands_beside(filled: Cabinet) -> None:
    told = {
        each.text: (each.about, each.answer, each.beside)
        for theme in found(filled, "advocate").themes
        for each in theme.texts
    }
    assert told == {
        "An advocate was there early.": ("Strengths", "Good", "strength"),
        "The advocate came to school.": ("Was the child seen?", "Yes", "strength"),
        "Nobody offered an advocate.": ("Was the child seen?", "No", "improvement"),
        "Advocate? The record does not say.": ("Was the child seen?", "", "neither"),
        "No Advocate at the third visit.": ("How many visits?", "", "neither"),
    }


def test_every_word_must_stand_in_a_text_and_its_place_is_told(filled: Cabinet) -> None:
    data = found(filled, "SCHOOL advocate")
    ((only,),) = [theme.texts for theme in data.themes]
    assert [only.text[start:end] for start, end in only.spans] == ["advocate", "school"]
    assert found(filled, "school advocate", together=True).number == 0
    assert found(filled, "came to school", together=True).number == 1


def test_its_audit_is_told_by_its_permanent_id(filled: Cabinet) -> None:
    uids = {each.audit for theme in found(filled, "advocate").themes for each in theme.texts}
    assert uids == {f"00000000-0000-0000-0000-00000000000{n}" for n in (1, 2, 3)}


def test_of_very_many_texts_the_first_are_told_and_the_others_counted(filled: Cabinet) -> None:
    data = found(filled, "advocate", most=2)
    assert sum(len(theme.texts) for theme in data.themes) == 2
    assert [theme.number for theme in data.themes] == [1, 3, 1]
    assert (data.number, data.left_out) == (5, 3)


def test_nothing_is_found_for_nothing(filled: Cabinet) -> None:
    assert found(filled, "  ").themes == []
    assert found(filled, "unicorn").number == 0


def test_an_unknown_field_to_filter_by_is_refused(filled: Cabinet) -> None:
    with pytest.raises(AuditAppError, match="No audit has a field"):
        words_found(filled.store, AuditScope(where={"colour": "red"}), "advocate")

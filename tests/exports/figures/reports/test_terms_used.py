"""Frequent words of stored audits: strengths and improvements apart, and never a name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import AuditScope
from exports.figures.reports import scopes, terms_used
from exports.figures.reports.terms_used import terms_of
from exports.figures.suppression.publishing import Publication
from exports.figures.terms_data import TermsData
from exports.figures.thematic import thematic_report
from forms.audits import Audit
from tests.exports.making import Cabinet, a_tool, an_audit, memory_cabinet


def audit(place: int, evidence: str = "", answer: str = "yes", **more: object) -> Audit:
    told = {"seen": evidence} if evidence else {}
    return an_audit({"seen": answer}, told, case=f"C-{place}", **more)


def found(cabinet: Cabinet, *audits: Audit) -> TermsData:
    cabinet.add(a_tool(), *audits)
    return terms_of(cabinet.store, AuditScope("voice"))


def uses(data: TermsData, theme: str = "The child’s voice") -> dict[str, tuple[int, int, int]]:
    (found,) = [each for each in data.themes if each.title == theme]
    return {each.term: (each.audits, each.strengths, each.improvements) for each in found.terms}


def test_words_beside_good_and_weak_answers_are_counted_apart(cabinet: Cabinet) -> None:
    data = found(
        cabinet,
        audit(1, "the advocate came, and the advocate listened"),
        audit(2, "an advocate was offered"),
        audit(3, "no advocate and long drift", "no"),
        audit(4, "more drift", "no"),
        audit(5, "the advocate could not be judged", "unclear"),
    )
    assert uses(data) == {"advocate": (3, 2, 1), "drift": (2, 0, 2)}
    theme = data.themes[0]
    assert (theme.audits, theme.strengths, theme.improvements) == (4, 2, 2)


def test_an_audit_in_which_a_word_stands_beside_both_counts_once_in_all(cabinet: Cabinet) -> None:
    both = an_audit(
        {"seen": "yes", "heard": "inadequate"},
        {"seen": "good visits", "heard": "few visits"},
        case="C-1",
    )
    assert uses(found(cabinet, both, audit(2, "visits")))["visits"] == (2, 2, 1)


def test_strengths_and_improvements_of_whole_audits_come_first(cabinet: Cabinet) -> None:
    data = found(
        cabinet,
        audit(1, "seen alone", strengths="clear plan", improvements="plan drifts"),
        audit(2, "seen alone", strengths="clear plan"),
    )
    assert [each.title for each in data.themes] == ["Whole audits", "The child’s voice"]
    assert uses(data, "Whole audits") == {"clear": (2, 2, 0), "plan": (2, 2, 1)}


def test_no_case_no_auditor_and_no_word_that_may_be_a_name_is_told(cabinet: Cabinet) -> None:
    data = found(
        cabinet,
        audit(1, "Maya told okafor about school. Maya drew.", auditor="Okafor"),
        audit(2, "Maya told okafor about School and the Welsh"),
        audit(3, "See ref-blue: MASH told the school of a Welsh letter", auditor="lead"),
        an_audit({"seen": "yes"}, {"seen": "ref-blue and MASH"}, case="ref-blue"),
    )
    assert uses(data) == {"school": (3, 3, 0), "told": (3, 3, 0), "mash": (2, 2, 0)}
    assert "Maya".casefold() not in data.model_dump_json().casefold()
    assert "may be a name" in data.limits[-1]


def test_a_name_in_capitals_is_no_acronym(cabinet: Cabinet) -> None:
    assert "maya" not in uses(
        found(
            cabinet,
            audit(1, "MAYA drew at home"),
            audit(2, "MAYA DREW A HOUSE AT HOME"),
            audit(3, "Maya drew at home"),
        )
    )


def test_words_of_any_script_are_counted(cabinet: Cabinet) -> None:
    assert uses(found(cabinet, *(audit(each, "صوت الطفل") for each in range(2)))) == {
        "الطفل": (2, 2, 0),
        "صوت": (2, 2, 0),
    }


def test_only_the_most_frequent_are_told_and_the_others_counted(cabinet: Cabinet) -> None:
    words = "aaa bbb ccc ddd eee fff ggg hhh jjj kkk"
    data = found(cabinet, *(audit(each, words) for each in range(2)))
    assert len(data.themes[0].terms) == 8
    assert data.themes[0].left_out == 2


def test_without_a_frequent_word_there_is_no_theme(cabinet: Cabinet) -> None:
    assert found(cabinet, audit(1, "drawings"), audit(2, "toys")).themes == []
    assert thematic_report(cabinet.store, AuditScope("voice")).terms is None


def test_of_very_many_audits_a_lot_is_read_and_that_is_said(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (scopes, terms_used):
        monkeypatch.setattr(module, "MOST_READ", 3)
    data = found(cabinet, *(audit(each, "drawings") for each in range(5)))
    assert data.themes[0].audits == 3
    assert data.limits[0] == "Words were counted in 3 of the 5 audits, drawn by lot."


def test_a_thematic_report_has_them_and_a_published_one_never(cabinet: Cabinet) -> None:
    cabinet.add(a_tool(), *(audit(each, "the advocate came") for each in range(30)))
    internal = thematic_report(cabinet.store, AuditScope("voice"))
    assert internal.terms is not None
    assert "advocate" in uses(internal.terms)
    assert "terms" in [note.method for note in internal.notes]
    published = thematic_report(cabinet.store, AuditScope("voice"), Publication())
    assert published.terms is None
    assert "terms" not in [note.method for note in published.notes]
    assert "advocate" not in published.model_dump_json()


VOCABULARY = ("advocate", "drift", "Maya", "MASH", "plan", "the", "siân’s")
written = st.lists(
    st.tuples(
        st.sampled_from(["yes", "no", "unclear", "not_applicable"]),
        st.lists(st.sampled_from(VOCABULARY), max_size=5),
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None)
@given(written)
def test_any_audits_come_to_what_a_plain_count_makes_of_them(
    audits: list[tuple[str, list[str]]],
) -> None:
    with memory_cabinet() as cabinet:
        told = [
            audit(place, " ".join(words), answer) for place, (answer, words) in enumerate(audits)
        ]
        cabinet.add(a_tool(), *told)
        data = terms_of(cabinet.store, AuditScope("voice"))
    expected = {}
    for term, shown in (("advocate", "advocate"), ("drift", "drift"), ("MASH", "mash"),
                        ("plan", "plan"), ("siân’s", "siân")):  # fmt: skip
        good = sum(term in words for answer, words in audits if answer == "yes")
        weak = sum(term in words for answer, words in audits if answer == "no")
        if good + weak >= 2 and not (term == "MASH" and _shouted_only(audits)):
            expected[shown] = (good + weak, good, weak)
    assert (uses(data) if data.themes else {}) == expected


def _shouted_only(audits: list[tuple[str, list[str]]]) -> bool:
    """Whether “MASH” stands in a text of capitals alone, where it might be a name."""
    judged = [words for answer, words in audits if answer in ("yes", "no")]
    return any("MASH" in words and set(words) == {"MASH"} for words in judged)

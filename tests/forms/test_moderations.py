"""What a moderator begins with, what counts as changed, and which moderation was the last."""

from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from forms.audits import Audit, Fields, SetAside
from forms.errors import AuditAppError
from forms.findings import Finding
from forms.moderations import (
    MODERATION_ACTS,
    Grading,
    begun,
    changed_grades,
    gaps_left,
    is_judgement,
    last_moderation,
    moderated,
    refuse_moderator,
    with_given,
)
from forms.questions import CHOICE_KINDS
from tests.forms.samples import every_kind_tool, full_audit, visits

TOOL = visits()
ANSWERS = {
    "seen_alone": st.sampled_from(["yes", "no", "not_applicable"]),
    "reason": st.sampled_from(["refused", "away"]),
    "standard": st.sampled_from(["0", "1", "2", "3"]),
    "methods": st.sampled_from([("play",), ("talk", "drawing")]),
    "days": st.integers(0, 200),
    "words": st.text("ab é", max_size=20),
    "disability": st.sampled_from(["met", "not_met"]),
}
grades = st.sampled_from(TOOL.grades.codes)


@st.composite
def audits(draw: st.DrawFn) -> Audit:
    """Any audit of the tool, as one person might leave it."""
    named = draw(st.sets(st.sampled_from(sorted(ANSWERS))))
    return Audit(
        case="C-1",
        auditor="auditor-01",
        audited_on=date(2026, 4, 2),
        findings={
            name: Finding(answer=draw(ANSWERS[name]), evidence=draw(st.text("abc", max_size=5)))
            for name in sorted(named)
        },
        sections={"visiting": draw(grades)} if draw(st.booleans()) else {},
        section_reasons={"visiting": "It says so."} if draw(st.booleans()) else {},
        overall=draw(st.none() | grades),
        overall_reason=draw(st.sampled_from(["", "It says so."])),
        strengths=draw(st.sampled_from(["", "Visits."])),
    )


@settings(max_examples=40, deadline=None)
@drawn(audits())
def test_blind_holds_all_evidence_and_facts_and_no_judgement(audit: Audit) -> None:
    blind = begun(TOOL, audit, "blind")
    fields = blind.to_fields()
    assert {key: each.evidence for key, each in blind.findings.items()} == {
        key: each.evidence for key, each in audit.findings.items()
    }
    for key, finding in blind.findings.items():
        is_fact = TOOL.questions[key].kind not in {"graded", *CHOICE_KINDS}
        assert finding.answer == (audit.findings[key].answer if is_fact else None)
    hidden = {"overall", "overall_reason", "strengths", "improvements"}
    assert not hidden & fields.keys()
    assert not any(field.startswith("section") for field in fields)
    assert (blind.case, blind.auditor, blind.moderation) == ("C-1", "auditor-01", "blind")


def test_nothing_that_is_worked_out_tells_a_blind_moderator_the_grades() -> None:
    tool, audit = every_kind_tool(), full_audit()
    calculated = {name for name, each in tool.questions.items() if each.kind == "calculated"}
    told = {name: Finding(answer=74) for name in calculated}
    audit = audit.model_copy(update={"findings": {**audit.findings, **told}})
    blind = begun(tool, audit, "blind")
    assert calculated
    assert not any(blind.findings[name].answer for name in calculated)


@settings(max_examples=40, deadline=None)
@drawn(audits(), audits())
def test_what_changed_is_every_judgement_that_two_do_not_share(one: Audit, other: Audit) -> None:
    before, after = one.to_fields(), other.to_fields()
    changed = {each.field for each in changed_grades(TOOL, before, after)}
    assert changed == {each.field for each in changed_grades(TOOL, after, before)}
    assert all(is_judgement(TOOL, field) for field in changed)
    same = {field for field in {*before, *after} if is_judgement(TOOL, field)} - changed
    for field in same:
        old, new = (Grading("Auditor", "a", each).said(TOOL, field) for each in (before, after))
        assert old == new
    assert changed_grades(TOOL, before, before) == []


def test_evidence_and_words_are_no_grades() -> None:
    before = Audit(findings={"standard": Finding(answer="2", evidence="a"),
                             "words": Finding(answer="b")}, strengths="c")  # fmt: skip
    after = Audit(findings={"standard": Finding(answer="2", evidence="x"),
                            "words": Finding(answer="y")}, strengths="z")  # fmt: skip
    assert changed_grades(TOOL, before.to_fields(), after.to_fields()) == []


def test_what_changed_stands_in_the_order_of_the_form_in_words() -> None:
    before: Fields = {
        "overall": "good",
        "section.visiting": "good",
        "finding.standard": {"answer": "3"},
    }
    after: Fields = {**before, "overall": "inadequate", "section.visiting": "outstanding",
             "finding.seen_alone": {"answer": "no"}}  # fmt: skip
    assert [each[1:] for each in changed_grades(TOOL, before, after)] == [
        ("Was the child seen alone?", "no answer", "No"),
        ("Grade of “Visiting”", "Good", "Outstanding"),
        ("Overall grade", "Good", "Inadequate"),
    ]


def test_what_was_set_aside_and_whose_audit_it_is_stay() -> None:
    aside = SetAside(label="Was it read?", tool="0" * 64, reason="Withdrawn.", answer="yes")
    first = Audit(case="C-1", auditor="a", audited_on=date(2026, 4, 2), set_aside={"read": aside})
    typed = begun(TOOL, first, "blind").model_copy(
        update={"case": "C-2", "auditor": "lead", "audited_on": date(2026, 5, 2), "overall": "good"}
    )
    assert not typed.set_aside
    sealed = moderated(first, typed)
    assert (sealed.case, sealed.auditor, sealed.audited_on) == ("C-1", "a", first.audited_on)
    assert sealed.set_aside == first.set_aside
    assert (sealed.overall, sealed.status) == ("good", "moderated")


def test_a_file_is_laid_over_and_takes_nothing_away() -> None:
    started = Audit(case="C-1", auditor="a", strengths="Visits.", overall="good",
                    findings={"standard": Finding(answer="2", evidence="Seen.")})  # fmt: skip
    given = Audit(case="C-2", auditor="lead", overall="inadequate",
                  findings={"standard": Finding(answer="0")})  # fmt: skip
    typed = with_given(started, given)
    assert (typed.case, typed.auditor, typed.strengths) == ("C-1", "a", "Visits.")
    assert typed.findings["standard"] == Finding(answer="0", evidence="Seen.")
    assert typed.overall == "inadequate"


def test_a_moderation_may_lack_what_the_audit_lacked_and_nothing_else() -> None:
    day = date(2026, 5, 2)
    first = Audit(case="C-1", auditor="a", audited_on=date(2026, 4, 2), overall="good")
    assert gaps_left(TOOL, first, first, day) == []
    assert [gap.field for gap in gaps_left(TOOL, first, begun(TOOL, first, "blind"), day)] == [
        "overall"
    ]


@pytest.mark.parametrize("name", ["Auditor-01", " auditor-01", "", " ", "x" * 101])
def test_who_cannot_moderate_is_told(name: str) -> None:
    with pytest.raises(AuditAppError):
        refuse_moderator(name, "auditor-01")


chains = st.lists(st.sampled_from(["completed", "recorded", "moderated", "disputed"]), max_size=8)


@settings(deadline=None)
@drawn(chains)
def test_the_last_moderation_stands_beside_the_last_own_work_before_it(chain: list[str]) -> None:
    acts = {str(place): act for place, act in enumerate(chain)}
    parents = {str(place): [str(place - 1)] if place else [] for place in range(len(chain))}
    moderations = [place for place, act in enumerate(chain) if act == "moderated"]
    newest = max(moderations, default=0)
    own = [place for place in range(newest) if chain[place] not in MODERATION_ACTS]
    expected = (str(own[-1]), str(newest)) if moderations and own else None
    assert last_moderation(acts, parents) == expected

"""What is proposed of each changed question, what may be said of it, and what a map allows."""

import pytest
from hypothesis import HealthCheck, given, settings

from forms.tools import Amendment, AuditTool, Choice, Question, Repeat, Section, Suggestion, Verdict
from forms.versions.amending import (
    amendment_faults,
    codes_to_map,
    forked,
    proposed,
    questions_to_judge,
)
from forms.versions.rewording import polished
from tests.forms.tool_strategies import tools
from tests.forms.versions.two_versions import (
    DAYS,
    EVERY,
    HOME,
    OFSTED,
    PARTLY,
    PLACE,
    SCHOOL,
    SEEN,
    YES_NO,
    changed,
    stricter,
    version,
)

OLD = version("1.0")
PARK = Choice(code="park", label="In the park")


@pytest.mark.parametrize(
    ("question", "changes", "verdict"),
    [
        (SEEN, {"label": "Was the child seen"}, "same"),
        (SEEN, {"label": "Was the child seen alone?"}, "reworded"),
        (SEEN, {"guidance": "Look at every visits of the last year"}, "same"),
        (SEEN, {"guidance": "Look at two visits of the last year."}, "reworded"),
        (SEEN, {"hint": "Ask the child."}, "reworded"),
        (SEEN, {"scale": "yes_partly_no"}, "new_measure"),
        (SEEN, {"evidence": "required"}, "new_measure"),
        (SEEN, {"relevant": "${place} = 'home'"}, "new_measure"),
        (SEEN, {"not_applicable": True}, "new_measure"),
        (SEEN, {"weight": 2.0, "required": False}, "same"),
        (PLACE, {"choices": (HOME, SCHOOL, PARK)}, "reworded"),
        (PLACE, {"choices": (SCHOOL, HOME)}, "same"),
        (PLACE, {"choices": (HOME,)}, "new_measure"),
        (PLACE, {"kind": "several_of"}, "new_measure"),
        (DAYS, {"unit": "weeks"}, "new_measure"),
        (DAYS, {"maximum": 90.0}, "reworded"),
    ],
)
def test_a_verdict_is_proposed_by_what_changed(
    question: Question, changes: dict[str, object], verdict: Verdict
) -> None:
    new = version("1.1", *changed(question, **changes))
    (judged,) = questions_to_judge(OLD, new)
    assert (judged.id, judged.proposal) == (question.id, verdict)
    assert judged.because
    assert judged.changes
    assert proposed(OLD, new) == Amendment(
        version="1.0", hash=OLD.hash, questions={question.id: verdict}
    )


def test_a_question_that_is_gone_can_only_be_withdrawn_and_a_new_one_is_not_judged() -> None:
    new = version("1.1", *EVERY[1:], SEEN.model_copy(update={"id": "met"}))
    (judged,) = questions_to_judge(OLD, new)
    assert (judged.id, judged.proposal, judged.allowed) == ("seen", "withdrawn", ("withdrawn",))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"look_back_months": 24}, "the look-back period changed from 12 to 24 months"),
        ({"scales": (stricter(OFSTED), YES_NO, PARTLY)}, ""),
        ({"suggestion": Suggestion(cuts=(0.95, 0.8, 0.5))}, ""),
    ],
)
def test_a_stricter_tool_makes_grades_a_new_measure(more: dict[str, object], reason: str) -> None:
    new = version("2.0", **more)
    assert proposed(OLD, new).grades == "new_measure"
    judged = questions_to_judge(OLD, new)
    assert {each.because for each in judged} == ({reason} if reason else set())
    assert len(judged) == (len(EVERY) if reason else 0)


def test_a_cut_that_moved_is_a_new_measure_unless_codes_are_mapped() -> None:
    new = version("1.1", SEEN, scales=(OFSTED, stricter(PARTLY).model_copy(
        update={"id": "yes_no"})))  # fmt: skip
    (judged, *_) = questions_to_judge(version("1.0", SEEN), new)
    assert judged.allowed == ("new_measure",)
    assert codes_to_map(version("1.0", SEEN), new) == {"seen": {"yes": "yes", "no": "no"}}
    mapped = {"seen": {"yes": "yes", "no": "no"}}
    (judged, *_) = questions_to_judge(version("1.0", SEEN), new, mapped)
    assert judged.allowed == ("same", "reworded", "new_measure")


def test_a_choice_that_is_gone_is_not_the_same_unless_it_is_mapped() -> None:
    new = version("1.1", *changed(PLACE, choices=(SCHOOL, Choice(code="house", label="at home"))))
    (judged,) = questions_to_judge(OLD, new)
    assert judged.allowed == ("reworded", "new_measure")
    proposal = codes_to_map(OLD, new)
    assert proposal == {"place": {"home": "house", "school": "school"}}
    (judged,) = questions_to_judge(OLD, new, proposal)
    assert judged.allowed == ("same", "reworded", "new_measure")


def test_a_section_asked_once_for_each_of_several_is_a_new_measure() -> None:
    section = Section(id="visit", title="Visit", questions=EVERY, repeat=Repeat(each="visit"))
    judged = questions_to_judge(OLD, version("2.0", sections=(section,)))
    assert {each.proposal for each in judged} == {"new_measure"}
    assert {each.because for each in judged} == {"it is asked once for each of several"}


def test_a_map_that_says_what_cannot_be_is_told() -> None:
    new = version("2.0", *changed(SEEN, scale="yes_partly_no")[:3],
                  scales=(stricter(OFSTED), YES_NO, PARTLY))  # fmt: skip
    sound = proposed(OLD, new)
    assert amendment_faults(OLD, new, sound) == ()
    false = Amendment(version="1.0", hash=OLD.hash, questions={"seen": "same"})
    assert amendment_faults(OLD, new, false) == (
        "“Was the child seen?” can only be judged: new measure.",
        "“In the child’s words” can only be judged: withdrawn.",
        "The grade scale changed, so grades can only be a new measure.",
    )
    (fault,) = amendment_faults(version("0.9"), version("1.0"), sound)
    assert "another version" in fault


def test_a_fork_begins_at_1_0_and_gives_credit() -> None:
    source = version("3.2", amends=OLD)
    fork = forked(source, "our-visits", "Our visits")
    assert (fork.id, fork.version, fork.title, fork.amends) == (
        "our-visits", "1.0", "Our visits", None,
    )  # fmt: skip
    assert fork.origin is not None
    assert (fork.origin.id, fork.origin.version, fork.origin.hash) == (
        "visits", "3.2", source.hash,
    )  # fmt: skip
    assert fork.sections == source.sections


@pytest.mark.parametrize(
    ("before", "after", "small"),
    [
        ("Was the child seen?", "was the  child seen", True),
        ("The organization of care", "The organisation of care", True),
        ("Did staff recieve it", "Did staff receive it?", True),
        ("Was it appropriate?", "Was it inappropriate?", False),
        ("Was it done?", "Was it not done?", False),
        ("Within 10 days", "Within 20 days", False),
        ("Was the child seen", "Has the child seen", False),
        ("", "Look at every visit.", False),
        ("x" * 20_000, "x" * 19_999, False),
    ],
)
def test_polish_is_told_from_another_meaning(before: str, after: str, small: bool) -> None:
    assert polished(before, after) is polished(after, before) is small


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(tools(), tools())
def test_every_proposal_is_one_that_may_be_given(old: AuditTool, new: AuditTool) -> None:
    judged = questions_to_judge(old, new)
    assert all(each.proposal in each.allowed for each in judged)
    assert old.questions.keys() - new.questions.keys() <= {each.id for each in judged}
    assert amendment_faults(old, new, proposed(old, new)) == ()
    assert questions_to_judge(old, old) == ()

"""Moving drafts between versions: kept, converted or set aside, and nothing is lost."""

from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.audits import Audit
from forms.findings import Answer, Finding, finding_key
from forms.tool_files import scale_library
from forms.tools import Amendment, AuditTool, Choice, Question, Repeat, Section
from forms.versions.amending import amended, proposed
from forms.versions.moving import MovePlan, plan_move
from tests.forms.tool_strategies import tools

TODAY = date(2026, 11, 21)
YES_NO, OFSTED = (scale_library()[name] for name in ("yes_no", "ofsted"))
PARTLY = scale_library()["yes_partly_no"]
HOME_SCHOOL = (Choice(code="home", label="At home"), Choice(code="school", label="At school"))


def asked(kind: str = "graded", **more: object) -> Question:
    plain: dict[str, object] = {"id": "seen", "kind": kind, "label": "Was the child seen?"}
    if kind == "graded":
        plain["scale"] = "yes_no"
    if kind in ("one_of", "several_of"):
        plain["choices"] = HOME_SCHOOL
    return Question.model_validate({**plain, **more})


def a_tool(
    *questions: Question, version: str = "1.0", repeat: Repeat | None = None, **more: object
) -> AuditTool:
    whole: dict[str, object] = {
        "id": "visits", "version": version, "title": "Visits", "look_back_months": 12,
        "scales": (OFSTED, YES_NO, PARTLY),
        "sections": (Section(id="visit", title="Visit", repeat=repeat, questions=questions),),
    }  # fmt: skip
    return AuditTool.model_validate({**whole, **more})


def an_audit(answer: Answer, key: str = "seen", **more: object) -> Audit:
    findings = {key: Finding(answer=answer, evidence="Page 3.")}
    return Audit.model_validate({"case": "C-1", "findings": findings, **more})


def move(answer: Answer, old: AuditTool, new: AuditTool) -> MovePlan:
    return plan_move(an_audit(answer), old, new, TODAY)


def mapped(old: AuditTool, new: AuditTool, **more: object) -> AuditTool:
    amendment = {"version": old.version, "hash": old.hash, **more}
    return amended(new, Amendment.model_validate(amendment))


def test_an_answer_to_the_same_question_is_kept() -> None:
    new = a_tool(asked(guidance="Look at every visit."), version="1.1")
    plan = move("yes", a_tool(asked()), new)
    assert plan.audit == an_audit("yes")
    line = plan.lines[0]
    assert (line.key, line.outcome, line.before, line.after) == ("seen", "kept", "Yes", "Yes")


class Converted(NamedTuple):
    before: Question
    answer: Answer
    after: Question
    becomes: Answer


@pytest.mark.parametrize(
    "each",
    [
        Converted(asked("one_of"), "home", asked("several_of"), ("home",)),
        Converted(asked("several_of"), ("home",), asked("one_of"), "home"),
        Converted(asked("number"), 3, asked("short_text"), "3"),
        Converted(asked("short_text"), "4", asked("number", whole=True), 4),
        Converted(asked("graded"), "yes", asked("graded", scale="yes_partly_no"), "yes"),
    ],
)
def test_an_answer_is_converted_where_the_new_version_takes_it(each: Converted) -> None:
    plan = move(each.answer, a_tool(each.before), a_tool(each.after, version="2.0"))
    assert plan.audit.findings["seen"] == Finding(answer=each.becomes, evidence="Page 3.")
    assert plan.audit.set_aside == {}


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        (asked("several_of"), ("home", "school"), asked("one_of")),
        (asked("number"), 2.5, asked("number", whole=True)),
        (asked("number"), 9, asked("number", maximum=5)),
        (asked("text"), "A long story", asked("text", max_length=5)),
        (asked("text"), "A story", asked("note")),
        (asked("graded"), "no", asked("number")),
        (asked("graded"), "yes", asked("graded", scale="ofsted")),
        (asked("one_of", not_evidenced=True), "not_evidenced", asked(not_evidenced=False)),
    ],
)
def test_an_answer_that_does_not_fit_is_set_aside_whole(
    before: Question, answer: Answer, after: Question
) -> None:
    old = a_tool(before)
    plan = move(answer, old, a_tool(after, version="2.0"))
    aside = plan.audit.set_aside["seen"]
    assert (aside.answer, aside.evidence, aside.tool) == (answer, "Page 3.", old.hash)
    assert aside.label == "Was the child seen?"
    assert plan.lines[0].outcome == "set_aside"
    assert plan.lines[0].reason == aside.reason
    assert aside.reason.endswith(".")
    assert plan.audit.findings == {}


def test_codes_are_mapped_forwards_and_back() -> None:
    old = a_tool(asked(scale="ofsted"))
    codes = {"seen": {"outstanding": "yes", "good": "yes", "requires_improvement": "partly",
                      "inadequate": "no"}}  # fmt: skip
    new = mapped(old, a_tool(asked(scale="yes_partly_no"), version="2.0"),
                 questions={"seen": "reworded"}, codes=codes)  # fmt: skip
    there = move("requires_improvement", old, new)
    assert there.audit.findings["seen"].answer == "partly"
    assert [(line.outcome, line.before, line.after) for line in there.lines] == [
        ("converted", "Requires improvement", "Partly")
    ]
    back = plan_move(there.audit, new, old, TODAY)
    assert back.audit.findings == {}, "two old codes became one: which it was cannot be told"
    assert back.audit.set_aside["seen"].answer == "partly"


def test_renamed_codes_find_their_way_back() -> None:
    renamed = (Choice(code="house", label="At home"), HOME_SCHOOL[1])
    old = a_tool(asked("one_of"))
    new = mapped(old, a_tool(asked("one_of", choices=renamed), version="1.1"),
                 codes={"seen": {"home": "house", "school": "school"}})  # fmt: skip
    there = move("home", old, new)
    assert there.audit.findings["seen"].answer == "house"
    assert plan_move(there.audit, new, old, TODAY).audit == an_audit("home")


def test_a_new_measure_is_answered_afresh_and_the_old_answer_comes_back() -> None:
    old = a_tool(asked())
    new = mapped(old, a_tool(asked(), version="2.0"), questions={"seen": "new_measure"})
    there = move("yes", old, new)
    assert (there.audit.findings, set(there.audit.set_aside)) == ({}, {"seen"})
    afresh = there.audit.model_copy(update={"findings": {"seen": Finding(answer="no")}})
    back = plan_move(afresh, new, old, TODAY).audit
    assert back.findings == an_audit("yes").findings
    assert {key: (each.answer, each.tool) for key, each in back.set_aside.items()} == {
        "seen~2": ("no", new.hash)
    }
    again = plan_move(back, old, new, TODAY).audit
    assert again.findings["seen"].answer == "no"
    assert [each.answer for each in again.set_aside.values()] == ["yes"]


def test_a_withdrawn_question_stays_with_the_audit_over_further_versions() -> None:
    old = a_tool(asked(), asked("text", id="words"))
    middle = a_tool(asked("text", id="words"), version="1.1")
    middle = amended(middle, proposed(old, middle))
    last = a_tool(asked("text", id="words"), version="1.2")
    last = amended(last, proposed(middle, last))
    there = plan_move(move("yes", old, middle).audit, middle, last, TODAY, known=[old])
    assert there.audit.set_aside["seen"].tool == old.hash
    assert plan_move(there.audit, last, old, TODAY).audit == an_audit("yes")


def test_grades_follow_their_sections_and_their_measure() -> None:
    graded = {"sections": {"visit": "good"}, "section_reasons": {"visit": "Seen weekly."},
              "overall": "good", "overall_reason": "On the whole."}  # fmt: skip
    old, audit = a_tool(asked()), an_audit("yes", **graded)
    section = Section(id="visit", title="Visit", graded=False, questions=(asked(),))
    ungraded = a_tool(version="1.1", sections=(section,))
    plan = plan_move(audit, old, ungraded, TODAY)
    assert (plan.audit.sections, plan.audit.overall) == ({}, "good")
    aside = plan.audit.set_aside["section.visit"]
    assert (aside.answer, aside.evidence) == ("good", "Seen weekly.")
    assert plan_move(plan.audit, ungraded, old, TODAY).audit == audit
    stricter = mapped(old, a_tool(asked(), version="2.0"), grades="new_measure")
    plan = plan_move(audit, old, stricter, TODAY)
    assert (plan.audit.sections, plan.audit.overall, plan.audit.overall_reason) == ({}, None, "")
    assert set(plan.audit.set_aside) == {"section.visit", "grade.overall"}
    assert Audit.from_fields(plan.audit.to_fields()) == plan.audit
    assert plan_move(plan.audit, stricter, old, TODAY).audit == audit


def test_a_single_answer_becomes_the_first_of_several_and_back() -> None:
    once, often = a_tool(asked()), a_tool(asked(), version="2.0", repeat=Repeat(each="visit"))
    there = move("yes", once, often)
    assert there.audit.findings == an_audit("yes", key="seen#1").findings
    assert plan_move(there.audit, often, once, TODAY).audit == an_audit("yes")
    second = Finding(answer="no", evidence="Page 9.")
    two = there.audit.model_copy(
        update={
            "findings": {"seen#3": there.audit.findings["seen#1"], "seen#5": second},
            "instances": {"visit": (3, 5)},
        }
    )
    back = plan_move(two, often, once, TODAY).audit
    assert back.findings == an_audit("yes").findings
    assert (back.set_aside["seen#5"].answer, back.instances) == ("no", {})
    again = plan_move(back, once, often, TODAY).audit
    assert again.findings["seen#5"] == second
    assert again.instances == {"visit": (1, 5)}


def counted(minimum: int) -> AuditTool:
    """Ask as often as a number says; audits of such a tool list no instances."""
    how_many = Section(id="head", title="Head", questions=(asked("number", id="n"),))
    repeat = Repeat(each="visit", minimum=minimum, count="${n}")
    visits = Section(id="visit", title="Visit", repeat=repeat, questions=(asked(),))
    return a_tool(sections=(how_many, visits))


@pytest.mark.parametrize("minimum", [0, 1])
def test_counted_instances_are_listed_in_their_places(minimum: int) -> None:
    old = counted(minimum)
    head, visits = old.sections
    listing = visits.model_copy(update={"repeat": Repeat(each="visit")})
    new = old.model_copy(update={"version": "2.0", "sections": (head, listing)})
    answers = {"n": 4, "seen#3": "no", "seen#2": "yes"}
    audit = Audit(findings={key: Finding(answer=each) for key, each in answers.items()})
    plan = plan_move(audit, old, new, TODAY)
    assert plan.audit.instances == {"visit": (1, 2, 3, 4)}
    assert plan.audit.findings == audit.findings


@pytest.mark.parametrize("minimum", [0, 1])
@pytest.mark.parametrize("many", [2, None])
def test_of_counted_answers_only_the_first_becomes_a_single_one(
    minimum: int, many: int | None
) -> None:
    old = counted(minimum)
    head, visits = old.sections
    once = visits.model_copy(update={"repeat": None})
    new = old.model_copy(update={"version": "2.0", "sections": (head, once)})
    answers = {"seen#1": "yes", "seen#2": "no"}
    findings = {key: Finding(answer=each) for key, each in answers.items()}
    audit = Audit(findings={"n": Finding(answer=many), **findings})
    plan = plan_move(audit, old, new, TODAY)
    assert plan.audit.findings["seen"].answer == "yes"
    assert plan.audit.set_aside["seen#2"].answer == "no"
    assert [line.outcome for line in plan.lines if line.key == "seen#2"] == ["set_aside"]


ANSWERS: list[Answer] = ["yes", "no", "a", ("a", "b"), ("b",), ("b", "a", "c"), 3, 2.5,
                         "2026-01-02", "10:30", "Some words", "not_applicable", "not_evidenced",
                         None]  # fmt: skip


@st.composite
def drafts(draw: st.DrawFn, tool: AuditTool) -> Audit:
    """Return a draft with any answers, sound or not, each with evidence of its own."""
    findings, instances, there = {}, {}, {}
    for group in tool.groups.values():
        if group.repeat:
            numbers = draw(st.lists(st.integers(1, 6), unique=True, max_size=3))
            there[group.id] = tuple(numbers)
            if not group.repeat.count:
                instances[group.id] = there[group.id]
    for question in tool.questions.values():
        repeat = tool.repeat_of.get(question.id)
        for number in there[repeat] if repeat else (None,):
            key = finding_key(question.id, number)
            if question.answerable and draw(st.booleans()):
                answer = draw(st.sampled_from(ANSWERS))
                findings[key] = Finding(answer=answer, evidence=f"Evidence for {key}")
    sections = {each.id: "good" for each in tool.sections if each.graded and draw(st.booleans())}
    reasons = {name: f"Reason for {name}" for name in sections}
    return Audit(
        case="C-1",
        findings=findings,
        instances=instances,
        sections=sections,
        section_reasons=reasons,
        overall="good",
        overall_reason="On the whole",
    )


@st.composite
def amendments(draw: st.DrawFn, old: AuditTool, new: AuditTool) -> AuditTool:
    """Return the new tool, mostly with a map; a map may say anything of what both ask."""
    if draw(st.integers(0, 3)) == 0:
        return new
    both = sorted(old.questions.keys() & new.questions.keys())
    verdicts = st.sampled_from(["same", "reworded", "new_measure"])
    codes = {name: {"a": "b", "b": "a", "c": "c"} for name in both if draw(st.booleans())}
    return mapped(old, new, questions={name: draw(verdicts) for name in both}, codes=codes,
                  grades=draw(st.sampled_from(["same", "new_measure"])))  # fmt: skip


def words_and_answers(audit: Audit) -> dict[str, Answer]:
    """Everything an auditor gave, by its evidence, which is different everywhere."""
    given = {each.evidence: each.answer for each in audit.findings.values()}
    aside = {each.evidence: each.answer for each in audit.set_aside.values()}
    grades = {reason: audit.sections[name] for name, reason in audit.section_reasons.items()}
    overall = {audit.overall_reason: audit.overall} if audit.overall_reason else {}
    found = [given, aside, grades, overall]
    together = {words: answer for each in found for words, answer in each.items()}
    assert sum(map(len, found)) == len(together), "something was doubled"
    return together


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_nothing_is_lost_however_often_a_draft_moves(data: st.DataObject) -> None:
    versions = [data.draw(tools())]
    for number in range(data.draw(st.integers(1, 3))):
        new = data.draw(tools()).model_copy(update={"version": f"{number + 2}.0"})
        versions.append(data.draw(amendments(versions[-1], new)))
    audit = data.draw(drafts(versions[0]))
    before = words_and_answers(audit)
    here = versions[0]
    converted: set[str] = set()
    for there in [*versions[1:], *reversed(versions)]:
        plan = plan_move(audit, here, there, TODAY, known=versions)
        moved = Audit.from_fields(plan.audit.to_fields())
        assert moved.to_fields() == plan.audit.to_fields()
        converted |= {
            plan.audit.findings[line.key].evidence
            for line in plan.lines
            if line.outcome == "converted"
        }
        after = words_and_answers(moved)
        assert after.keys() == before.keys()
        assert {words for words in after if after[words] != before[words]} <= converted
        assert {key.partition("#")[0] for key in moved.findings} <= there.questions.keys()
        assert moved.instances.keys() <= there.groups.keys()
        audit, here = plan.audit, there

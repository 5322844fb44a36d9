"""An evaluation that follows an audit says at every step what one from scratch would say."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from forms.audits import Audit
from forms.evaluation import CASE, OVERALL, Evaluation, LiveEvaluation, evaluate
from forms.findings import finding_key
from forms.tool_checks import faults
from forms.tool_files import read_tool
from forms.tools import AuditTool, Question
from tests.forms.samples import TODAY
from tests.forms.tool_strategies import tools

NESTED_IN_REPEAT = b"""\
id: visits
version: "1.0"
title: Visits
look_back_months: 12
sections:
  - id: visit
    title: Visits
    graded: false
    repeat: {each: visit, minimum: 2, maximum: 9}
    questions:
      - {id: length, kind: number, label: How long?}
      - {id: others, kind: text, label: And elsewhere?, required_when: "count(${talk}) > 1"}
      - {id: seen, kind: graded, scale: yes_no, label: Seen?, required: false, evidence: none,
         limits: [{answers: ["no"], cap: good, reason: one was not seen}]}
      - {id: there, kind: calculated, label: All talks, calculation: "count(${talk})"}
    sections:
      - id: talk
        title: The talk
        relevant: "${length} > 5"
        questions:
          - {id: about, kind: short_text, label: What about?}
  - id: rest
    title: The rest
    questions:
      - {id: talks, kind: calculated, label: How many talks, calculation: "count(${talk})"}
"""
TEXTS = {"case": "C-1", "auditor": "a", "overall_reason": "why", "strengths": "time was taken"}


def everything(evaluation: Evaluation) -> dict[str, object]:
    """Return all that an evaluation says."""
    groups = list(evaluation.tool.groups)
    sections = [section.id for section in evaluation.tool.sections]
    repeats = [name for name in groups if evaluation.tool.groups[name].repeat]
    return {
        "audit": evaluation.audit,
        "keys": evaluation.keys,
        "states": list(evaluation.states.items()),
        "calculated": list(evaluation.calculated.items()),
        "questions": {key: about_question(evaluation, key) for key in evaluation.keys},
        "shown": [evaluation.shown(name) for name in groups],
        "instances": {name: evaluation.instances(name) for name in repeats},
        "to keep": evaluation.to_keep,
        "gaps": evaluation.gaps,
        "suggestions": [evaluation.suggestion(name) for name in sections],
        "overall": evaluation.overall_suggestion,
        "concerns": evaluation.concerns,
        "progress": [evaluation.progress(name) for name in (*sections, CASE, OVERALL)],
    }


def about_question(evaluation: Evaluation, key: str) -> tuple[object, ...]:
    return (
        evaluation.finding(key),
        evaluation.state(key),
        evaluation.shown(key),
        evaluation.required(key),
        evaluation.choices(key),
        evaluation.problem(key),
        evaluation.proposal(key),
        evaluation.calculated.get(key),
        evaluation.gap(f"finding.{key}"),
        [each for each in evaluation.concerns if each.key == key],
    )


def about_section(evaluation: Evaluation, name: str) -> tuple[object, ...]:
    group = evaluation.tool.groups[name]
    numbers = evaluation.instances(name) if group.repeat else ()
    shown = [evaluation.shown(name, number) for number in numbers]
    fields = (f"instances.{name}", f"section.{name}", f"section_reason.{name}")
    gaps = [evaluation.gap(field) for field in fields]
    suggestion = evaluation.suggestion(name)
    progress = evaluation.progress(name)
    return numbers, evaluation.shown(name), shown, gaps, suggestion, progress


def standings(evaluation: Evaluation) -> dict[str, object]:
    """Return what is said of each finding key, section and other place."""
    places = {CASE: None, OVERALL: evaluation.overall_suggestion}
    return {
        **{key: about_question(evaluation, key) for key in evaluation.keys},
        **{name: about_section(evaluation, name) for name in evaluation.tool.groups},
        **{name: (evaluation.progress(name), also) for name, also in places.items()},
    }


def answers(question: Question) -> st.SearchStrategy[Any]:
    """Return answers of the right kind, and a few that the question does not take."""
    codes = list((question.choices and [each.code for each in question.choices]) or ["yes", "no"])
    by_kind: dict[str, st.SearchStrategy[Any]] = {
        "graded": st.sampled_from(codes),
        "one_of": st.sampled_from(codes),
        "several_of": st.lists(st.sampled_from(codes), min_size=1, unique=True),
        "ranked": st.permutations(codes),
        "number": st.integers(-3, 9) | st.sampled_from([0.5, -0.0]),
        "date": st.dates(date(2026, 9, 1), date(2027, 1, 1)).map(date.isoformat),
        "time": st.just("14:30"),
        "acknowledgement": st.just("yes"),
    }
    texts = st.sampled_from(["x", "abc", "2026-02-02", "7"])
    reserved = st.sampled_from(["not_applicable", "not_evidenced", "nonsense", None])
    return by_kind.get(question.kind, texts) | reserved


@st.composite
def changes(draw: st.DrawFn, tool: AuditTool) -> tuple[str, Any]:
    """Return a field and a value for it: mostly answers, seldom what the form would not write."""
    kind = draw(st.sampled_from(["finding"] * 9 + ["instances"] * 3 + ["party", "grade", "text"]))
    if kind == "instances":
        numbers = st.none() | st.lists(st.integers(1, 5), max_size=5)
        return f"instances.{draw(st.sampled_from(list(tool.groups)))}", draw(numbers)
    if kind == "party":
        field = draw(st.sampled_from(["attribute.agency", "attribute.role", "attribute.team"]))
        return field, draw(st.sampled_from([None, "care", "police", "worker", "manager"]))
    if kind == "grade":
        names = [section.id for section in tool.sections]
        fields = [f"{group}.{name}" for name in names for group in ("section", "section_reason")]
        grades = st.sampled_from([None, "outstanding", "good", "inadequate", "splendid"])
        return draw(st.sampled_from([*fields, "overall"])), draw(grades)
    if kind == "text":
        field, value = draw(st.sampled_from([*TEXTS.items(), ("audited_on", "2026-11-20")]))
        return field, draw(st.sampled_from([None, value]))
    question = draw(st.sampled_from(list(tool.questions.values())))
    repeated = question.id in tool.repeat_of
    key = finding_key(question.id, draw(st.integers(1, 5)) if repeated else None)
    value = {"answer": draw(answers(question)), "evidence": draw(st.sampled_from(["", "seen"]))}
    return f"finding.{key}", draw(st.sampled_from([None, value, value, value]))


def steps(data: st.DataObject, tool: AuditTool) -> Iterator[tuple[str, Any]]:
    for _ in range(data.draw(st.integers(1, 10))):
        yield data.draw(changes(tool))


def follow(tool: AuditTool, data: st.DataObject) -> None:
    """Change an audit step by step, and compare with an evaluation from scratch each time."""
    live = LiveEvaluation(tool, Audit(), TODAY)
    fields: dict[str, Any] = {"status": "completed"}
    for field, value in steps(data, tool):
        note(f"{field} = {value}")
        before = standings(live)
        changed = live.put(field, value)
        fields = {name: each for name, each in fields.items() if name != field}
        if value is not None:
            fields[field] = value
        afresh = evaluate(tool, Audit.from_fields(fields), TODAY)
        assert everything(live) == everything(afresh)
        now = standings(live)
        differing = {name for name in before | now if before.get(name) != now.get(name)}
        assert differing <= changed


@given(tools(), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_following_every_answer_says_what_starting_afresh_says(
    tool: AuditTool, data: st.DataObject
) -> None:
    follow(tool, data)


@pytest.mark.slow
@given(tools(), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=2000)
def test_following_answers_says_the_same_in_very_many_tools(
    tool: AuditTool, data: st.DataObject
) -> None:
    follow(tool, data)


@given(tools())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_random_tools_are_sound(tool: AuditTool) -> None:

    assert faults(tool) == []


def test_nested_sections_are_counted_anew_when_instances_come_and_go() -> None:
    tool = read_tool(NESTED_IN_REPEAT, "visits.yaml")
    findings = {f"length#{number}": {"answer": 9} for number in (1, 2, 3)}
    live = LiveEvaluation(tool, Audit.model_validate({"findings": findings}), TODAY)
    for numbers in ([1], [1, 2, 3], [3], [], [2, 1], None):
        live.put("instances.visit", numbers)
        there = 2 if numbers is None else len(numbers)
        assert live.calculated["talks"] == there
        assert everything(live) == everything(evaluate(tool, live.audit, TODAY))


def test_what_counts_nested_sections_follows_those_of_other_instances() -> None:
    tool = read_tool(NESTED_IN_REPEAT, "visits.yaml")
    live = LiveEvaluation(tool, Audit(), TODAY)
    for key, length, talks in (("length#1", 9, 1), ("length#2", 9, 2), ("length#1", 2, 1)):
        changed = live.put(f"finding.{key}", {"answer": length})
        assert {"there#1", "there#2"} <= changed
        assert [live.calculated[f"there#{number}"] for number in (1, 2)] == [talks, talks]
        assert live.required("others#1") == live.required("others#2") == (talks > 1)
        assert everything(live) == everything(evaluate(tool, live.audit, TODAY))


def test_a_limit_names_the_first_instance_that_sets_it_off_when_places_change() -> None:
    tool = read_tool(NESTED_IN_REPEAT, "visits.yaml")
    findings = {f"seen#{number}": {"answer": "no"} for number in (1, 2)}
    live = LiveEvaluation(tool, Audit.model_validate({"findings": findings}), TODAY)
    live.put("section.rest", "outstanding")
    assert [cap.key for cap in live.overall_suggestion.caps] == ["seen#1"]
    assert OVERALL in live.put("instances.visit", [2, 1])
    assert [cap.key for cap in live.overall_suggestion.caps] == ["seen#2"]
    assert everything(live) == everything(evaluate(tool, live.audit, TODAY))

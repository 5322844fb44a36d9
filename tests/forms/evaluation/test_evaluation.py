"""What the parts of a tool mean for an audit: repeats, parties, rules of every sort, defaults."""

from datetime import date
from typing import Any

import pytest

from forms.audits import Audit
from forms.evaluation import (
    CASE,
    Evaluation,
    LiveEvaluation,
    evaluate,
    new_instance,
    started,
    with_calculated,
)
from forms.findings import Answer, Finding
from forms.tool_files import read_tool
from forms.tools import AuditTool
from tests.forms.samples import TODAY

TOOL = """\
id: family
version: "1.0"
title: Family
look_back_months: 12
agencies: [{id: care, title: Social care}, {id: police, title: Police}]
roles: [{id: worker, title: Worker}, {id: manager, title: Manager}]
limits:
  - {cap: inadequate, when: "count-non-empty(${worry}) > 1", reason: there are several worries}
sections:
  - id: family
    title: The family
    questions:
      - {id: children, kind: number, label: How many children?, minimum: 0, maximum: 9, whole: true,
         default: "2", evidence: none}
      - {id: seen_on, kind: date, label: Seen on?, constraint: ". <= today()",
         constraint_message: No visit can be in the future., required: false}
      - {id: first_seen, kind: calculated, label: First worked out,
         calculation: "once(${seen_on})"}
      - {id: days, kind: calculated, label: Days since, calculation: "today() - ${seen_on}",
         relevant: "${seen_on} != ''"}
      - {id: asked_why, kind: text, label: Why so long?, required_when: "${days} > 28"}
    sections:
      - id: child
        title: Each child
        repeat: {each: child, count: "${children}", maximum: 4}
        questions:
          - {id: alone, kind: graded, scale: yes_no, label: Seen alone?, required: false,
             limits: [{answers: ["no"], cap: requires_improvement, reason: one was not seen}],
             escalates: [{answers: ["no"], reason: nobody saw the child}]}
          - {id: age, kind: number, label: How old?, required: false}
          - {id: older, kind: calculated, label: Older than the first,
             calculation: "${age} > indexed-repeat(${age}, ${child}, 1)"}
          - {id: place, kind: calculated, label: Which, calculation: "position(..)"}
          - {id: worry, kind: short_text, label: A worry?, relevant: "${age} < 5",
             required: false}
  - id: visits
    title: Visits
    graded: false
    relevant: "${children} > 0"
    repeat: {each: visit, minimum: 1, maximum: 3}
    questions:
      - {id: region, kind: one_of, label: Where?, not_evidenced: false,
         choices: [{code: north, label: North}, {code: south, label: South}]}
      - id: town
        kind: one_of
        label: In which town?
        required: false
        choice_filter: "in = ${region} or name = 'other'"
        choices:
          - {code: ash, label: Ash, columns: {in: north}}
          - {code: elm, label: Elm, columns: {in: south}}
          - {code: other, label: Another, columns: {in: ""}}
      - id: liked
        kind: ranked
        label: What was liked?
        required: false
        choices: [{code: play, label: Play}, {code: talk, label: Talk}]
  - id: rest
    title: The rest
    graded: false
    questions:
      - {id: oldest, kind: calculated, label: Oldest, calculation: "max(${age})"}
      - {id: police_read, kind: acknowledgement, label: I read the log, agencies: [police]}
      - {id: managed, kind: text, label: How was it managed?, roles: [manager],
         required_message: Say how it was managed.}
      - {id: note, kind: note, label: The end}
      - {id: total, kind: number, label: In all?, calculation: "${children} + 1",
         required: false}
"""


@pytest.fixture(scope="module")
def tool() -> AuditTool:
    return read_tool(TOOL.encode(), "family.yaml")


def audit_of(answers: dict[str, Answer], **others: Any) -> Audit:
    findings = {key: Finding(answer=answer) for key, answer in answers.items()}
    return Audit(findings=findings, attributes={"agency": "care", "role": "worker"}, **others)


def read(tool: AuditTool, today: date = TODAY, **answers: Answer) -> Evaluation:
    keys = {name.replace("__", "#"): answer for name, answer in answers.items()}
    return evaluate(tool, audit_of(keys), today)


def fields(evaluation: Evaluation) -> list[str]:
    return [gap.field for gap in evaluation.gaps]


def messages(evaluation: Evaluation) -> dict[str, str]:
    return {gap.field: gap.message for gap in evaluation.gaps}


def test_a_rule_says_how_often_a_section_is_answered(tool: AuditTool) -> None:
    assert read(tool).instances("child") == ()
    assert read(tool, children=2).instances("child") == (1, 2)
    assert read(tool, children=9).instances("child") == (1, 2, 3, 4)
    assert "alone#2" in read(tool, children=2).keys
    assert "alone#2" not in read(tool, children=1, alone__2="no").states


def test_a_rule_in_a_repeat_sees_its_own_instance(tool: AuditTool) -> None:
    states = read(tool, children=2, age__1=3, age__2=9).states
    assert (states["worry#1"], states["worry#2"]) == ("unanswered", "hidden")


def test_a_rule_in_a_repeat_may_look_at_other_instances(tool: AuditTool) -> None:
    calculated = read(tool, children=2, age__1=3, age__2=9).calculated
    assert calculated["older#2"] == "true"
    assert (calculated["place#1"], calculated["place#2"]) == (1, 2)


def test_a_rule_outside_a_repeat_sees_all_instances(tool: AuditTool) -> None:
    assert read(tool, children=3, age__1=3, age__3=9).calculated["oldest"] == 9
    assert "oldest" not in read(tool, children=3).calculated


def test_what_is_hidden_is_empty_for_other_rules(tool: AuditTool) -> None:
    worries: dict[str, Answer] = {"children": 2, "worry__1": "a", "worry__2": "b"}
    young = read(tool, **worries, age__1=3, age__2=4).overall_suggestion
    assert [cap.limit.reason for cap in young.caps] == ["there are several worries"]
    assert read(tool, **worries, age__1=3, age__2=9).overall_suggestion.caps == ()


def test_a_hidden_section_hides_all_in_it_and_needs_nothing(tool: AuditTool) -> None:
    evaluation = read(tool, children=0)
    assert not evaluation.shown("visits")
    assert not evaluation.shown("region", 1)
    assert "finding.region#1" not in fields(evaluation)
    assert "finding.region#1" in fields(read(tool, children=1))


def test_a_section_is_answered_as_often_as_it_must_be(tool: AuditTool) -> None:
    def lacks(*numbers: int) -> str | None:
        evaluation = evaluate(tool, audit_of({"children": 1}, instances={"visits": numbers}), TODAY)
        gap = evaluation.gap("instances.visits")
        return gap.message if gap else None

    assert lacks() == "Answer this for at least 1 (visit)."
    assert lacks(7) is None
    assert lacks(1, 2, 5, 9) == "Answer this for at most 3 (visit)."


def test_numbers_of_instances_stay_and_gaps_say_which_is_meant(tool: AuditTool) -> None:
    audit = audit_of({"children": 1, "region#3": "north"}, instances={"visits": (3, 5)})
    evaluation = evaluate(tool, audit, TODAY)
    gap = evaluation.gap("finding.region#5")
    assert gap
    assert gap.label == "Where? (visit 2)"
    assert [key for key in evaluation.keys if "region" in key] == ["region#3", "region#5"]


def test_limits_and_concerns_of_repeats_are_told_once_and_for_each(tool: AuditTool) -> None:
    evaluation = read(tool, children=2, alone__1="no", alone__2="no")
    caps = evaluation.overall_suggestion.caps
    assert [cap.limit.reason for cap in caps] == ["one was not seen"]
    assert [concern.key for concern in evaluation.concerns] == ["alone#1", "alone#2"]


def test_repeated_answers_count_together_in_their_section(tool: AuditTool) -> None:
    evaluation = read(tool, children=2, alone__1="yes", alone__2="no")
    assert "50%" in evaluation.suggestion("family").because


def test_a_constraint_is_only_asked_of_an_answer(tool: AuditTool) -> None:
    assert read(tool).problem("seen_on") == ""
    assert read(tool, seen_on="2026-11-21").problem("seen_on") == ""
    future = read(tool, seen_on="2027-01-01")
    assert future.problem("seen_on") == "No visit can be in the future."
    assert messages(future)["finding.seen_on"] == "No visit can be in the future."
    assert read(tool, seen_on="not_evidenced").problem("seen_on") == ""


def test_an_answer_is_required_while_its_rule_holds(tool: AuditTool) -> None:
    assert not read(tool, seen_on="2026-11-01").required("asked_why")
    late = read(tool, seen_on="2026-09-01")
    assert late.required("asked_why")
    assert "finding.asked_why" in fields(late)


def test_choices_are_filtered_and_an_answer_that_left_is_kept_but_told(tool: AuditTool) -> None:
    north = read(tool, children=1, region__1="north", town__1="elm")
    assert north.choices("town#1") == ("ash", "other")
    assert north.finding("town#1").answer == "elm"
    assert north.problem("town#1") == "The answer is not offered any more."
    assert read(tool, children=1, region__1="south", town__1="elm").problem("town#1") == ""


def test_a_ranking_ranks_all(tool: AuditTool) -> None:
    half = read(tool, children=1, liked__1=("talk",))
    assert half.problem("liked#1") == "The answer must rank all of the choices."
    assert read(tool, children=1, liked__1=("talk", "play")).problem("liked#1") == ""


def test_agencies_and_roles_answer_their_own_part(tool: AuditTool) -> None:
    def state(agency: str, role: str) -> tuple[object, object]:
        attributes = {"agency": agency, "role": role}
        evaluation = evaluate(tool, Audit(attributes=attributes), TODAY)
        return evaluation.state("police_read"), evaluation.state("managed")

    assert state("care", "worker") == ("hidden", "hidden")
    assert state("police", "manager") == ("unanswered", "unanswered")
    assert state("", "") == ("hidden", "hidden")


def test_an_audit_must_say_whose_part_it_answers(tool: AuditTool) -> None:
    gaps = evaluate(tool, Audit(attributes={"agency": "health"}), TODAY).gaps
    fields = [gap.field for gap in gaps if gap.place == CASE]
    assert fields[-2:] == ["attribute.agency", "attribute.role"]


def test_messages_say_what_is_missing_in_the_tool_s_words(tool: AuditTool) -> None:
    attributes = {"agency": "police", "role": "manager"}
    told = messages(evaluate(tool, Audit(attributes=attributes), TODAY))
    assert told["finding.managed"] == "Say how it was managed."
    assert told["finding.police_read"] == "This is not acknowledged yet."


def test_notes_have_no_state_and_calculations_are_no_gap(tool: AuditTool) -> None:
    evaluation = read(tool)
    assert "note" in evaluation.keys
    assert evaluation.state("note") is None
    assert evaluation.state("days") == "hidden"
    assert evaluation.state("oldest") == "unanswered"
    assert "finding.oldest" not in fields(evaluation)


def test_rules_about_today_are_read_on_the_day(tool: AuditTool) -> None:
    assert read(tool, seen_on="2026-11-01").calculated["days"] == 20
    later = read(tool, date(2026, 12, 1), seen_on="2026-11-01")
    assert later.calculated["days"] == 30


def test_an_answer_is_proposed_until_one_is_given(tool: AuditTool) -> None:
    assert read(tool, children=2).proposal("total") == 3
    assert read(tool, children=2, total=9).proposal("total") is None


def test_a_value_worked_out_once_stays(tool: AuditTool) -> None:
    first = read(tool, seen_on="2026-11-01")
    assert first.to_keep == {"first_seen": "2026-11-01"}
    kept = read(tool, seen_on="2026-11-20", first_seen="2026-11-01")
    assert kept.calculated["first_seen"] == "2026-11-01"
    assert kept.to_keep == {}


def test_a_new_audit_begins_with_the_defaults_of_its_tool(tool: AuditTool) -> None:
    assert started(tool, Audit()).findings == {"children": Finding(answer=2)}
    given = audit_of({"children": 5})
    assert started(tool, given) == given


def test_a_new_instance_begins_with_its_defaults(tool: AuditTool) -> None:
    content = TOOL.replace("label: How old?,", 'label: How old?, default: "7",')
    aged = read_tool(content.encode(), "family.yaml")
    assert new_instance(aged, "child", 3) == {"finding.age#3": {"answer": 7}}
    assert new_instance(tool, "child", 3) == {}


def test_calculated_answers_are_sealed_with_the_audit(tool: AuditTool) -> None:
    audit = audit_of({"children": 1, "age#1": 4, "oldest": "an old value", "days": 3})
    sealed = with_calculated(tool, audit, TODAY)
    assert {key: each.answer for key, each in sealed.findings.items()} == {
        "children": 1, "age#1": 4, "oldest": 4, "older#1": "false", "place#1": 1,
    }  # fmt: skip
    assert with_calculated(tool, sealed, TODAY) == sealed


def test_a_value_that_no_audit_can_hold_changes_nothing(tool: AuditTool) -> None:
    live = LiveEvaluation(tool, audit_of({"children": 1}), TODAY)
    before = live.audit
    for field, value in [("case", "x" * 500), ("nothing", "x"), ("instances.visits", [0])]:
        with pytest.raises(ValueError):
            live.put(field, value)
    assert live.audit == before

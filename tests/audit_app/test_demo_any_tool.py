"""The demo knows no tool by heart: it grades tools it has never seen."""

from datetime import date

import pytest

from audit_app.demo.inventing import invent_audits
from audit_app.demo.service import invent_service
from forms.evaluation import evaluate
from forms.findings import checked_answer, split_key
from forms.tool_files import builtin_tool, builtin_tool_ids, read_tool
from forms.tools import AuditTool

END = date(2026, 9, 30)

STRANGE = """
id: strange
version: "2.1"
title: A tool with everything that is unusual
look_back_months: 1
grade_scale: rag
suggestion: {cuts: [0.8, 0.3]}
sections:
  - id: facts
    title: Facts
    graded: false
    questions:
      - {id: sort, kind: one_of, label: Which sort?, not_evidenced: false,
         choices: [{code: none, label: None}, {code: some, label: Some}],
         limits: [{answers: [none], cap: red, reason: there is none}]}
      - {id: several, kind: several_of, label: Which of these?, evidence: required,
         choices: [{code: a, label: A}, {code: b, label: B}, {code: none_of_these, label: None}]}
      - {id: narrow, kind: number, label: How many?, minimum: 7, maximum: 7, whole: true}
      - {id: fraction, kind: number, label: Which share?, minimum: 0.25, maximum: 0.75, unit: "%"}
      - {id: below, kind: number, label: Below nought?, maximum: -2, not_evidenced: false}
      - {id: free, kind: number, label: Any number of days?, unit: days}
      - {id: old_day, kind: date, label: When?, earliest: 2001-01-01, latest: 2001-12-31}
      - {id: late_day, kind: date, label: When last?, earliest: 2025-01-01, latest: today}
      - {id: words, kind: text, label: What did the child say?, max_length: 12}
      - {id: hangs_on_words, kind: graded, scale: yes_no, label: Said?, relevant: "${words} != ''"}
  - id: all_or_nothing
    title: All or nothing
    questions:
      - {id: seen, kind: graded, scale: yes_no, label: Seen?, not_evidenced: false,
         limits: [{answers: ["yes", "no"], cap: red, reason: always}]}
      - {id: why, kind: text, label: Why not?, relevant: "${seen} = 'no'"}
  - id: never_asked
    title: Never asked
    questions:
      - {id: hidden, kind: graded, scale: one_to_ten, label: Ever?,
         relevant: "${seen} = 'yes' and ${seen} = 'no'"}
"""


@pytest.fixture(scope="module")
def strange() -> AuditTool:
    return read_tool(STRANGE.encode(), "strange.yaml")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_tool_never_seen_before_is_graded_without_gaps(strange: AuditTool, seed: int) -> None:
    for each in invent_audits(invent_service(seed, 3), strange, 40, seed, END):
        day = each.started_at.date()
        if each.sealed_at:
            assert evaluate(strange, each.audit, day).gaps == []
        for name, finding in each.audit.findings.items():
            question = strange.questions[name]
            assert checked_answer(strange, question, finding.answer, day) == finding.answer


def test_hidden_questions_stay_empty(strange: AuditTool) -> None:
    audits = invent_audits(invent_service(1, 2), strange, 30, 1, END)

    assert all("hidden" not in each.audit.findings for each in audits)


@pytest.mark.parametrize(("count", "auditors"), [(1, 1), (2, 1), (3, 2), (7, 12)])
def test_small_demos_are_whole_as_well(strange: AuditTool, count: int, auditors: int) -> None:
    audits = invent_audits(invent_service(4, auditors), strange, count, 4, END)

    assert sum(each.sealed_at is not None for each in audits) == count
    assert all(0 <= each.auditor < auditors for each in audits)


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_every_built_in_tool_can_be_answered_whole(tool_id: str) -> None:
    """Repeats, agencies and roles, rules between answers, every kind of question."""
    tool = builtin_tool(tool_id)
    for each in invent_audits(invent_service(6, 2), tool, 15, 6, END):
        day = each.started_at.date()
        if each.sealed_at:
            assert evaluate(tool, each.audit, each.sealed_at.date()).gaps == []
        for key, finding in each.audit.findings.items():
            question = tool.questions[split_key(key)[0]]
            assert checked_answer(tool, question, finding.answer, day) == finding.answer

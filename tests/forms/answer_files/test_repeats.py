"""Answers to questions that repeat, to new kinds, and of one agency, from tables and JSON."""

import json
from datetime import date

import pytest

from forms.answer_files import AnswerFile, read_answers
from forms.errors import ProblemsFound
from forms.findings import Finding
from forms.tool_files import read_tool
from forms.tools import AuditTool
from tests.forms.samples import TODAY

TOOL = b"""\
id: visits
version: "1.0"
title: Visits
look_back_months: 12
agencies: [{id: care, title: Social care}, {id: police, title: Police}]
sections:
  - id: visit
    title: Visits
    graded: false
    repeat: {each: visit, minimum: 1, maximum: 9}
    questions:
      - {id: seen_on, kind: date, label: Seen on?}
      - {id: alone, kind: graded, scale: yes_no, label: Seen alone?}
      - id: liked
        kind: ranked
        label: What did the child like most?
        choices: [{code: play, label: Play}, {code: talk, label: Talk}]
  - id: rest
    title: The rest
    graded: false
    questions:
      - {id: at, kind: time, label: When did it end?}
      - {id: read, kind: acknowledgement, label: I have read the plan}
      - {id: plan, kind: evidence_file, label: Which plan?}
      - {id: visits, kind: calculated, label: Visits, calculation: "count(${visit})"}
"""


def tool() -> AuditTool:
    return read_tool(TOOL, "visits.yaml")


def read(content: str, name: str = "answers.csv") -> AnswerFile:
    return read_answers(content.encode(), name, lambda *_: tool(), TODAY, tool="visits")


def csv(**cells: str) -> str:
    every = {"case": "C-1", "auditor": "a", "audited_on": "2026-04-02", "agency": "care", **cells}
    return ",".join(every) + "\n" + ",".join(every.values()) + "\n"


def problems(content: str, name: str = "answers.csv") -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        read(content, name)
    return [str(problem) for problem in caught.value.problems]


def test_columns_with_a_number_are_instances_of_a_repeat() -> None:
    cells = {
        "seen_on#1": "01/04/2026",
        "alone#1": "yes",
        "alone#1.evidence": "The note says so.",
        "alone#3": "no",
        "liked#3": "talk;play",
    }
    audit = read(csv(**cells)).audits[0].audit
    assert audit.instances == {"visit": (1, 3)}
    assert audit.findings == {
        "seen_on#1": Finding(answer="2026-04-01"),
        "alone#1": Finding(answer="yes", evidence="The note says so."),
        "alone#3": Finding(answer="no"),
        "liked#3": Finding(answer=("talk", "play")),
    }


def test_json_names_instances_alike() -> None:
    audit = {
        "case": "C-1", "auditor": "a", "audited_on": "2026-04-02",
        "attributes": {"agency": "police"},
        "findings": {"alone#2": {"answer": "yes"}, "read": {"answer": True}},
    }  # fmt: skip
    content = json.dumps({"tool": "visits", "audits": [audit]})
    recorded = read(content, "answers.json").audits[0].audit
    assert recorded.instances == {"visit": (2,)}
    assert recorded.findings["alone#2"].answer == "yes"
    assert recorded.findings["read"].answer == "yes"
    assert recorded.attributes == {"agency": "police"}


def test_new_kinds_are_read_as_people_write_them() -> None:
    audit = read(csv(at="9:05", read="yes", plan="plan-2026.docx")).audits[0].audit
    answers = {name: finding.answer for name, finding in audit.findings.items()}
    assert answers == {"at": "09:05", "read": "yes", "plan": "plan-2026.docx"}


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("alone", "yes", "alone” is not a column of this tool's answers; did you mean “alone#1”"),
        ("alone#0", "yes", "“alone#0” is not a column"),
        ("at#1", "9:00", "“at#1” is not a column"),
        ("at", "25:00", "“at” must be a time such as 14:30"),
        ("read", "no", "“read” must be yes, or empty"),
        ("plan", "C:\\plans\\one.docx", "must be the name of a file or the number"),
        ("visits", "3", "“visits” is worked out and takes no answer"),
        ("liked#1", "talk talk", "“liked#1” must be a list of play, talk"),
        ("agency", "health", "“agency” must be one of care, police"),
    ],
)
def test_what_does_not_fit_is_told(column: str, cell: str, message: str) -> None:
    assert any(message in problem for problem in problems(csv(**{column: cell})))


def test_an_audit_says_which_agency_it_is_of() -> None:
    content = f"case,auditor,audited_on\nC-1,a,{date(2026, 4, 2)}\n"
    assert any("“agency” is missing; must be one of care" in each for each in problems(content))


def test_a_section_is_not_answered_more_often_than_an_audit_can_hold() -> None:
    cells = {f"alone#{number}": "yes" for number in range(1, 202)}
    assert any("holds more than 200" in problem for problem in problems(csv(**cells)))

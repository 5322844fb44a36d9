"""A small audit tool and audits made with it, for tests of the cabinet."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from forms.audits import Audit
from forms.findings import Finding
from forms.identity import Clock
from forms.tool_files import read_tool
from forms.tools import AuditTool

MINI = b"""
id: mini
version: "1.0"
title: Mini
look_back_months: 12
themes: [{id: seen, title: Seen}]
sections:
  - id: first
    title: First
    questions:
      - {id: q1, kind: graded, scale: yes_no, label: Was the child seen?, theme: seen}
      - {id: q2, kind: graded, scale: ofsted, label: How well?, relevant: "${q1} = 'yes'"}
      - {id: q3, kind: text, label: In their words, required: false}
"""


def mini_tool() -> AuditTool:
    return read_tool(MINI, "mini.yaml")


def stricter_tool() -> AuditTool:
    """Calls itself mini 1.0 as well, but is another tool."""
    return read_tool(MINI.replace(b"How well?", b"How very well?"), "mini.yaml")


def an_audit(case: str = "C-0001", auditor: str = "auditor-01", grade: str = "good") -> Audit:
    return Audit(
        case=case,
        auditor=auditor,
        audited_on=date(2026, 4, 2),
        attributes={"team": "North", "plan_type": "child in need"},
        findings={
            "q1": Finding(answer="yes", evidence="Seen alone in March."),
            "q2": Finding(answer=grade, evidence="Drawings on file."),
        },
        sections={"first": grade},
        section_reasons={"first": "The drawings show it."},
        overall=grade,
        overall_reason="The drawings show it.",
        strengths="Time was taken.",
    )


def ticking_clock(start: datetime = datetime(2026, 5, 1, 9, tzinfo=UTC)) -> Clock:
    """A clock that moves on by one second each time it is read."""
    moments = _moments(start)
    return lambda: next(moments)


def _moments(start: datetime) -> Iterator[datetime]:
    while True:
        yield start
        start += timedelta(seconds=1)

"""An audit tool with every kind of question, and answers to it, for tests of the forms."""

from datetime import date

from forms.audits import Audit
from forms.findings import Finding
from forms.tool_files import read_tool
from forms.tools import AuditTool
from tests.forms.every_kind import EVERY_KIND

TODAY = date(2026, 11, 21)

VISITS = b"""\
id: visits
version: "1.0"
title: Visits
look_back_months: 12
themes:
  - {id: seen, title: Seen}
sections:
  - id: visiting
    title: Visiting
    questions:
      - id: seen_alone
        kind: graded
        scale: yes_no
        label: Was the child seen alone?
        theme: seen
        not_applicable: true
        limits:
          - answers: ["no", not_evidenced]
            cap: requires_improvement
            reason: the child was not seen
      - id: reason
        kind: one_of
        label: Why was the child not seen alone?
        relevant: "${seen_alone} = 'no'"
        choices: [{code: refused, label: Refused}, {code: away, label: Away}]
      - id: standard
        kind: graded
        scale: zero_to_three
        label: How well is the standard met?
        weight: 2
  - id: facts
    title: Facts
    graded: false
    questions:
      - id: methods
        kind: several_of
        label: Which methods?
        required: false
        choices:
          - {code: play, label: Play}
          - {code: drawing, label: Drawing}
          - {code: talk, label: Talk}
      - {id: days, kind: number, label: Days to the visit?, minimum: 0, maximum: 200, whole: true}
      - {id: seen_on, kind: date, label: Seen on?, earliest: 2015-01-01, latest: today}
      - {id: words, kind: text, label: In their own words, max_length: 40, required: false}
      - {id: disability, kind: graded, scale: met, label: Are needs met?, evidence: required}
"""


def visits() -> AuditTool:
    return read_tool(VISITS, "visits.yaml")


def every_kind_tool() -> AuditTool:
    """A tool that uses all that a tool may hold: kinds, nesting, repeats, agencies, languages."""
    return read_tool(EVERY_KIND, "every-kind.yaml")


def full_answers() -> dict[str, Finding]:
    return {
        "seen_alone": Finding(answer="yes"),
        "standard": Finding(answer="3"),
        "methods": Finding(answer=("play", "talk")),
        "days": Finding(answer=4),
        "seen_on": Finding(answer="2026-03-01"),
        "words": Finding(answer="I like it here"),
        "disability": Finding(answer="met", evidence="The plan names the aids."),
    }


def full_audit() -> Audit:
    return Audit(
        case="C-0001",
        auditor="auditor-01",
        audited_on=date(2026, 4, 2),
        attributes={"team": "North"},
        findings=full_answers(),
        sections={"visiting": "outstanding"},
        overall="outstanding",
        strengths="Time was taken.",
    )

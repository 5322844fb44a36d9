"""Codes worked out for many audits at once are those that each would get alone."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit_app.demo.building import LAST_DAY
from audit_app.demo.inventing import invent_audits
from audit_app.demo.service import invent_service
from db.coding import Coder, codes_of
from forms.audits import Audit
from forms.evaluation import TooMuchWork
from forms.findings import Finding
from forms.tool_files import builtin_tool, builtin_tool_ids, read_tool
from forms.tools import AuditTool
from tests.forms.evaluation.test_live import answers
from tests.forms.tool_strategies import tools

DAY = date(2026, 11, 21)


@pytest.mark.parametrize("name", builtin_tool_ids())
def test_built_in_tools_give_the_same_codes_together_as_alone(name: str) -> None:
    tool = builtin_tool(name)
    invented = invent_audits(invent_service(1, 3), tool, 12, 1, LAST_DAY)
    audits = [_with_gaps(each.audit, seed) for seed, each in enumerate(invented)]
    coder = Coder(tool)
    for audit in (*audits, *audits):
        assert coder.codes(audit, DAY, 9.0) == codes_of(tool, audit, DAY, 9.0)


def _with_gaps(audit: Audit, seed: int) -> Audit:
    """Take some findings away, so that rules come to something else."""
    chance = Random(seed)
    kept = {key: each for key, each in audit.findings.items() if chance.random() < 0.8}
    return audit.model_copy(update={"findings": kept})


@settings(max_examples=60, deadline=None)
@given(tools(), st.data())
def test_random_tools_give_the_same_codes_together_as_alone(
    tool: AuditTool, data: st.DataObject
) -> None:
    coder = Coder(tool)
    for _ in range(3):
        findings = {
            name: Finding(answer=answer)
            for name, question in tool.questions.items()
            if question.answerable and (answer := data.draw(answers(question))) is not None
        }
        parties = {"agency": "care", "role": "worker"} if data.draw(st.booleans()) else {}
        audit = Audit(findings=findings, attributes=parties)
        day = data.draw(st.sampled_from([DAY, date(2026, 1, 1)]))
        assert coder.codes(audit, day, 9.0) == codes_of(tool, audit, day, 9.0)


def test_a_rule_that_reads_the_clock_is_worked_out_for_each_day() -> None:
    tool = read_tool(
        b"""
id: daily
version: "1.0"
title: Daily
look_back_months: 12
sections:
  - id: first
    title: First
    questions:
      - {id: q1, kind: date, label: When?}
      - {id: q2, kind: text, label: Why so late?, relevant: "today() > ${q1}"}
""",
        "daily.yaml",
    )
    audit = Audit(findings={"q1": Finding(answer="2026-05-01")})
    coder = Coder(tool)
    told = [coder.codes(audit, date(2026, month, 1), 9.0)["finding.q2"] for month in (4, 6, 4)]
    assert told == ["hidden", "unanswered", "hidden"]


def test_rules_are_worked_out_until_the_time_is_up() -> None:
    tool = read_tool(
        b"""
id: long
version: "1.0"
title: Long
look_back_months: 12
sections:
  - id: first
    title: First
    questions:
      - {id: q1, kind: text, label: In their words}
      - {id: q2, kind: text, label: Why?, relevant: "${q1} = 'x'"}
""",
        "long.yaml",
    )
    audit = Audit(findings={"q1": Finding(answer="a")})
    with pytest.raises(TooMuchWork):
        Coder(tool).codes(audit, DAY, -1.0)

"""The state of every question, and answers as rules see them."""

import math
from collections.abc import Mapping
from datetime import date, datetime

import pytest

from forms.audits import Audit
from forms.evaluation import evaluate
from forms.evaluation.values import seen_value, worked_out
from forms.findings import Answer, Finding, State
from forms.rules import Nodes, Value
from forms.tools import AuditTool
from tests.forms.samples import TODAY, full_answers, visits

TOOL = visits()


def states(tool: AuditTool, findings: dict[str, Finding]) -> Mapping[str, State]:
    return evaluate(tool, Audit(findings=findings), TODAY).states


def test_a_hidden_question_is_hidden_whatever_was_answered_before() -> None:
    findings = {**full_answers(), "reason": Finding(answer="away")}
    assert states(TOOL, findings)["reason"] == "hidden"
    findings["seen_alone"] = Finding(answer="no")
    assert states(TOOL, findings)["reason"] == "answered"
    del findings["reason"]
    assert states(TOOL, findings)["reason"] == "unanswered"


def test_states_come_for_every_question_in_order() -> None:
    found = states(TOOL, {})
    assert list(found) == list(TOOL.questions)
    assert set(found.values()) == {"unanswered", "hidden"}


def test_a_hidden_answer_counts_as_empty_for_the_rules_after_it() -> None:
    chain = TOOL.model_dump(mode="json")
    questions = chain["sections"][0]["questions"]
    questions[2]["relevant"] = "${reason} = 'away'"
    tool = type(TOOL).model_validate(chain)
    findings = {"seen_alone": Finding(answer="yes"), "reason": Finding(answer="away")}
    assert states(tool, findings)["standard"] == "hidden"
    findings["seen_alone"] = Finding(answer="no")
    assert states(tool, findings)["standard"] == "unanswered"


@pytest.mark.parametrize(
    ("question", "answer", "value"),
    [
        ("seen_alone", None, ""),
        ("seen_alone", "yes", "yes"),
        ("methods", ("play", "talk"), "play talk"),
        ("days", 4, 4.0),
        ("days", 2.5, 2.5),
        ("days", 10**400, math.inf),
        ("days", "not_evidenced", "not_evidenced"),
        ("seen_on", "2026-03-01", date(2026, 3, 1)),
        ("seen_on", "not_evidenced", "not_evidenced"),
        ("words", "2026-03-01", "2026-03-01"),
    ],
)
def test_rules_see_an_answer_by_its_kind(question: str, answer: Answer, value: Value) -> None:
    seen = seen_value(TOOL.questions[question], Finding(answer=answer))
    assert seen == value
    assert type(seen) is type(value)
    assert seen_value(TOOL.questions[question], None) == ""


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("", None),
        ("text", "text"),
        ("x" * 30_000, "x" * 20_000),
        (3.0, 3),
        (0.5, 0.5),
        (1e300, 1e300),
        (math.nan, None),
        (math.inf, None),
        (True, "true"),
        (False, "false"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 9, 30), "2026-03-01T09:30:00"),
        (Nodes((4.0, 5.0)), 4),
        (Nodes(()), None),
    ],
)
def test_what_is_worked_out_is_kept_as_an_answer(value: Value, kept: Answer) -> None:
    assert worked_out(value)[1] == kept

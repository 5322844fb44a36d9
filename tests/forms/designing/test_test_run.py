"""The test run: made-up answers that the tool takes, and answers kept while it changes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.audits import Audit
from forms.designing.fitting import fitted
from forms.designing.made_up import made_up_answers
from forms.evaluation import evaluate
from forms.findings import Finding
from forms.tool_files import builtin_tool, builtin_tool_ids, check_plain
from forms.tools import AuditTool
from tests.forms.designing.making import begun
from tests.forms.samples import every_kind_tool
from tests.forms.tool_strategies import tools

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("tool_id", builtin_tool_ids())
def test_a_test_run_of_a_built_in_tool_leaves_nothing_to_do(tool_id: str) -> None:
    tool = builtin_tool(tool_id)
    for seed in range(3):
        assert evaluate(tool, made_up_answers(tool, seed, TODAY), TODAY).gaps == []


def test_the_same_seed_gives_the_same_answers() -> None:
    tool = every_kind_tool()
    assert made_up_answers(tool, 4, TODAY) == made_up_answers(tool, 4, TODAY)
    assert made_up_answers(tool, 4, TODAY) != made_up_answers(tool, 5, TODAY)


@given(tools(), st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_no_made_up_answer_is_one_that_the_tool_refuses(tool: AuditTool, seed: int) -> None:
    evaluation = evaluate(tool, made_up_answers(tool, seed, TODAY), TODAY)
    assert [key for key in evaluation.keys if evaluation.problem(key)] == []


def test_answers_stay_while_the_tool_changes_and_follow_a_new_id() -> None:
    old = begun()
    answered = Audit(findings={"new_question": Finding(answer="yes", evidence="Seen.")})
    question = {"id": "child_seen", "kind": "graded", "scale": "yes_no", "label": "Seen?"}
    old["sections"] = [{"id": "one", "title": "One", "questions": [question]}]
    tool = check_plain(old).tool
    assert tool is not None
    kept = fitted(tool, answered, {"new_question": "child_seen"}, TODAY)
    assert kept.findings == {"child_seen": Finding(answer="yes", evidence="Seen.")}


def test_an_answer_that_does_not_fit_any_more_goes_and_its_evidence_stays() -> None:
    data = begun()
    question = {"id": "new_question", "kind": "number", "label": "How many?"}
    data["sections"] = [{"id": "one", "title": "One", "questions": [question]}]
    tool = check_plain(data).tool
    assert tool is not None
    answered = Audit(findings={"new_question": Finding(answer="yes", evidence="Seen.")})
    assert fitted(tool, answered, {}, TODAY).findings == {
        "new_question": Finding(answer=None, evidence="Seen.")
    }

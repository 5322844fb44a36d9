"""What a change costs depends on what it changes, not on how large the tool is."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from forms.audits import Audit
from forms.evaluation import LiveEvaluation
from forms.tool_files import scale_library
from forms.tools import AuditTool, Limit, Question, Section
from tests.forms.samples import TODAY

PER_SECTION = 25


def large(questions: int, calculations: int) -> AuditTool:
    """Return a tool of graded questions and numbers, with calculations over pairs of them."""
    asked = [_asked(at) for at in range(questions)]
    asked += [_calculated(at, questions) for at in range(calculations)]
    library = scale_library()
    return AuditTool(
        id="large",
        version="1.0",
        title="Large",
        look_back_months=12,
        scales=(library["ofsted"], library["yes_no"]),
        sections=tuple(
            Section(id=f"s{at}", title=f"Part {at}", questions=tuple(asked[at : at + PER_SECTION]))
            for at in range(0, len(asked), PER_SECTION)
        ),
    )


def _asked(at: int) -> Question:
    if at % 2:
        limit = Limit(answers=("no",), cap="requires_improvement", reason="one was not")
        return Question(
            id=f"q{at}", kind="graded", scale="yes_no", label=f"Question {at}?", limits=(limit,)
        )
    return Question(id=f"q{at}", kind="number", label=f"Question {at}?")


def _calculated(at: int, questions: int) -> Question:
    first, second = 2 * at % questions, (2 * at + 10) % questions
    rule = f"${{q{first}}} * 2 + coalesce(${{q{second}}}, 0)"
    return Question(id=f"c{at}", kind="calculated", label=f"Sum {at}", calculation=rule)


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called: unlike time, the same on every machine."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(("key", "answers"), [("q1", ("yes", "no")), ("q4", (1, 9))])
def test_an_answer_costs_the_same_in_a_tool_fifty_times_as_large(
    key: str, answers: tuple[object, object]
) -> None:
    def cost(tool: AuditTool) -> int:
        live = LiveEvaluation(tool, Audit(), TODAY)
        one, other = ({"answer": answer} for answer in answers)
        for each in (one, other, one, other):  # what is worked out when first asked for
            live.put(f"finding.{key}", each)  # type: ignore[arg-type]
        return calls(lambda: live.put(f"finding.{key}", one))  # type: ignore[arg-type]

    assert cost(large(1000, 500)) <= 1.1 * cost(large(20, 10))


def test_a_change_in_one_place_says_so_of_that_place_only() -> None:
    live = LiveEvaluation(large(1000, 500), Audit(), TODAY)
    assert live.put("finding.q4", {"answer": 3}) <= {"q4", "c2", "c497", "s0", "s1000", "s1475"}

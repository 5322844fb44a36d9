"""Every fault of the broken tools is told in one run, at its line and column."""

from pathlib import Path

import pytest

from forms.errors import ProblemsFound
from forms.source import read_source
from forms.tool_checks import faults, harms
from forms.tool_files import check_plain, read_tool
from tests.forms.samples import VISITS, visits

BROKEN = sorted((Path(__file__).parent / "broken_tools").glob("*.yaml"))
UNREADABLE = ("not_yaml", "tricks")
"""Broken as files, not only as data."""


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_every_fault_of_a_broken_tool_is_told_at_its_place(path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_tool(path.read_bytes(), path.name)
    found = [str(problem).removeprefix(f"{path.name}:") for problem in caught.value.problems]
    assert found == path.with_suffix(".expected").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    "path",
    [each for each in BROKEN if each.stem not in ("not_yaml", "tricks")],
    ids=lambda p: p.stem,
)
def test_plain_data_is_told_the_same_faults_at_a_path_that_exists(path: Path) -> None:
    data = read_source(path.read_bytes(), path.name).data
    assert isinstance(data, dict)
    tool, problems = check_plain(data)  # type: ignore[arg-type]
    assert tool is None
    expected = path.with_suffix(".expected").read_text("utf-8").splitlines()
    assert len(problems) == len(expected)
    for problem in problems:
        part: object = data
        for step in problem.path[:-1]:
            part = part[step]  # type: ignore[index]
        assert isinstance(part, dict | list)


def test_problems_of_plain_data_come_in_its_order() -> None:
    data = read_source(VISITS.replace(b"scale: met", b"scale: mett"), "t.yaml").data
    assert isinstance(data, dict)
    tool, problems = check_plain({**data, "look_back_months": 0, "themes": []})  # type: ignore[dict-item]
    assert tool is None
    assert [problem.path for problem in problems] == [
        ("look_back_months",),
        ("sections", 0, "questions", 0, "theme"),
        ("sections", 1, "questions", 4, "scale"),
    ]


def test_a_rule_in_plain_data_says_at_which_character() -> None:
    data = read_source(VISITS.replace(b"'no'\"", b"'nein'\""), "t.yaml").data
    assert isinstance(data, dict)
    _, (problem,) = check_plain(data)  # type: ignore[arg-type]
    assert problem.path == ("sections", 0, "questions", 1, "relevant")
    assert problem.message.endswith("(character 17 of the rule)")


def test_a_later_question_may_be_named() -> None:
    rule = b"relevant: \"${disability} = 'met'\""
    later = VISITS.replace(b"relevant: \"${seen_alone} = 'no'\"", rule)
    assert read_tool(later, "t.yaml").questions["reason"].relevant == "${disability} = 'met'"


def test_thousands_of_questions_are_checked_at_once() -> None:
    """A merge checks every tool it receives."""
    question = visits().questions["words"]
    questions = tuple(
        question.model_copy(
            update={"id": f"w{number}", "relevant": f"${{w{number - 1}}} != ''" if number else ""}
        )
        for number in range(5_001)
    )
    section = visits().sections[0].model_copy(update={"questions": questions})
    tool = visits().model_copy(update={"sections": (section,), "themes": ()})
    assert faults(tool) == ["more than 5,000 questions; make two tools of it"]


def test_what_does_no_harm_does_not_stand_against_a_received_tool() -> None:
    """Earlier versions of the program let a limit on the length of a date through."""
    tool = visits()
    questions = tuple(
        each.model_copy(update={"max_length": 40}) if each.kind == "date" else each
        for each in tool.sections[1].questions
    )
    facts = tool.sections[1].model_copy(update={"questions": questions})
    odd = tool.model_copy(update={"sections": (tool.sections[0], facts)})
    assert len(faults(odd)) == 1
    assert harms(odd) == []
    assert harms(odd.model_copy(update={"grade_scale": "unheard_of"}))

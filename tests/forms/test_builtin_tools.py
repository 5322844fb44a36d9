"""The built-in audit tools are whole: what a QA lead counts on in each of them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest

from forms.rules import PlainAnswers, Value, parse_rule
from forms.tool_files import builtin_tool, builtin_tool_ids
from forms.tools import AuditTool, Question

FIRST_THREE = {
    "childs-voice": "d6a421a98c27c0acfc8ff46905a9a5e81932d2c2176520de6e5df3832f246d5d",
    "management-oversight": "e75cbc7d3a8ae809270f88814970d39f5a207f5e54c8738f8fdba866ffc7c2bf",
    "thresholds": "4d1ed3f948f9b99e223eae6baed904257ac13c01c86eb56a1ad87c2a39ed4b53",
}
IDS = (
    "care-planning",
    "childs-journey",
    "childs-voice",
    "dip-sample",
    "exploitation-and-missing",
    "management-oversight",
    "multi-agency-case-file",
    "section-11",
    "supervision-file",
    "thresholds",
)
COMMON_SCALES = {"ofsted", "yes_no", "yes_partly_no", "met"}


@pytest.fixture(params=IDS)
def tool(request: pytest.FixtureRequest) -> AuditTool:
    return builtin_tool(request.param)


def test_ten_tools_are_built_in() -> None:
    assert builtin_tool_ids() == IDS


@pytest.mark.parametrize("tool_id", FIRST_THREE)
def test_a_tool_that_audits_stand_on_stays_as_it_is(tool_id: str) -> None:
    assert builtin_tool(tool_id).hash == FIRST_THREE[tool_id]


def test_a_tool_is_read_once(tool: AuditTool) -> None:
    """The page of tools and each new audit ask for the whole library."""
    assert builtin_tool(tool.id) is tool


def test_a_tool_is_named_by_its_file_and_says_what_it_is_for(tool: AuditTool) -> None:
    assert tool.id in IDS
    assert tool.version == "1.0"
    assert tool.purpose
    assert tool.credit
    assert tool.look_back_months in (6, 12)


def test_a_tool_has_the_size_of_one_audit(tool: AuditTool) -> None:
    asked = sum(question.answerable for question in tool.questions.values())
    if tool.id == "dip-sample":
        assert (asked, len(tool.sections)) == (10, 3)
    else:
        assert 35 <= asked <= 50
        assert 5 <= len(tool.sections) <= 8


@pytest.mark.parametrize("tool_id", FIRST_THREE)
def test_the_first_tools_ask_in_every_common_way(tool_id: str) -> None:
    questions = builtin_tool(tool_id).questions.values()
    common = {"graded", "one_of", "several_of", "number", "date", "text"}
    assert {question.kind for question in questions} == common
    assert {question.scale for question in questions} >= COMMON_SCALES


def test_every_question_says_what_tips_its_answer(tool: AuditTool) -> None:
    for question in tool.questions.values():
        least = 150 if question.answerable else 100
        assert least <= len(question.guidance) <= 600, question.id


def test_every_section_and_the_whole_say_what_each_grade_means(tool: AuditTool) -> None:
    on_numbers = tool.grade_scale == "zero_to_three"
    words = ("2 or 3:", "1:", "0:") if on_numbers else ("Good:", "Requires improvement:")
    for section in tool.sections:
        assert all(word in section.guidance for word in words), section.id
    whole = ("3 ", "2:", "1:", "0:") if on_numbers else ("Outstanding:", "Good:", "Inadequate:")
    assert all(word in tool.grade_guidance for word in whole)


def test_grades_stand_on_a_four_point_scale_with_descriptors(tool: AuditTool) -> None:
    expected = "zero_to_three" if tool.id == "section-11" else "ofsted"
    assert tool.grade_scale == expected
    assert len(tool.grades.points) == 4
    assert all(point.descriptor for point in tool.grades.points)
    assert all(section.graded for section in tool.sections)


def test_every_section_ends_with_the_difference_made(tool: AuditTool) -> None:
    for section in tool.sections:
        last = section.every_question[-1]
        assert last.label.startswith("What difference did "), section.id
        assert "child" in last.label + last.guidance
        assert (last.scale, last.theme, last.evidence) == (tool.grade_scale, "impact", "required")
        assert not last.relevant, "the difference made is always asked for"


def test_every_section_can_be_judged_by_more_than_its_last_question(tool: AuditTool) -> None:
    for section in tool.sections:
        assert sum(question.kind == "graded" for question in section.every_question) >= 2


def test_every_theme_and_standard_is_used(tool: AuditTool) -> None:
    used = [question.theme for question in tool.questions.values()]
    assert 4 <= len(tool.themes) <= 8
    assert set(used) == {theme.id for theme in tool.themes}
    assert all(used.count(theme.id) >= 2 for theme in tool.themes)
    referred = {name for question in tool.questions.values() for name in question.standards}
    assert referred == {standard.id for standard in tool.standards}


def test_no_words_stand_twice(tool: AuditTool) -> None:
    for words in ("label", "guidance"):
        found = [getattr(question, words) for question in tool.questions.values()]
        assert len(set(found)) == len(found)


def test_labels_are_questions_short_enough_to_read(tool: AuditTool) -> None:
    for question in tool.questions.values():
        assert question.label.endswith("?"), question.id
        assert len(question.label) <= 110, question.id


def test_the_difference_made_weighs_more_than_a_formality(tool: AuditTool) -> None:
    for section in tool.sections:
        weights = [item.weight for item in section.every_question if item.kind == "graded"]
        assert section.every_question[-1].weight >= 2
        assert max(weights) <= 6


def test_every_question_can_come_into_view(tool: AuditTool) -> None:
    for name, rule in _rules(tool):
        assert not rule or _can_hold(tool, rule), name


def _rules(tool: AuditTool) -> Iterator[tuple[str, str]]:
    for group in tool.groups.values():
        yield group.id, group.relevant
    for question in tool.questions.values():
        yield question.id, question.relevant


def _can_hold(tool: AuditTool, source: str) -> bool:
    """Whether some answers to the questions that a rule names make it true."""
    rule = parse_rule(source)
    names = sorted(rule.names)
    choices = product(*(_possible(tool, tool.questions[name]) for name in names))
    return any(
        rule.holds(PlainAnswers(dict(zip(names, values, strict=True)))) for values in choices
    )


def _possible(tool: AuditTool, question: Question) -> list[Value]:
    match question.kind:
        case "number":
            return [0.0, 1.0, 16.0]
        case "date":
            return [date(2026, 1, 1)]
        case _:
            return [*tool.codes_of(question)]


def test_a_constraint_says_what_to_do(tool: AuditTool) -> None:
    for question in tool.questions.values():
        assert bool(question.constraint) == bool(question.constraint_message), question.id


def test_a_constraint_leaves_an_answer_alone_while_the_other_is_missing(tool: AuditTool) -> None:
    for question in tool.questions.values():
        if question.constraint:
            rule = parse_rule(question.constraint)
            own: Value = date(2026, 1, 1) if question.kind == "date" else 1.0
            for other in ("", "not_evidenced", "not_applicable"):
                answers = dict.fromkeys(rule.names, other)
                assert rule.holds(PlainAnswers(answers, own=own)), question.id


def test_limits_cap_the_grade_for_the_gravest_answers(tool: AuditTool) -> None:
    limits = [limit for question in tool.questions.values() for limit in question.limits]
    assert limits
    for limit in (*limits, *tool.limits):
        assert limit.reason[0].islower()
        assert not limit.reason.endswith(".")
        assert limit.cap not in tool.grades.good_codes


def test_a_limited_question_asks_for_evidence_where_it_can_make_a_case_inadequate(
    tool: AuditTool,
) -> None:
    for question in tool.questions.values():
        if any(limit.cap == "inadequate" for limit in question.limits):
            assert question.evidence == "required", question.id


def test_an_answer_that_makes_a_case_inadequate_raises_a_concern(tool: AuditTool) -> None:
    """In the tools made since answers can raise one; the first three stay as they are."""
    if tool.id in FIRST_THREE:
        return
    for question in tool.questions.values():
        raised = {code for escalation in question.escalates for code in escalation.answers}
        for limit in question.limits:
            if limit.cap == "inadequate":
                assert raised >= set(limit.answers), question.id


def test_a_new_tool_says_when_somebody_must_be_told(tool: AuditTool) -> None:
    if tool.id not in FIRST_THREE:
        reasons = [rule.reason for item in tool.questions.values() for rule in item.escalates]
        assert len(reasons) >= 2
        assert all(reason[0].islower() and not reason.endswith(".") for reason in reasons)


def test_an_id_means_the_same_thing_in_every_tool() -> None:
    meanings = defaultdict(set)
    for tool_id in IDS:
        tool = builtin_tool(tool_id)
        for question in tool.questions.values():
            codes = tuple(tool.codes_of(question))
            meanings[question.id].add((question.label, question.kind, question.scale, codes))
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}
    assert len(meanings) < sum(len(builtin_tool(tool_id).questions) for tool_id in IDS)


def test_no_words_carry_the_marks_of_the_file_they_came_from(tool: AuditTool) -> None:
    for question in tool.questions.values():
        for words in (question.label, question.guidance, *tool.codes_of(question).values()):
            assert not set('"\\{}#') & set(words), question.id

"""The built-in audit tools are whole: what a QA lead counts on in each of them."""

from collections import defaultdict

import pytest

from forms.audits import Audit
from forms.findings import Finding, answer_states
from forms.grading import suggested_overall
from forms.rules import PlainAnswers, parse_rule
from forms.scales import ScalePoint
from forms.tool_files import builtin_tool, builtin_tool_ids
from forms.tools import AuditTool, Question

IDS = ("childs-voice", "management-oversight", "thresholds")
KINDS = {"graded", "one_of", "several_of", "number", "date", "text"}
SCALES = {"ofsted", "yes_no", "yes_partly_no", "met"}


@pytest.fixture(params=IDS)
def tool(request: pytest.FixtureRequest) -> AuditTool:
    return builtin_tool(request.param)


def test_the_three_tools_of_the_mission_are_built_in() -> None:
    assert builtin_tool_ids() == IDS


def test_a_tool_is_named_by_its_file_and_says_what_it_is_for(tool: AuditTool) -> None:
    assert tool.id in IDS
    assert tool.version == "1.0"
    assert tool.purpose
    assert tool.credit
    assert tool.look_back_months == 12


def test_a_tool_has_the_size_of_one_audit(tool: AuditTool) -> None:
    assert 25 <= len(tool.questions) <= 45
    assert 5 <= len(tool.sections) <= 8


def test_a_tool_uses_every_kind_of_question_and_the_common_scales(tool: AuditTool) -> None:
    assert {question.kind for question in tool.questions.values()} == KINDS
    assert {question.scale for question in tool.questions.values()} >= SCALES


def test_every_question_and_section_says_what_good_looks_like(tool: AuditTool) -> None:
    for question in tool.questions.values():
        assert 150 <= len(question.guidance) <= 600, question.id
    for section in tool.sections:
        assert all(word in section.guidance for word in _descriptors()), section.id
    assert all(word in tool.grade_guidance for word in ("Outstanding:", *_descriptors()))


def _descriptors() -> tuple[str, ...]:
    return ("Good:", "Requires improvement:", "Inadequate:")


def test_grades_stand_on_the_four_point_scale_with_descriptors(tool: AuditTool) -> None:
    points: tuple[ScalePoint, ...] = tool.grades.points
    assert tool.grade_scale == "ofsted"
    assert [point.code for point in points] == [
        "outstanding",
        "good",
        "requires_improvement",
        "inadequate",
    ]
    assert all(point.descriptor for point in points)
    assert all(section.graded for section in tool.sections)


def test_every_section_ends_with_the_difference_made_for_the_child(tool: AuditTool) -> None:
    for section in tool.sections:
        last = section.questions[-1]
        assert last.label.startswith("What difference did "), section.id
        assert "child" in last.label + last.guidance
        assert (last.scale, last.theme, last.evidence) == ("ofsted", "impact", "required")
        assert not last.relevant, "the difference made is always asked for"


def test_every_section_can_be_judged_by_more_than_its_last_question(tool: AuditTool) -> None:
    for section in tool.sections:
        assert sum(question.kind == "graded" for question in section.questions) >= 3, section.id


def test_every_theme_gathers_questions(tool: AuditTool) -> None:
    used = [question.theme for question in tool.questions.values()]
    assert 5 <= len(tool.themes) <= 8
    assert set(used) == {theme.id for theme in tool.themes}
    assert all(used.count(theme.id) >= 2 for theme in tool.themes)


def test_no_label_stands_twice(tool: AuditTool) -> None:
    labels = [question.label for question in tool.questions.values()]
    guidance = [question.guidance for question in tool.questions.values()]
    assert len(set(labels)) == len(labels)
    assert len(set(guidance)) == len(guidance)


def test_labels_are_questions(tool: AuditTool) -> None:
    assert all(question.label.endswith("?") for question in tool.questions.values())


def test_rules_name_only_answers_that_exist(tool: AuditTool) -> None:
    """A misspelt code would hide a question for ever without anybody noticing."""
    for question in tool.questions.values():
        if question.relevant:
            named = parse_rule(question.relevant).names
            codes = {"not_evidenced", "not_applicable"}
            codes |= {code for name in named for code in tool.codes_of(tool.questions[name])}
            quoted = set(question.relevant.split("'")[1::2])
            assert quoted <= codes, question.id


def test_every_question_can_come_into_view(tool: AuditTool) -> None:
    rules = [question for question in tool.questions.values() if question.relevant]
    assert rules
    for question in rules:
        assert _shown(tool, question), question.id


def _shown(tool: AuditTool, question: Question) -> bool:
    """Whether some answer to one question its rule names, with good answers before, shows it."""
    rule = parse_rule(question.relevant)
    for name in rule.names:
        for answer in _possible(tool, tool.questions[name]):
            values = dict.fromkeys(rule.names, "yes") | {name: answer}
            if rule.holds(PlainAnswers(values)):
                return True
    return False


def _possible(tool: AuditTool, question: Question) -> list[str]:
    return [*tool.codes_of(question)] if question.kind != "number" else ["1"]


def test_limits_cap_the_grade_for_the_gravest_answers(tool: AuditTool) -> None:
    limits = [limit for question in tool.questions.values() for limit in question.limits]
    caps = defaultdict(int)
    for limit in limits:
        caps[limit.cap] += 1
        assert limit.reason[0].islower()
        assert not limit.reason.endswith(".")
    assert caps.keys() == {"requires_improvement", "inadequate"}


def test_a_limited_question_asks_for_evidence_where_it_can_make_a_case_inadequate(
    tool: AuditTool,
) -> None:
    for question in tool.questions.values():
        if any(limit.cap == "inadequate" for limit in question.limits):
            assert question.evidence == "required", question.id


@pytest.mark.parametrize(
    ("tool_id", "answers"),
    [
        ("childs-voice", {"child_seen": "no"}),
        ("childs-voice", {"harm_shown_acted_on": "no"}),
        ("management-oversight", {"immediate_risk_acted_on": "no"}),
        ("management-oversight", {"unseen_child_acted_on": "no"}),
        ("thresholds", {"immediate_risk_acted_on": "no"}),
        ("thresholds", {"harm_suspected": "suspected", "strategy_discussion_held": "no"}),
        ("thresholds", {"harm_suspected": "suspected", "child_seen_in_enquiry": "no"}),
    ],
)
def test_an_unseen_or_unprotected_child_makes_the_suggestion_inadequate(
    tool_id: str, answers: dict[str, str]
) -> None:
    tool = builtin_tool(tool_id)
    audit = Audit(
        findings={name: Finding(answer=answer) for name, answer in answers.items()},
        sections={section.id: "good" for section in tool.sections},
    )
    suggestion = suggested_overall(tool, audit)
    assert (suggestion.uncapped, suggestion.code) == ("good", "inadequate")


def test_an_unborn_child_is_asked_about_through_its_parents() -> None:
    tool = builtin_tool("childs-voice")
    states = answer_states(tool, {"child_stage": Finding(answer="unborn")})
    assert states["child_seen"] == states["seen_alone"] == "hidden"
    assert states["direct_work_quality"] == "hidden"
    assert states["unborn_parents_seen"] == "unanswered"


def test_a_baby_is_asked_about_through_observation() -> None:
    tool = builtin_tool("childs-voice")
    answers = {"child_stage": "under_one", "child_seen": "yes"}
    states = answer_states(tool, {name: Finding(answer=code) for name, code in answers.items()})
    assert states["seen_alone"] == states["own_words"] == "hidden"
    assert states["young_child_observed"] == "unanswered"
    assert states["observed_with_each_carer"] == "unanswered"


def test_why_a_child_was_not_seen_alone_is_asked_only_then() -> None:
    tool = builtin_tool("childs-voice")
    seen = {"child_stage": Finding(answer="five_to_eleven"), "child_seen": Finding(answer="yes")}
    for answer, expected in (("no", "unanswered"), ("yes", "hidden")):
        states = answer_states(tool, {**seen, "seen_alone": Finding(answer=answer)})
        assert states["reason_not_seen_alone"] == expected
        assert states["not_seen_alone_challenged"] == expected


@pytest.mark.parametrize(
    ("tool_id", "question"),
    [("childs-voice", "disabled_child_heard"), ("thresholds", "disabled_child_same_threshold")],
)
def test_questions_on_disabled_children_are_asked_only_of_them(tool_id: str, question: str) -> None:
    tool = builtin_tool(tool_id)
    for answer, expected in (("disabled", "unanswered"), ("not_disabled", "hidden")):
        states = answer_states(tool, {"child_disabled": Finding(answer=answer)})
        assert states[question] == expected


def test_an_id_means_the_same_thing_in_every_tool() -> None:
    meanings = defaultdict(set)
    for tool_id in IDS:
        tool = builtin_tool(tool_id)
        for question in tool.questions.values():
            codes = tuple(tool.codes_of(question))
            meanings[question.id].add((question.label, question.kind, question.scale, codes))
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}
    assert len(meanings) < sum(len(builtin_tool(tool_id).questions) for tool_id in IDS)

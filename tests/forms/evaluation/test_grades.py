"""Suggested grades, worked by hand: shares, cuts, the weakest section, and what caps them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.audits import Audit
from forms.evaluation import Cap, SuggestedGrade, evaluate
from forms.findings import Answer, Finding
from forms.tool_files import read_tool
from forms.tools import AuditTool, Section
from tests.forms.samples import TODAY, visits

GRADES = ["outstanding", "good", "requires_improvement", "inadequate"]


def a_tool(sections: int = 4) -> AuditTool:
    """Sections of one question each, on the inspection grades; the first caps where it is weak."""
    parts = "".join(
        f"  - {{id: s{n}, title: S{n}, questions: ["
        f"{{id: q{n}, kind: graded, scale: ofsted, label: Q{n}?, not_applicable: true"
        + (
            ", limits: [{answers: [inadequate, not_evidenced], cap: requires_improvement,"
            " reason: risk was not seen}]"
            if n == 0
            else ""
        )
        + "}]}\n"
        for n in range(sections)
    )
    text = f"id: t\nversion: '1'\ntitle: T\nlook_back_months: 12\nsections:\n{parts}"
    return read_tool(text.encode(), "t.yaml")


def answers(**given_answers: Answer) -> dict[str, Finding]:
    return {name: Finding(answer=answer) for name, answer in given_answers.items()}


def suggested_section(
    tool: AuditTool, section: Section, findings: dict[str, Finding]
) -> SuggestedGrade:
    return evaluate(tool, Audit(findings=findings), TODAY).suggestion(section.id)


def suggested_overall(tool: AuditTool, audit: Audit) -> SuggestedGrade:
    return evaluate(tool, audit, TODAY).overall_suggestion


def applying_caps(tool: AuditTool, findings: dict[str, Finding]) -> tuple[Cap, ...]:
    return suggested_overall(tool, Audit(findings=findings)).caps


@pytest.mark.parametrize(
    ("alone", "standard", "share", "code"),
    [
        ("yes", "3", "100%", "outstanding"),  # (1 + 2·1) / 3
        ("yes", "2", "78%", "good"),  # (1 + 2·0.67) / 3
        ("no", "3", "67%", "requires_improvement"),  # (0 + 2·1) / 3
        ("yes", "1", "55%", "requires_improvement"),  # (1 + 2·0.33) / 3
        ("yes", "0", "33%", "inadequate"),  # 1 / 3
        ("not_evidenced", "3", "67%", "requires_improvement"),  # counts as nothing earned
        ("not_applicable", "3", "100%", "outstanding"),  # left out
        ("not_applicable", "2", "67%", "requires_improvement"),
        ("yes", None, "100%", "outstanding"),  # unanswered is left out
    ],
)
def test_a_section_s_share_of_points_weighted_and_cut(
    alone: str, standard: str | None, share: str, code: str
) -> None:
    tool = visits()
    findings = answers(seen_alone=alone, standard=standard)
    suggestion = suggested_section(tool, tool.sections[0], findings)
    assert (suggestion.code, suggestion.uncapped) == (code, code)
    assert share in suggestion.because


@pytest.mark.parametrize("findings", [{}, answers(seen_alone="not_applicable")])
def test_nothing_is_suggested_from_nothing(findings: dict[str, Finding]) -> None:
    tool = visits()
    assert suggested_section(tool, tool.sections[0], findings).code is None
    overall = suggested_overall(tool, Audit(findings=findings))
    assert (overall.code, overall.uncapped) == (None, None)


def test_a_point_without_value_leaves_the_share() -> None:
    scale = b"""scales:
  - id: sure
    title: Sure
    points:
      - {code: a, label: A, value: 1, good: true, symbol: A}
      - {code: b, label: B, value: 0, symbol: B}
      - {code: unsure, label: Unsure, symbol: U}
sections:
  - id: s
    title: S
    questions:
      - {id: x, kind: graded, scale: sure, label: X?}
      - {id: y, kind: graded, scale: sure, label: Y?}
"""
    head = b"id: t\nversion: '1'\ntitle: T\nlook_back_months: 1\n"
    tool = read_tool(head + scale, "t.yaml")
    suggestion = suggested_section(tool, tool.sections[0], answers(x="a", y="unsure"))
    assert suggestion.code == "outstanding"


def test_hidden_answers_earn_nothing_and_cost_nothing() -> None:
    plain = visits().model_dump(mode="json")
    plain["sections"][0]["questions"][2]["relevant"] = "${seen_alone} = 'no'"
    tool = AuditTool.model_validate(plain)
    findings = answers(seen_alone="yes", standard="0")
    assert suggested_section(tool, tool.sections[0], findings).code == "outstanding"


@pytest.mark.parametrize(
    ("grades", "expected"),
    [
        ("good good good good", "good"),
        ("outstanding good good requires_improvement", "good"),
        ("outstanding outstanding good good", "good"),  # the lower of the middle two
        ("outstanding outstanding outstanding good", "outstanding"),
        ("outstanding outstanding outstanding requires_improvement", "good"),
        ("outstanding outstanding outstanding inadequate", "requires_improvement"),
        ("inadequate inadequate inadequate outstanding", "inadequate"),
        ("good", "good"),
        ("outstanding inadequate good", "requires_improvement"),
    ],
)
def test_overall_is_the_typical_section_held_by_the_weakest(grades: str, expected: str) -> None:
    given_grades = {f"s{n}": grade for n, grade in enumerate(grades.split())}
    suggestion = suggested_overall(a_tool(), Audit(sections=given_grades))
    assert (suggestion.code, suggestion.caps) == (expected, ())


def test_a_section_without_a_judgement_counts_with_its_suggestion() -> None:
    audit = Audit(sections={"s0": "good"}, findings=answers(q1="inadequate"))
    assert suggested_overall(a_tool(), audit).code == "inadequate"
    judged = Audit(sections={"s0": "good", "s1": "good"}, findings=answers(q1="inadequate"))
    assert suggested_overall(a_tool(), judged).code == "good"


def test_a_grade_that_is_not_on_the_scale_counts_as_none() -> None:
    audit = Audit(sections={"s0": "splendid"}, findings=answers(q0="good"))
    assert suggested_overall(a_tool(), audit).code == "requires_improvement"  # earns 67%
    assert suggested_overall(a_tool(), Audit(sections={"s0": "splendid"})).code is None


@pytest.mark.parametrize("answer", ["inadequate", "not_evidenced"])
def test_a_limiting_question_caps_the_suggestion_and_says_why(answer: str) -> None:
    sections = {f"s{n}": "outstanding" for n in range(4)}
    suggestion = suggested_overall(a_tool(), Audit(sections=sections, findings=answers(q0=answer)))
    assert (suggestion.code, suggestion.uncapped) == ("requires_improvement", "outstanding")
    assert "At most “Requires improvement”, because risk was not seen" in suggestion.because
    assert [cap.key for cap in suggestion.caps] == ["q0"]


def test_a_cap_never_lifts_a_grade() -> None:
    sections = {f"s{n}": "inadequate" for n in range(4)}
    audit = Audit(sections=sections, findings=answers(q0="inadequate"))
    assert suggested_overall(a_tool(), audit).code == "inadequate"


@pytest.mark.parametrize("answer", ["good", "not_applicable", None])
def test_other_answers_set_off_no_cap(answer: str | None) -> None:
    assert applying_caps(a_tool(), answers(q0=answer)) == ()


def test_a_hidden_question_sets_off_no_cap() -> None:
    plain = a_tool(2).model_dump(mode="json")
    _first, second = plain["sections"]
    second["questions"][0] |= {
        "relevant": "${q0} = 'good'",
        "limits": [{"answers": ["inadequate"], "cap": "inadequate", "reason": "x"}],
    }
    tool = AuditTool.model_validate(plain)
    assert applying_caps(tool, answers(q0="outstanding", q1="inadequate")) == ()
    assert len(applying_caps(tool, answers(q0="good", q1="inadequate"))) == 1


@given(st.lists(st.sampled_from([*GRADES, "not_applicable", "not_evidenced", None]), max_size=4))
def test_a_better_answer_never_lowers_the_suggestion(given_answers: list[str | None]) -> None:
    tool = a_tool()
    findings = {f"q{n}": Finding(answer=answer) for n, answer in enumerate(given_answers)}
    before = suggested_overall(tool, Audit(findings=findings)).code
    for n, answer in enumerate(given_answers):
        if answer in GRADES[1:]:
            better = Finding(answer=GRADES[GRADES.index(str(answer)) - 1])
            after = suggested_overall(tool, Audit(findings={**findings, f"q{n}": better})).code
            assert GRADES.index(str(after)) <= GRADES.index(str(before))

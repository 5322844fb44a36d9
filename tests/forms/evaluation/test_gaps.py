"""Everything between a draft and a completed audit is told at once, without case content."""

from datetime import date, timedelta

import pytest

from forms.audits import Audit
from forms.evaluation import CASE, OVERALL, Gap, evaluate
from forms.findings import Answer, Finding
from tests.forms.samples import TODAY, full_audit, visits

TOOL = visits()


def found(audit: Audit, **changes: object) -> list[Gap]:
    return evaluate(TOOL, audit.model_copy(update=changes), TODAY).gaps


def with_answer(name: str, answer: Answer, evidence: str = "") -> list[str]:
    audit = full_audit()
    finding = Finding(answer=answer, evidence=evidence)
    return [gap.field for gap in found(audit, findings={**audit.findings, name: finding})]


def test_a_whole_audit_has_no_gaps() -> None:
    assert found(full_audit()) == []


def test_an_empty_draft_lists_everything_in_the_order_of_the_form() -> None:
    assert [(gap.place, gap.field) for gap in evaluate(TOOL, Audit(), TODAY).gaps] == [
        (CASE, "case"),
        (CASE, "auditor"),
        (CASE, "audited_on"),
        ("visiting", "finding.seen_alone"),
        ("visiting", "finding.standard"),
        ("visiting", "section.visiting"),
        ("facts", "finding.days"),
        ("facts", "finding.seen_on"),
        ("facts", "finding.disability"),
        (OVERALL, "overall"),
    ]


def test_a_required_question_that_is_hidden_is_no_gap_until_it_shows() -> None:
    assert "finding.reason" not in with_answer("seen_alone", "yes")
    assert "finding.reason" in with_answer("seen_alone", "no")


@pytest.mark.parametrize(
    ("name", "answer"),
    [("seen_alone", "maybe"), ("days", 500), ("seen_on", "2030-01-01"), ("methods", "football")],
)
def test_an_answer_that_no_longer_fits_is_a_gap(name: str, answer: Answer) -> None:
    assert f"finding.{name}" in with_answer(name, answer)


def test_required_evidence_is_asked_for_unless_the_question_does_not_apply() -> None:
    assert with_answer("disability", "met", evidence=" ") == ["finding.disability"]
    assert with_answer("disability", "met", evidence="Seen in the plan.") == []
    assert with_answer("disability", "not_evidenced") == ["finding.disability"]


def test_an_audit_of_the_future_is_a_gap() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert [gap.field for gap in found(full_audit(), audited_on=tomorrow)] == ["audited_on"]
    assert found(full_audit(), audited_on=TODAY) == []


def test_a_judgement_that_differs_from_the_suggestion_asks_for_a_reason() -> None:
    differing = {"sections": {"visiting": "good"}, "overall": "inadequate"}
    fields = [gap.field for gap in found(full_audit(), **differing)]
    assert fields == ["section_reason.visiting", "overall_reason"]
    reasons = {"section_reasons": {"visiting": "The visit was short."}, "overall_reason": "Risk."}
    assert found(full_audit(), **differing, **reasons) == []


def test_a_grade_of_another_scale_is_a_gap_not_a_crash() -> None:
    fields = [gap.field for gap in found(full_audit(), sections={"visiting": "met"}, overall="met")]
    assert fields == ["section.visiting", "overall"]


def test_gaps_hold_no_case_content() -> None:
    audit = full_audit()
    secret = Finding(answer="CANARY", evidence="CANARY")
    changed = dict.fromkeys(audit.findings, secret)
    told = found(audit, case="CANARY", findings=changed, audited_on=date(2030, 1, 1))
    assert len(told) > 5
    assert all("CANARY" not in "".join(gap) for gap in ((g.label, g.message) for g in told))

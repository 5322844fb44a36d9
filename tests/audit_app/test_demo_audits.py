"""The invented audits: complete, legal, repeatable, and like real ones in their shape."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from statistics import correlation

import pytest

from audit_app.demo.building import DEMO_TOOLS
from audit_app.demo.graded_audits import DemoAudit
from audit_app.demo.inventing import invent_audits
from audit_app.demo.schedule import quarter_of
from audit_app.demo.service import DemoService, invent_service
from forms.canonical import content_hash
from forms.evaluation import Evaluation, evaluate
from forms.findings import checked_answer
from forms.tool_files import builtin_tool
from forms.tools import AuditTool

END = date(2026, 9, 30)
COUNT = 150

Invented = dict[str, list[DemoAudit]]
Readings = dict[str, Evaluation]
"""What each audit comes to, by its id."""


@pytest.fixture(scope="module")
def service() -> DemoService:
    return invent_service(seed=11, auditors=5)


@pytest.fixture(scope="module")
def tools() -> list[AuditTool]:
    return [builtin_tool(tool_id) for tool_id in DEMO_TOOLS]


@pytest.fixture(scope="module")
def invented(service: DemoService, tools: list[AuditTool]) -> Invented:
    return {tool.id: invent_audits(service, tool, COUNT, 11, END) for tool in tools}


@pytest.fixture(scope="module")
def readings(tools: list[AuditTool], invented: Invented) -> Readings:
    return {
        each.uid: evaluate(tool, each.audit, each.audit.audited_on or END)
        for tool in tools
        for each in invented[tool.id]
    }


def completed(audits: Sequence[DemoAudit]) -> list[DemoAudit]:
    return [each for each in audits if each.sealed_at]


def everything(audits: Sequence[DemoAudit]) -> str:
    return content_hash([whole(each) for each in audits])


def whole(each: DemoAudit) -> list[object]:
    later = [(c.auditor, str(c.sealed_at), c.audit.to_fields()) for c in each.corrections]
    moments = (str(each.started_at), str(each.sealed_at))
    return [each.uid, each.auditor, each.audit.to_fields(), moments, later]


def test_the_same_seed_gives_the_same_audits(tools: list[AuditTool]) -> None:
    one, again = (invent_audits(invent_service(11, 5), tools[0], 60, 11, END) for _ in range(2))

    assert everything(again) == everything(one)


def test_another_seed_gives_other_audits(tools: list[AuditTool]) -> None:
    one = invent_audits(invent_service(1, 3), tools[0], 10, 1, END)
    other = invent_audits(invent_service(2, 3), tools[0], 10, 2, END)

    assert everything(one) != everything(other)
    assert not {each.uid for each in one} & {each.uid for each in other}


def test_every_completed_audit_has_no_gaps(tools: list[AuditTool], invented: Invented) -> None:
    for tool in tools:
        for each in completed(invented[tool.id]):
            assert each.sealed_at
            assert evaluate(tool, each.audit, each.sealed_at.date()).gaps == []
            for correction in each.corrections:
                assert evaluate(tool, correction.audit, correction.sealed_at.date()).gaps == []


def test_every_answer_is_legal_and_nothing_hidden_is_answered(
    tools: list[AuditTool], invented: Invented, readings: Readings
) -> None:
    for tool in tools:
        for each in invented[tool.id]:
            states = readings[each.uid].states
            for name, finding in each.audit.findings.items():
                day = each.started_at.date()
                question = tool.questions[name]
                assert checked_answer(tool, question, finding.answer, day) == finding.answer
                assert states[name] != "hidden"


def test_as_many_audits_as_asked_for_are_completed_and_a_few_drafts_stand_beside(
    invented: Invented,
) -> None:
    for audits in invented.values():
        drafts = [each for each in audits if each.sealed_at is None]
        assert len(audits) - len(drafts) == COUNT
        assert 1 <= len(drafts) <= 5
        assert all(each.audit.overall is None for each in drafts)
        assert len({each.uid for each in audits}) == len(audits)


def test_grades_are_spread_as_in_published_audits(invented: Invented) -> None:
    for audits in invented.values():
        grades = Counter(each.audit.overall for each in completed(audits))
        assert 0.02 <= grades["outstanding"] / COUNT <= 0.12
        assert 0.30 <= grades["good"] / COUNT <= 0.52
        assert 0.30 <= grades["requires_improvement"] / COUNT <= 0.52
        assert 0.05 <= grades["inadequate"] / COUNT <= 0.20


def test_weak_sections_stand_together(tools: list[AuditTool], invented: Invented) -> None:
    for tool in tools:
        first, second = tool.sections[0].id, tool.sections[-1].id
        pairs = [
            (place(tool, each.audit.sections[first]), place(tool, each.audit.sections[second]))
            for each in completed(invented[tool.id])
        ]
        assert correlation(*zip(*pairs, strict=True)) > 0.4


def test_one_case_is_alike_for_two_tools(tools: list[AuditTool], invented: Invented) -> None:
    one, other = (
        {each.case.number: each for each in completed(invented[tool.id])} for tool in tools[:2]
    )
    shared = sorted(one.keys() & other.keys())
    pairs = [
        (
            place(tools[0], one[number].audit.overall or ""),
            place(tools[1], other[number].audit.overall or ""),
        )
        for number in shared
    ]
    assert len(shared) > COUNT // 2
    assert correlation(*zip(*pairs, strict=True)) > 0.35


def test_the_later_half_is_better_and_the_lagging_team_lies_behind(invented: Invented) -> None:
    audits = [each for several in invented.values() for each in completed(several)]
    early = [each for each in audits if quarter_of(each.started_at.date(), END) < 3]
    late = [each for each in audits if quarter_of(each.started_at.date(), END) > 3]
    west = [each for each in audits if each.case.team.name == "Safeguarding West"]

    assert good_share(late) > good_share(early)
    assert good_share(west) < good_share(audits)


def test_a_stricter_auditor_grades_lower(service: DemoService, invented: Invented) -> None:
    audits = [each for several in invented.values() for each in completed(several)]
    by_strictness = sorted(range(5), key=lambda at: service.auditors[at].strictness)
    mild, strict = (
        [each for each in audits if each.auditor in several]
        for several in (by_strictness[:2], by_strictness[-2:])
    )
    assert good_share(mild) > good_share(strict)


def test_grades_mostly_follow_the_suggestion_and_say_why_where_not(
    tools: list[AuditTool], invented: Invented, readings: Readings
) -> None:
    for tool in tools:
        audits = completed(invented[tool.id])
        different = [
            each
            for each in audits
            if readings[each.uid].overall_suggestion.code != each.audit.overall
        ]
        assert 1 <= len(different) <= 0.15 * COUNT
        assert all(each.audit.overall_reason for each in different)
        for section in tool.sections:
            equal = [
                readings[each.uid].suggestion(section.id).code
                == each.audit.sections.get(section.id)
                for each in audits
            ]
            assert sum(equal) >= 0.85 * COUNT


def test_limiting_rules_are_set_off_now_and_then(invented: Invented, readings: Readings) -> None:
    for audits in invented.values():
        capped = [each for each in audits if readings[each.uid].overall_suggestion.caps]
        assert COUNT * 0.05 < len(capped) < COUNT * 0.6


def test_a_few_cases_were_audited_twice_by_different_auditors(invented: Invented) -> None:
    for audits in invented.values():
        by_case: dict[str, list[DemoAudit]] = {}
        for each in completed(audits):
            by_case.setdefault(each.audit.case, []).append(each)
        doubles = [several for several in by_case.values() if len(several) > 1]
        assert len(doubles) == round(COUNT * 0.04)
        assert all(one.auditor != other.auditor for one, other in doubles)
        periods = [abs((one.started_at - other.started_at).days) for one, other in doubles]
        assert max(periods) <= 14


def test_nobody_audits_their_own_team(service: DemoService, invented: Invented) -> None:
    for audits in invented.values():
        own = [
            each
            for each in completed(audits)
            if service.auditors[each.auditor].team == each.case.team.name
        ]
        assert own == []


def test_audits_lie_in_six_quarters_and_are_sealed_in_time(invented: Invented) -> None:
    for audits in invented.values():
        quarters = {quarter_of(each.started_at.date(), END) for each in audits}
        assert quarters == {0, 1, 2, 3, 4, 5}
        assert all(each.started_at < each.sealed_at for each in audits if each.sealed_at)
        assert max(each.sealed_at.date() for each in audits if each.sealed_at) <= END
        assert all(each.started_at.weekday() < 5 for each in completed(audits))


def place(tool: AuditTool, code: str) -> int:
    return tool.grades.position(code)


def good_share(audits: Sequence[DemoAudit]) -> float:
    return sum(each.audit.overall in ("good", "outstanding") for each in audits) / len(audits)

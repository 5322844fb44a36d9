"""What happens to a few audits later: second thoughts, and copies edited on two sides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Literal

from audit_app.demo.graded_audits import Correction, DemoAudit
from audit_app.demo.judging import justified
from audit_app.demo.schedule import at_work
from audit_app.demo.service import Auditor, DemoService
from audit_app.demo.streams import stream
from audit_app.demo.vocabulary import Vocabulary
from audit_app.demo.writer import Writer
from forms.audits import Audit
from forms.findings import NOT_APPLICABLE, Finding
from forms.tools import AuditTool, Question

_SECOND_THOUGHTS_PER, _JOINS_PER = 50, 100
_TIME_LEFT = timedelta(days=30)
"""Only audits this much older than the end are changed, so that there is time for it."""


@dataclass(frozen=True)
class _Desk:
    """What one audit is corrected with."""

    tool: AuditTool
    auditors: Sequence[Auditor]
    writer: Writer
    rng: Random


def with_corrections(
    service: DemoService,
    tool: AuditTool,
    audits: Sequence[DemoAudit],
    vocabulary: Vocabulary,
    until: date,
) -> list[DemoAudit]:
    """Return the audits, a few of them changed later.

    One becomes a conflict: its auditor and a second person, each with a copy of their own,
    answer the same question differently. One in a hundred (at least one) joins by itself: one
    side adds evidence, the other an area for improvement. One in fifty is reopened by its own
    auditor.
    """
    rng = stream(service.seed, "corrections", tool.id)
    able = [at for at, each in enumerate(audits) if _has_time(each, until)]
    rng.shuffle(able)
    changed = list(audits)
    two_sided = len(service.auditors) > 1
    ways = [_conflicting] * two_sided
    ways += [_joining] * (max(1, len(audits) // _JOINS_PER) * two_sided)
    ways += [_second_thoughts] * (len(audits) // _SECOND_THOUGHTS_PER)
    for at in able:
        if not ways:
            break
        writer = Writer(vocabulary, audits[at].case, audits[at].started_at.date(), rng)
        desk = _Desk(tool, service.auditors, writer, rng)
        corrections = ways[0](desk, audits[at])
        if corrections:
            changed[at] = replace(audits[at], corrections=corrections)
            ways.pop(0)
    return changed


def _has_time(audit: DemoAudit, until: date) -> bool:
    return audit.sealed_at is not None and audit.sealed_at.date() <= until - _TIME_LEFT


def _second_thoughts(desk: _Desk, audit: DemoAudit) -> tuple[Correction, ...]:
    changed = _with_more_evidence(desk, audit.audit)
    return (_correction(desk, audit, audit.auditor, changed),) if changed else ()


def _joining(desk: _Desk, audit: DemoAudit) -> tuple[Correction, ...]:
    mine = _with_more_evidence(desk, audit.audit)
    more = desk.writer.line(desk.writer.general.better)
    improvements = f"{audit.audit.improvements} {more}".strip()
    theirs = audit.audit.model_copy(update={"improvements": improvements})
    return _both_sides(desk, audit, mine, theirs) if mine else ()


def _conflicting(desk: _Desk, audit: DemoAudit) -> tuple[Correction, ...]:
    """Let both sides answer one question differently; nothing where no question allows it."""
    questions = movable(desk.tool, audit.audit)
    if not questions:
        return ()
    question = desk.rng.choice(questions)
    codes = valued_codes(desk.tool, question)
    at = codes.index(str(audit.audit.findings[question.id].answer))
    others = sorted((abs(other - at), other) for other in range(len(codes)) if other != at)
    mine, theirs = (
        _answered(desk, audit.audit, question, codes[other], "better" if other < at else "worse")
        for _, other in others[:2]
    )
    return _both_sides(desk, audit, mine, theirs)


def movable(tool: AuditTool, audit: Audit) -> list[Question]:
    """Return the answered questions with two other answers, on which no rule hangs."""
    rules = tool.model_dump_json()
    return [
        question
        for question in tool.questions.values()
        if len(codes := valued_codes(tool, question)) > 2
        and question.id in audit.findings
        and audit.findings[question.id].answer in codes
        and not question.limits
        and f"${{{question.id}}}" not in rules
    ]


def valued_codes(tool: AuditTool, question: Question) -> list[str]:
    """Return the answers of a question that say how good something is, best first."""
    scale = tool.scale_of(question)
    return [point.code for point in scale.points if point.value is not None] if scale else []


def _answered(
    desk: _Desk, audit: Audit, question: Question, code: str, way: Literal["better", "worse"]
) -> Audit:
    evidence = desk.writer.line(desk.writer.words.corrections[way])
    return _with_finding(desk, audit, question.id, Finding(answer=code, evidence=evidence))


def _with_more_evidence(desk: _Desk, audit: Audit) -> Audit | None:
    backed = [
        name
        for name, finding in audit.findings.items()
        if finding.evidence and finding.answer != NOT_APPLICABLE
    ]
    if not backed:
        return None
    key = desk.rng.choice(backed)
    before = audit.findings[key]
    added = desk.writer.line(desk.writer.words.corrections["added"])
    finding = before.model_copy(update={"evidence": f"{before.evidence} {added}"})
    return _with_finding(desk, audit, key, finding)


def _with_finding(desk: _Desk, audit: Audit, key: str, finding: Finding) -> Audit:
    changed = audit.model_copy(update={"findings": {**audit.findings, key: finding}})
    return justified(desk.tool, changed, desk.writer)


def _both_sides(
    desk: _Desk, audit: DemoAudit, mine: Audit, theirs: Audit
) -> tuple[Correction, ...]:
    others = [at for at in range(len(desk.auditors)) if at != audit.auditor]
    return (
        _correction(desk, audit, audit.auditor, mine),
        _correction(desk, audit, desk.rng.choice(others), theirs),
    )


def _correction(desk: _Desk, audit: DemoAudit, auditor: int, changed: Audit) -> Correction:
    sealed = audit.sealed_at or audit.started_at
    day = sealed.date() + timedelta(days=desk.rng.randint(3, 20))
    return Correction(auditor, at_work(day, desk.rng), changed)

"""Invents graded audits for any audit tool; from one seed always the same ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from audit_app.demo.answers import Reading
from audit_app.demo.corrections import with_corrections
from audit_app.demo.evidence import with_comments, with_words
from audit_app.demo.filling import answered
from audit_app.demo.graded_audits import DemoAudit
from audit_app.demo.judging import with_grades
from audit_app.demo.quality import grade_of, section_shares, standing, wanted_share
from audit_app.demo.schedule import Assignment, assignments, at_work
from audit_app.demo.service import Case, DemoService
from audit_app.demo.streams import stream
from audit_app.demo.vocabulary import Topic, Vocabulary, read_vocabulary
from audit_app.demo.writer import Writer
from forms.audits import Audit
from forms.findings import split_key
from forms.identity import new_uid
from forms.tools import AuditTool

_LIMIT_MISSED = 0.08
"""How often a limiting rule may be set off in work that is otherwise better."""
_SAME_DAY = 0.5
_DRAFTS_PER = 100


@dataclass(frozen=True)
class _Workshop:
    """What audits with one tool are made with."""

    service: DemoService
    tool: AuditTool
    seed: int
    vocabulary: Vocabulary
    topics: Mapping[str, Topic]


def invent_audits(
    service: DemoService, tool: AuditTool, count: int, seed: int, until: date
) -> list[DemoAudit]:
    """Return `count` completed audits by date and a few drafts besides, over six quarters.

    Every completed audit has no gaps on the day it is sealed; the last is sealed by `until`.
    """
    vocabulary = read_vocabulary()
    shop = _Workshop(service, tool, seed, vocabulary, vocabulary.topics_of(tool))
    done = [_audit(shop, each) for each in assignments(service, tool, count, seed, until)]
    corrected = with_corrections(service, tool, done, vocabulary, until)
    return [*corrected, *_drafts(shop, count, until)]


def _audit(shop: _Workshop, one: Assignment) -> DemoAudit:
    """Grade one case. What lies in the file is drawn from the case, the reading from both."""
    auditor = shop.service.auditors[one.auditor]
    rng = stream(shop.seed, "audit", shop.tool.id, one.case.number, auditor.code)
    started = at_work(one.audited_on, rng, latest=13)
    sealed = _sealed_at(started, rng)
    graded = _graded(shop, one, rng)
    uid = new_uid(lambda: started, rng.randbytes)
    return DemoAudit(uid, one.case, one.auditor, graded, started, sealed)


def _graded(shop: _Workshop, one: Assignment, rng: Random) -> Audit:
    tool, seed = shop.tool, shop.seed
    auditor = shop.service.auditors[one.auditor]
    place = standing(seed, tool, one.case, auditor, one.quarter)
    share = wanted_share(tool, place)
    file = stream(seed, "sections", tool.id, one.case.number)
    shares = section_shares(seed, tool, one.case, share, file)
    missed = rng.random() < _LIMIT_MISSED
    worst = len(tool.grades.points) - 1 if missed else tool.grades.position(grade_of(tool, share))
    attributes = {**one.case.attributes, **_parties(tool, one.case)}
    reading = Reading(seed, tool, one.case, one.audited_on, shares, worst, attributes, rng)
    writer = Writer(shop.vocabulary, one.case, one.audited_on, rng)
    audit = answered(reading)
    findings = with_words(tool, audit.findings, shares, shop.topics, writer)
    particulars = {"case": one.case.reference, "auditor": auditor.code, "findings": findings}
    audit = audit.model_copy(update=particulars)
    audit = with_grades(tool, audit, shares, writer)
    return with_comments(tool, audit, shop.topics, writer)


def _parties(tool: AuditTool, case: Case) -> dict[str, str]:
    """Say which agency's and which role's part of the tool an audit of a case answers."""
    named = {"agency": tool.agencies, "role": tool.roles}
    return {
        name: parties[case.number % len(parties)].id for name, parties in named.items() if parties
    }


def _drafts(shop: _Workshop, count: int, until: date) -> list[DemoAudit]:
    """Begin a few audits in the last days: some sections answered, nothing judged yet."""
    rng = stream(shop.seed, "drafts", shop.tool.id)
    drafts = []
    for nth in range(max(1, count // _DRAFTS_PER)):
        case = shop.service.case(2 * count + 10 + nth)
        auditor = rng.randrange(len(shop.service.auditors))
        day = until - timedelta(days=rng.randint(0, 5))
        whole = _audit(shop, Assignment(case, auditor, day, 5))
        drafts.append(_unfinished(shop.tool, whole, rng))
    return drafts


def _unfinished(tool: AuditTool, whole: DemoAudit, rng: Random) -> DemoAudit:
    asked = list(tool.questions)
    reached = asked[: rng.randint(len(asked) // 4, len(asked) * 3 // 4)]
    begun = {
        key: found for key, found in whole.audit.findings.items() if split_key(key)[0] in reached
    }
    judged = [
        section.id
        for section in tool.sections
        if {each.id for each in section.every_question} <= set(reached[:-1])
    ]
    audit = Audit(
        case=whole.audit.case,
        auditor=whole.audit.auditor,
        audited_on=whole.audit.audited_on,
        attributes=whole.audit.attributes,
        instances=whole.audit.instances,
        findings=begun,
        sections={
            name: whole.audit.sections[name] for name in judged if name in whole.audit.sections
        },
    )
    return DemoAudit(whole.uid, whole.case, whole.auditor, audit, whole.started_at, None)


def _sealed_at(started: datetime, rng: Random) -> datetime:
    """Most audits are finished on the day, the others within the week; the latest at 18:00."""
    if rng.random() < _SAME_DAY:
        return started + timedelta(minutes=rng.randint(70, 200))
    later = started.date() + timedelta(days=rng.randint(1, 6))
    return at_work(later, rng, earliest=9, latest=17).astimezone(UTC)

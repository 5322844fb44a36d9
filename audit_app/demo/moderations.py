"""A second look: which audits of the demo leads moderate, what changes, what is disputed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from audit_app.demo.corrections import movable, valued_codes
from audit_app.demo.graded_audits import DemoAudit
from audit_app.demo.judging import justified
from audit_app.demo.schedule import at_work
from audit_app.demo.streams import stream
from audit_app.demo.vocabulary import Vocabulary
from audit_app.demo.writer import Writer
from forms.audits import Audit
from forms.tools import AuditTool

MODERATORS = ("lead-01", "lead-02")
MANAGER = "service-manager"
DISPUTED = "What was missing on the file at the time has been found in the team's own folder."

_ONE_IN = 12
_TIME_LEFT = timedelta(days=14)
"""Only audits this much older than the end are moderated, so that there is time for it."""
_BLIND = 0.35
_STRICTER = 0.75
"""How often a moderator who sees something otherwise sees it worse."""
_MOVES_OVERALL = 0.35
_ANSWERS_MOVED = (0, 0, 1, 1, 2, 3)


@dataclass(frozen=True)
class Moderation:
    """One moderation as it is sealed; `disputed_at` where the service does not accept it."""

    uid: str
    moderator: str
    sealed_at: datetime
    audit: Audit
    reason: str
    disputed_at: datetime | None = None


def invent_moderations(
    seed: int, tool: AuditTool, audits: Sequence[DemoAudit], vocabulary: Vocabulary, until: date
) -> list[Moderation]:
    """Return the moderations of one in twelve audits with a tool, by when they were sealed.

    Audits that somebody changed later are left alone. The last grade that was lowered is disputed,
    where there are several moderations.
    """
    rng = stream(seed, "moderations", tool.id)
    able = [each for each in audits if _has_time(each, until) and not each.corrections]
    chosen = rng.sample(able, min(len(able), len(audits) // _ONE_IN + 1))
    made = [_moderated(tool, each, vocabulary, rng) for each in chosen]
    made.sort(key=lambda each: (each.sealed_at, each.uid))
    return _with_dispute(tool, made, {each.uid: each.audit for each in chosen})


def _has_time(audit: DemoAudit, until: date) -> bool:
    return audit.sealed_at is not None and audit.sealed_at.date() <= until - _TIME_LEFT


def _moderated(tool: AuditTool, demo: DemoAudit, vocabulary: Vocabulary, rng: Random) -> Moderation:
    writer = Writer(vocabulary, demo.case, demo.started_at.date(), rng)
    way = "worse" if rng.random() < _STRICTER else "better"
    audit = _regraded(tool, _answered_otherwise(tool, demo.audit, way, rng), way, rng)
    audit = justified(tool, audit, writer)
    manner = "blind" if rng.random() < _BLIND else "open"
    marked = audit.model_copy(update={"status": "moderated", "moderation": manner})
    sealed = demo.sealed_at or demo.started_at
    at = at_work(sealed.date() + timedelta(days=rng.randint(2, 12)), rng)
    reason = writer.line(vocabulary.words.corrections["better" if way == "better" else "worse"])
    return Moderation(demo.uid, rng.choice(MODERATORS), at, marked, reason)


def _answered_otherwise(tool: AuditTool, audit: Audit, way: str, rng: Random) -> Audit:
    """Move a few answers by one step; most moderators agree with nearly everything."""
    questions = movable(tool, audit)
    findings = dict(audit.findings)
    for question in rng.sample(questions, min(len(questions), rng.choice(_ANSWERS_MOVED))):
        before = findings[question.id]
        code = _one_step(valued_codes(tool, question), str(before.answer), way)
        findings[question.id] = before.model_copy(update={"answer": code})
    return audit.model_copy(update={"findings": findings})


def _regraded(tool: AuditTool, audit: Audit, way: str, rng: Random) -> Audit:
    if audit.overall is None or rng.random() >= _MOVES_OVERALL:
        return audit
    overall = _one_step(list(tool.grades.codes), audit.overall, way)
    if overall == audit.overall:
        return audit
    return audit.model_copy(update={"overall": overall, "overall_reason": ""})


def _one_step(codes: Sequence[str], code: str, way: str) -> str:
    """Return the next worse or better of codes that stand best first; the last one stays."""
    at = codes.index(code) + (1 if way == "worse" else -1)
    return codes[min(max(at, 0), len(codes) - 1)]


def _with_dispute(
    tool: AuditTool, made: list[Moderation], before: dict[str, Audit]
) -> list[Moderation]:
    lowered = [at for at, each in enumerate(made) if _is_lowered(tool, before[each.uid], each)]
    if len(made) < 3 or not lowered:
        return made
    at = lowered[-1]
    disputed = made[at].sealed_at + timedelta(hours=20)
    return [*made[:at], replace(made[at], disputed_at=disputed), *made[at + 1 :]]


def _is_lowered(tool: AuditTool, before: Audit, after: Moderation) -> bool:
    old, new = before.overall or "", after.audit.overall or ""
    return bool(old and new) and tool.grades.position(new) > tool.grades.position(old)

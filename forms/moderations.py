"""Moderation: a second person judges a completed audit, and both judgements are kept.

A judgement is what moderators may see otherwise than auditors: a grade, or an answer that was
chosen. What is written, counted or dated is a fact of the file, which moderators see in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from forms.audits import Audit, Fields
from forms.errors import AuditAppError
from forms.evaluation import Gap, evaluate
from forms.field_words import FieldWords
from forms.findings import Finding, split_key
from forms.identity import normalised
from forms.questions import CHOICE_KINDS
from forms.record_words import Place

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.audits import Manner
    from forms.tools import AuditTool

MODERATION_ACTS = frozenset({"moderated", "disputed"})
"""What is sealed upon an audit without being its auditor's own work."""

WHOSE = ("case", "auditor", "audited_on")
"""What says whose audit it is, of which case and day: no moderator changes it."""

_JUDGED = CHOICE_KINDS | {"graded"}
_HIDDEN_WHEN_BLIND = _JUDGED | {"calculated"}
_LONGEST_NAME = 100


class Grading(NamedTuple):
    """One person's grades of an audit, in full, to be shown beside another's.

    `whose` is `Auditor` or `Moderator`.
    """

    whose: str
    name: str
    fields: Fields

    def said(self, tool: AuditTool, field: str) -> str:
        """Return what this person gave there, in words."""
        return FieldWords(tool, self.fields).say(field, self.fields.get(field)).text or "no answer"


class Beside(NamedTuple):
    """What a form shows beside an audit that is moderated, or was.

    `lacking` are the fields that the audit was sealed without: a moderation may lack them, too.
    """

    gradings: tuple[Grading, ...] = ()
    lacking: frozenset[str] = frozenset()


class ChangedGrade(NamedTuple):
    """A judgement on which auditor and moderator differ, in words."""

    field: str
    label: str
    before: str
    after: str


def is_judgement(tool: AuditTool, field: str) -> bool:
    """Return whether a field holds a grade, or an answer that was chosen."""
    group, _, key = field.partition(".")
    if group == "finding":
        question = tool.questions.get(split_key(key)[0])
        return question is not None and question.kind in _JUDGED
    return group in ("overall", "section")


def begun(tool: AuditTool, audit: Audit, manner: Manner) -> Audit:
    """Return the audit as its moderator begins with it.

    In the open it holds all that the auditor gave. Blind it holds the evidence and the facts, but
    no judgement, none of the words that go with one, and nothing that is worked out from them.
    """
    marked = {"status": "moderated", "moderation": manner}
    if manner == "open":
        return audit.model_copy(update=marked)
    findings = {key: _unjudged(tool, key, finding) for key, finding in audit.findings.items()}
    blank = Audit()
    names = ("sections", "section_reasons", "overall", "overall_reason", "strengths")
    hidden = {name: getattr(blank, name) for name in (*names, "improvements", "set_aside")}
    return audit.model_copy(update={**marked, **hidden, "findings": findings})


def moderated(first: Audit, typed: Audit) -> Audit:
    """Return the audit as it is sealed: still its auditor's, with all that was set aside.

    `first` is the audit that was moderated, `typed` what the moderator left of it.
    """
    kept = {name: getattr(first, name) for name in WHOSE}
    aside = {**first.set_aside, **typed.set_aside}
    return typed.model_copy(update={**kept, "set_aside": aside, "status": "moderated"})


def with_given(started: Audit, given: Audit) -> Audit:
    """Return a moderation as begun with what a file gives laid over it.

    What the file does not name stays, the evidence of an answer too. Whose audit it is, of which
    case and day, is not the moderator's to change.
    """
    fields = started.to_fields()
    own = {*WHOSE, "status", "moderation"}
    for name, value in given.to_fields().items():
        before = fields.get(name)
        if name.startswith("instances.") and isinstance(before, list) and isinstance(value, list):
            fields[name] = [*before, *(each for each in value if each not in before)]
        elif isinstance(before, dict) and isinstance(value, dict):
            fields[name] = {**before, **value}
        elif name not in own:
            fields[name] = value
    return Audit.from_fields(fields)


def gaps_left(tool: AuditTool, first: Audit, typed: Audit, day: date) -> list[Gap]:
    """Return what a moderation lacks before it can be sealed, read on a day.

    It must be as whole as the audit that it moderates; one that came from a file may have gaps.
    """
    known = lacking(tool, first, day)
    return [gap for gap in evaluate(tool, typed, day).gaps if gap.field not in known]


def lacking(tool: AuditTool, first: Audit, day: date) -> frozenset[str]:
    """Return the fields that an audit was sealed without, although its tool asks for them."""
    return frozenset(gap.field for gap in evaluate(tool, first, day).gaps)


def changed_grades(tool: AuditTool, before: Fields, after: Fields) -> list[ChangedGrade]:
    """Return the judgements that two people do not share, in the order of the form."""
    old, new = FieldWords(tool, before), FieldWords(tool, after)
    found = [
        field
        for field in {*before, *after}
        if is_judgement(tool, field) and judgement(before, field) != judgement(after, field)
    ]
    places = {field: new.place(field) for field in found}
    return [
        ChangedGrade(
            field,
            _called(field, places[field]),
            old.say(field, before.get(field)).text or "no answer",
            new.say(field, after.get(field)).text or "no answer",
        )
        for field in sorted(found, key=lambda each: (places[each].order, each))
    ]


def refuse_moderator(name: str, auditor: str) -> None:
    """Raise AuditAppError where this person cannot moderate an audit of that auditor."""
    refuse_nameless(name, "Say who moderates.")
    if normalised(name) == normalised(auditor):
        raise AuditAppError(
            "You audited this case yourself, so somebody else must moderate it. "
            "The moderator's name must differ from the auditor's."
        )


def refuse_nameless(name: str, sentence: str) -> None:
    """Raise AuditAppError with this sentence where nobody is named, or not by a name."""
    if not name.strip():
        raise AuditAppError(sentence)
    if len(name.strip()) > _LONGEST_NAME:
        raise AuditAppError(f"Use at most {_LONGEST_NAME} letters for the name.")


def beside(tool: AuditTool, gradings: tuple[Grading, ...], day: date, *, is_blind: bool) -> Beside:
    """Return what a form shows beside an audit, given the grades before; none while it is blind.

    The last of the gradings is what a moderation in the making began from.
    """
    if not gradings:
        return Beside()
    gaps = lacking(tool, Audit.from_fields(gradings[-1].fields), day)
    return Beside(() if is_blind else gradings, gaps)


def last_moderation(
    acts: Mapping[str, str], parents: Mapping[str, Sequence[str]]
) -> tuple[str, str] | None:
    """Return the revisions before and of an audit's last moderation; None where there is none.

    `acts` is revision → what was done, parents before children; the first of the two is the
    newest that is no moderation and no dispute. What came last is told by what builds on what;
    files that hold the same say the same.
    """
    depths: dict[str, int] = {}
    for each in acts:
        depths[each] = 1 + max((depths.get(parent, 0) for parent in parents[each]), default=0)

    def last(several: Iterable[str]) -> str:
        known = (each for each in several if each in depths)
        return max(known, key=lambda each: (depths[each], each), default="")

    newest = last(each for each in acts if acts[each] == "moderated")
    first = newest
    while first and acts[first] in MODERATION_ACTS:
        first = last(parents[first])
    return (first, newest) if first else None


def _unjudged(tool: AuditTool, key: str, finding: Finding) -> Finding:
    question = tool.questions.get(split_key(key)[0])
    is_hidden = question is None or question.kind in _HIDDEN_WHEN_BLIND
    return Finding(evidence=finding.evidence) if is_hidden else finding


def _called(field: str, place: Place) -> str:
    return f"Grade of “{place.heading}”" if field.startswith("section.") else place.label


def judgement(fields: Fields, field: str) -> JsonValue:
    """Return what was given in a field: its code or codes, without the evidence for it."""
    value = fields.get(field)
    return value.get("answer") if isinstance(value, dict) else value

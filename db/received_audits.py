"""Works out the audits of a received file; what many of them share is checked once."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from db.coding import Coder
from db.projection import Listed, day_read, listed
from forms.audit_checks import audit_faults
from forms.audits import Audit
from forms.evaluation import TooMuchWork
from forms.evaluation.parts import Parts, parts_of
from forms.findings import Finding
from forms.identity import is_tool_uid
from forms.revisions import MAX_FIELDS

if TYPE_CHECKING:
    from db.written_revisions import WrittenFields
    from forms.revisions import RevisionHead
    from forms.tools import AuditTool

SECONDS_AN_AUDIT = 5.0
"""What working out one audit may take; 5,000 questions that all depend on others take half one."""
_TOO_LONG = "the rules of its audit tool take too long to work out"
_FINDING = "finding."
_SURELY_SHORT = 20_000
"""A finding that is no longer than this, written down, holds no text that is too long."""
_LONGEST_REMEMBERED = 100
_MOST_REMEMBERED = 20_000


class Unsound(Exception):
    """Why one revision is set aside, as words about “it” without case content."""


class CurrentValues(NamedTuple):
    """What an audit is listed and counted as while this revision is its only head.

    `codes` holds field → the code it is counted under.
    """

    listed: Listed
    codes: dict[str, str]


class _Sound(NamedTuple):
    """A finding that was found sound, without its evidence, and what it counts under if shown."""

    key: str
    finding: Finding
    code: str


class _Learnt(NamedTuple):
    """What was learnt of a tool: its codes, and the sound findings by field and written answer."""

    coder: Coder
    findings: dict[tuple[str, str], _Sound]


@lru_cache(maxsize=4)
def _learnt_of(parts: Parts) -> _Learnt:
    """Return what was learnt of a tool from this file and those before it, which may be nothing."""
    return _Learnt(Coder(parts.tool), {})


class ReceivedAudits:
    """The audits of one tool in one received file.

    Answers are few and audits many: an answer to a question that was found sound once is sound
    in every audit of every file, whatever its evidence says.
    """

    def __init__(self, tool: AuditTool) -> None:
        self._tool = tool
        self._coder, self._remembered = _learnt_of(parts_of(tool))
        self._endless = False

    def current(self, head: RevisionHead, written: WrittenFields) -> CurrentValues:
        """Check an audit against its tool, and work it out.

        Raises Unsound; where the rules take too long they get only one try.
        """
        if self._endless:
            raise Unsound(_TOO_LONG)
        if is_tool_uid(head.record):
            raise Unsound("its id is not one of an audit")
        findings = self._known(written)
        audit = self._sound(written, findings)
        findings |= self._learnt(written, audit)
        audit.findings.update((each.key, each.finding) for each in findings.values())
        answered = {field: each.code for field, each in findings.items()}
        try:
            day = day_read(head.act, head.sealed_at, audit)
            codes = self._coder.codes_with(answered, audit, day, SECONDS_AN_AUDIT)
        except TooMuchWork:
            self._endless = True
            raise Unsound(_TOO_LONG) from None
        if len(codes) > MAX_FIELDS:
            raise Unsound("it has more questions, counted in every instance, than an audit may")
        return CurrentValues(listed(audit, head.sealed_at), codes)

    def _known(self, written: WrittenFields) -> dict[str, _Sound]:
        """Return the findings, by field, whose answers are known and whose evidence is short."""
        names, values, answers = written
        found = map(self._remembered.get, zip(names, answers, strict=True))
        return {
            field: finding
            for field, value, finding in zip(names, values, found, strict=True)
            if finding and len(value) <= _SURELY_SHORT
        }

    def _sound(self, written: WrittenFields, known: Collection[str]) -> Audit:
        """Return the audit without what is known of it. Raises Unsound."""
        texts = zip(written.names, written.values, strict=True)
        others = {field: text for field, text in texts if field not in known}
        values = json.loads(f"[{','.join(others.values())}]")
        try:
            audit = Audit.from_fields(dict(zip(others, values, strict=True)))
        except ValidationError:
            raise Unsound("it does not hold an audit as it must be") from None
        for fault in audit_faults(self._tool, audit):
            raise Unsound(fault)
        return audit

    def _learnt(self, written: WrittenFields, audit: Audit) -> dict[str, _Sound]:
        """Return findings that were checked, by field, and remember their answers."""
        learnt: dict[str, _Sound] = {}
        answers = dict(zip(written.names, written.answers, strict=True)) if audit.findings else {}
        for key, finding in audit.findings.items():
            field = f"{_FINDING}{key}"
            sound = _Sound(key, Finding(answer=finding.answer), self._coder.code(key, finding))
            learnt[field] = sound
            if 0 < len(answers[field]) <= _LONGEST_REMEMBERED:
                if len(self._remembered) >= _MOST_REMEMBERED:
                    self._remembered.clear()
                self._remembered[field, answers[field]] = sound
        return learnt

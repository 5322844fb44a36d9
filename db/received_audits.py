"""Works out the audits of a received file; what many of them share is checked once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from db.coding import Coder
from db.projection import Listed, day_read, listed
from forms.audit_checks import audit_faults
from forms.audits import Audit
from forms.canonical_values import ANSWERED
from forms.evaluation import TooMuchWork
from forms.findings import Finding
from forms.identity import is_tool_uid
from forms.revisions import MAX_FIELDS

if TYPE_CHECKING:
    from forms.revisions import RevisionHead
    from forms.tools import AuditTool

SECONDS_AN_AUDIT = 5.0
"""What working out one audit may take; 5,000 questions that all depend on others take half one."""
_TOO_LONG = "the rules of its audit tool take too long to work out"
_FINDING = "finding."
_PREFIX = len(_FINDING)
_SURELY_SHORT = 20_000
"""A finding that is no longer than this, written down, holds no text that is too long."""
_LONGEST_REMEMBERED = 100
_MOST_REMEMBERED = 50_000


class Unsound(Exception):
    """Why one revision is set aside, as words about “it” without case content."""


class CurrentValues(NamedTuple):
    """What an audit is listed and counted as while this revision is its only head.

    `codes` holds field → the code it is counted under.
    """

    listed: Listed
    codes: dict[str, str]


class ReceivedAudits:
    """The audits of one tool in one received file.

    Answers are few and audits many: an answer to a question that was found sound once is sound
    in every audit, whatever its evidence says.
    """

    def __init__(self, tool: AuditTool) -> None:
        self._tool = tool
        self._coder = Coder(tool)
        self._answers: dict[str, dict[str, Finding]] = {}
        self._remembered = 0
        self._endless = False

    def current(self, head: RevisionHead, texts: Mapping[str, str]) -> CurrentValues:
        """Check an audit, field → canonical JSON, against its tool, and work it out.

        Raises Unsound; where the rules take too long they get only one try.
        """
        if self._endless:
            raise Unsound(_TOO_LONG)
        if is_tool_uid(head.record):
            raise Unsound("its id is not one of an audit")
        audit = self._sound(texts)
        try:
            day = day_read(head.act, head.sealed_at, audit)
            codes = self._coder.codes(audit, day, SECONDS_AN_AUDIT)
        except TooMuchWork:
            self._endless = True
            raise Unsound(_TOO_LONG) from None
        if len(codes) > MAX_FIELDS:
            raise Unsound("it has more questions, counted in every instance, than an audit may")
        return CurrentValues(listed(audit, head.sealed_at), codes)

    def _sound(self, texts: Mapping[str, str]) -> Audit:
        """Return an audit that was checked; evidence that was only measured is left out of it."""
        known: dict[str, Finding] = {}
        others: dict[str, str] = {}
        for field, text in texts.items():
            answers = self._answers.get(field)
            if answers and len(text) <= _SURELY_SHORT and (found := ANSWERED.fullmatch(text)):
                finding = answers.get(found[1])
                if finding is not None:
                    known[field[_PREFIX:]] = finding
                    continue
            others[field] = text
        values = json.loads(f"[{','.join(others.values())}]")
        try:
            audit = Audit.from_fields(dict(zip(others, values, strict=True)))
        except ValidationError:
            raise Unsound("it does not hold an audit as it must be") from None
        for fault in audit_faults(self._tool, audit):
            raise Unsound(fault)
        self._remember(audit, texts)
        return audit.model_copy(update={"findings": {**known, **audit.findings}})

    def _remember(self, audit: Audit, texts: Mapping[str, str]) -> None:
        for name, finding in audit.findings.items():
            field = f"{_FINDING}{name}"
            found = ANSWERED.fullmatch(texts[field])
            room = self._remembered < _MOST_REMEMBERED
            if found and room and len(found[1]) <= _LONGEST_REMEMBERED:
                self._answers.setdefault(field, {})[found[1]] = Finding(answer=finding.answer)
                self._remembered += 1

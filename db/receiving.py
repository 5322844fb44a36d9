"""Looks at each revision of a received file: it is sound, or set aside with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from db.coding import Coder
from db.merge_report import UNKNOWN, told_uid
from db.projection import Listed, day_read, listed
from db.revisions import StoredRevision, each_stored, parent_hashes
from db.store import ReadingStore
from db.tools import load_tool
from db.troubles import StoreCorrupt, StoreTrouble
from forms.audit_checks import SoundAnswers, audit_faults
from forms.audits import AUDIT_KIND, Audit
from forms.canonical import canonical_bytes
from forms.evaluation import TooMuchWork
from forms.identity import is_tool_uid
from forms.revisions import MAX_FIELDS, Revision, RevisionHead
from forms.tool_checks import harms
from forms.tool_records import TOOL_KIND, tool_record_fault

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.tools import AuditTool

SECONDS_AN_AUDIT = 5.0
"""What working out one audit may take; 5,000 questions that all depend on others take half one."""
_HASH = re.compile(r"[0-9a-f]{64}")
MISSING_PARENT = "the version it builds on is missing or was set aside"
_TOO_LONG = "the rules of its audit tool take too long to work out"
_NOT_WRITTEN = "it is not written as a revision must be"


class Unsound(Exception):
    """Why one revision is set aside, as words about “it” without case content."""


class ReceivedHead(NamedTuple):
    """A revision as a received file claims it; `stored` counts only there."""

    hash: str
    record: str
    stored: StoredRevision

    @property
    def is_audit(self) -> bool:
        """Whether it is told of as an audit."""
        return self.stored.kind != TOOL_KIND


class CurrentValues(NamedTuple):
    """What an audit is listed and counted as while this revision is its only head.

    `codes` holds field → the code it is counted under.
    """

    listed: Listed
    codes: dict[str, str]


class SoundRevision(NamedTuple):
    """A revision that was checked. `fields` holds each as canonical JSON, sorted by name.

    `current` is None for kinds that are not projected.
    """

    id: str
    head: RevisionHead
    fields: dict[str, str]
    tool: AuditTool
    current: CurrentValues | None


class Receiving:
    """The revisions of one received file, which is open to be read."""

    def __init__(self, source: ReadingStore) -> None:
        self._source = source
        names = source.rows("SELECT id, name FROM field")
        self._names = {str(key): str(name) for key, name in names}
        self._quoted = {name: json.dumps(name, ensure_ascii=False) for name in self._names.values()}
        self._built = {row[0] for row in source.each("SELECT revision FROM revision_parent")}
        self._tools: dict[str, AuditTool | None] = {}
        self._coders: dict[str, Coder] = {}
        self._sound_answers: dict[str, SoundAnswers] = {}
        self._endless: set[str] = set()
        self._there: dict[str, str] = {}

    def heads(self) -> Iterator[ReceivedHead]:
        """Yield what the file claims to hold; in a sound file parents come before children."""
        for _, stored in each_stored(self._source):
            claimed = stored.hash if _HASH.fullmatch(stored.hash) else UNKNOWN
            yield ReceivedHead(claimed, told_uid(stored.record), stored)

    def note_known(self, head: ReceivedHead) -> None:
        """Note that the target has a revision already, so that others may build on it."""
        self._there[head.hash] = head.record

    def sound(self, head: ReceivedHead) -> SoundRevision | None:
        """Return a revision that was checked; nothing where the file has it twice.

        Raises Unsound with the reason why it is set aside, StoreTrouble where the file cannot be
        read on.
        """
        if head.hash in self._there:
            return None
        revision = self._checked(head)
        self._there[revision.id] = head.record
        return revision

    def amended_by(self, tool: AuditTool) -> list[AuditTool]:
        """Return the versions that a tool amends, the oldest first, as far as they are sound here.

        They come along, so that it stays known what may be compared with what.
        """
        found: list[AuditTool] = []
        while tool.amends and (before := self._tool(tool.amends.hash)):
            found.append(before)
            tool = before
        return found[::-1]

    def _checked(self, received: ReceivedHead) -> SoundRevision:
        texts = self._texts(received.stored)
        written = ",".join([f"{self._quoted[name]}:{text}" for name, text in texts.items()])
        head, fields = self._read(received.stored, f"{{{written}}}")
        if head.id_with(f"{{{written}}}") != received.hash:
            raise Unsound("its content does not match its hash: it was altered or damaged")
        if any(self._there.get(parent) != head.record for parent in head.parents):
            raise Unsound(MISSING_PARENT)
        check = {AUDIT_KIND: self._audit, TOOL_KIND: self._tool_record}.get(head.kind)
        if check is None:
            raise Unsound(f"this version of the program does not know the kind “{head.kind}”")
        tool = self._tool(head.tool or "")
        if tool is None:
            raise Unsound("its audit tool is missing, was altered or is not sound")
        return SoundRevision(received.hash, head, texts, tool, check(head, fields, tool))

    def _texts(self, stored: StoredRevision) -> dict[str, str]:
        """Return field → value as it is written, sorted by name.

        Canonical JSON holds no line end, so that one between the values can be told from them.
        """
        try:
            row = self._source.row(
                "SELECT group_concat(field), group_concat(value, char(10)), count(*) "
                "FROM revision_value WHERE revision = ?",
                (stored.key,),
            )
            keys, values, count = row or ("", "", 0)
            names = [self._names[key] for key in str(keys or "").split(",") if key]
            written = str(values).split("\n") if count else []
        except (StoreCorrupt, KeyError):
            raise Unsound(_NOT_WRITTEN) from None
        if len(written) != count or len(set(names)) != count or len(names) > MAX_FIELDS:
            raise Unsound(_NOT_WRITTEN)
        return dict(sorted(zip(names, written, strict=True)))

    def _read(
        self, stored: StoredRevision, written: str
    ) -> tuple[RevisionHead, dict[str, JsonValue]]:
        """Return a revision's head and fields. Raises Unsound where they are not canonical."""
        try:
            head = RevisionHead.model_validate(
                {
                    "kind": stored.kind,
                    "record": stored.record,
                    "parents": self._parents(stored),
                    "tool": stored.tool,
                    "author": stored.author,
                    "sealed_at": stored.sealed_at,
                    "act": stored.act,
                    "reason": stored.reason,
                }
            )
            fields: dict[str, JsonValue] = json.loads(written)
            if canonical_bytes(fields) != written.encode():
                raise Unsound(_NOT_WRITTEN)
        except (StoreCorrupt, ValueError, RecursionError):
            raise Unsound(_NOT_WRITTEN) from None
        return head, fields

    def _parents(self, stored: StoredRevision) -> tuple[str, ...]:
        """Return what a revision builds on; most are the first of their record."""
        return parent_hashes(self._source, stored.key) if stored.key in self._built else ()

    def _audit(
        self, head: RevisionHead, fields: dict[str, JsonValue], tool: AuditTool
    ) -> CurrentValues:
        """Check an audit against its tool and work it out; what takes too long gets one try."""
        if tool.hash in self._endless:
            raise Unsound(_TOO_LONG)
        if is_tool_uid(head.record):
            raise Unsound("its id is not one of an audit")
        try:
            audit = Audit.from_fields(fields)
        except ValidationError:
            raise Unsound("it does not hold an audit as it must be") from None
        sound = self._sound_answers.setdefault(tool.hash, set())
        for fault in audit_faults(tool, audit, sound=sound):
            raise Unsound(fault)
        if tool.hash not in self._coders:
            self._coders[tool.hash] = Coder(tool)
        day = day_read(head.act, head.sealed_at, audit)
        try:
            codes = self._coders[tool.hash].codes(audit, day, SECONDS_AN_AUDIT)
        except TooMuchWork:
            self._endless.add(tool.hash)
            raise Unsound(_TOO_LONG) from None
        if len(codes) > MAX_FIELDS:
            raise Unsound("it has more questions, counted in every instance, than an audit may")
        return CurrentValues(listed(audit, head.sealed_at), codes)

    def _tool_record(
        self, head: RevisionHead, fields: dict[str, JsonValue], tool: AuditTool
    ) -> None:
        try:
            fault = tool_record_fault(Revision(**dict(head), fields=fields), tool)
        except ValidationError:
            fault = "it does not hold the record of an audit tool as it must be"
        if fault:
            raise Unsound(fault)

    def _tool(self, tool_hash: str) -> AuditTool | None:
        if tool_hash not in self._tools:
            try:
                tool = load_tool(self._source, tool_hash)
            except StoreTrouble:
                tool = None
            self._tools[tool_hash] = tool if tool and not harms(tool) else None
        return self._tools[tool_hash]

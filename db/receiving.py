"""Looks at each revision of a received file: it is sound, or set aside with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from db.merge_report import UNKNOWN, told_uid
from db.received_audits import CurrentValues, ReceivedAudits, Unsound
from db.revisions import StoredRevision, each_stored
from db.store import ReadingStore
from db.tools import load_tool
from db.troubles import StoreTrouble
from db.written_revisions import NotWritten, WrittenFields, WrittenRevisions
from forms.audits import AUDIT_KIND
from forms.revisions import Revision, RevisionHead
from forms.standalone import STANDALONE, standalone_fault
from forms.tool_checks import harms
from forms.tool_records import TOOL_KIND, tool_record_fault

if TYPE_CHECKING:
    from forms.tools import AuditTool

KNOWN_KINDS = frozenset((AUDIT_KIND, TOOL_KIND, *STANDALONE))
_HASH = re.compile(r"[0-9a-f]{64}")
MISSING_PARENT = "the version it builds on is missing or was set aside"


class ReceivedHead(NamedTuple):
    """A revision as a received file claims it; `stored` counts only there."""

    hash: str
    record: str
    stored: StoredRevision

    @property
    def kind(self) -> str:
        """The kind it is told of as; one that is not known is told of as an audit."""
        return self.stored.kind if self.stored.kind in KNOWN_KINDS else AUDIT_KIND


class SoundRevision(NamedTuple):
    """A revision that was checked; kinds that are not projected have no `current`.

    Records that stand alone have no `tool`.
    """

    id: str
    head: RevisionHead
    fields: WrittenFields
    tool: AuditTool | None
    current: CurrentValues | None


class Receiving:
    """The revisions of one received file, which is open to be read."""

    def __init__(self, source: ReadingStore) -> None:
        self._source = source
        self._written = WrittenRevisions(source)
        self._tools: dict[str, AuditTool | None] = {}
        self._audits: dict[str, ReceivedAudits] = {}
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
        try:
            revision = self._written.read(received.stored)
        except NotWritten:
            raise Unsound("it is not written as a revision must be") from None
        head = revision.head
        if revision.id != received.hash:
            raise Unsound("its content does not match its hash: it was altered or damaged")
        if any(self._there.get(parent) != head.record for parent in head.parents):
            raise Unsound(MISSING_PARENT)
        if head.kind not in KNOWN_KINDS:
            raise Unsound(f"this version of the program does not know the kind “{head.kind}”")
        if head.kind in STANDALONE:
            _check_standalone(head, revision.content)
            return SoundRevision(revision.id, head, revision.fields, None, None)
        tool = self._tool(head.tool or "")
        if tool is None:
            raise Unsound("its audit tool is missing, was altered or is not sound")
        current = None
        if head.kind == AUDIT_KIND:
            current = self._audits_of(tool).current(head, revision.fields)
        else:
            _check_tool_record(head, revision.content, tool)
        return SoundRevision(revision.id, head, revision.fields, tool, current)

    def _audits_of(self, tool: AuditTool) -> ReceivedAudits:
        if tool.hash not in self._audits:
            self._audits[tool.hash] = ReceivedAudits(tool)
        return self._audits[tool.hash]

    def _tool(self, tool_hash: str) -> AuditTool | None:
        if tool_hash not in self._tools:
            try:
                tool = load_tool(self._source, tool_hash)
            except StoreTrouble:
                tool = None
            self._tools[tool_hash] = tool if tool and not harms(tool) else None
        return self._tools[tool_hash]


def _check_standalone(head: RevisionHead, content: str) -> None:
    try:
        fault = standalone_fault(head, json.loads(content))
    except RecursionError:
        fault = "it is not written as a revision must be"
    if fault:
        raise Unsound(fault)


def _check_tool_record(head: RevisionHead, content: str, tool: AuditTool) -> None:
    try:
        fault = tool_record_fault(Revision(**dict(head), fields=json.loads(content)), tool)
    except ValidationError:
        fault = "it does not hold the record of an audit tool as it must be"
    if fault:
        raise Unsound(fault)

"""Looks at each revision of a received file: it is sound, or set aside with a reason."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pydantic import ValidationError

from db.merge_report import UNKNOWN, told_uid
from db.received_audits import CurrentValues, ReceivedAudits, Unsound, WrittenFields
from db.revisions import StoredRevision, each_stored, parent_hashes
from db.store import ReadingStore
from db.tools import load_tool
from db.troubles import StoreCorrupt, StoreTrouble
from forms.audits import AUDIT_KIND
from forms.canonical_values import Lines, form_of, lines_of
from forms.revisions import MAX_FIELDS, Revision, RevisionHead
from forms.tool_checks import harms
from forms.tool_records import TOOL_KIND, tool_record_fault

if TYPE_CHECKING:
    from forms.tools import AuditTool

_HASH = re.compile(r"[0-9a-f]{64}")
MISSING_PARENT = "the version it builds on is missing or was set aside"
_MOST_SHAPES = 64
_NOT_WRITTEN = "it is not written as a revision must be"


class ReceivedHead(NamedTuple):
    """A revision as a received file claims it; `stored` counts only there."""

    hash: str
    record: str
    stored: StoredRevision

    @property
    def is_audit(self) -> bool:
        """Whether it is told of as an audit."""
        return self.stored.kind != TOOL_KIND


class SoundRevision(NamedTuple):
    """A revision that was checked; `current` is None for kinds that are not projected."""

    id: str
    head: RevisionHead
    fields: WrittenFields
    tool: AuditTool
    current: CurrentValues | None


class _Shape(NamedTuple):
    """What many revisions share: sorted names of fields, their places in the file, their form."""

    names: tuple[str, ...]
    places: tuple[int, ...]
    form: str


class Receiving:
    """The revisions of one received file, which is open to be read."""

    def __init__(self, source: ReadingStore) -> None:
        self._source = source
        names = source.rows("SELECT id, name FROM field")
        self._names = {str(key): str(name) for key, name in names}
        self._built = {row[0] for row in source.each("SELECT revision FROM revision_parent")}
        self._tools: dict[str, AuditTool | None] = {}
        self._audits: dict[str, ReceivedAudits] = {}
        self._shapes: dict[str, _Shape] = {}
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
        shape, fields = self._fields(received.stored)
        head = self._head(received.stored)
        written = shape.form % fields.values
        if head.id_with(written) != received.hash:
            raise Unsound("its content does not match its hash: it was altered or damaged")
        if any(self._there.get(parent) != head.record for parent in head.parents):
            raise Unsound(MISSING_PARENT)
        if head.kind not in (AUDIT_KIND, TOOL_KIND):
            raise Unsound(f"this version of the program does not know the kind “{head.kind}”")
        tool = self._tool(head.tool or "")
        if tool is None:
            raise Unsound("its audit tool is missing, was altered or is not sound")
        current = None
        if head.kind == AUDIT_KIND:
            current = self._audits_of(tool).current(head, fields)
        else:
            _check_tool_record(head, written, tool)
        return SoundRevision(received.hash, head, fields, tool, current)

    def _fields(self, stored: StoredRevision) -> tuple[_Shape, WrittenFields]:
        """Return a revision's fields as they are written, and their shape.

        Canonical JSON holds no line end, so that one between the values can be told from them.
        """
        try:
            row = self._source.row(
                "SELECT group_concat(field), group_concat(value, char(10)), count(*) "
                "FROM revision_value WHERE revision = ?",
                (stored.key,),
            )
            keys, text, count = row or (None, None, 0)
            shape = self._shape(str(keys or ""))
        except (StoreCorrupt, KeyError):
            raise Unsound(_NOT_WRITTEN) from None
        lines = lines_of(str(text)) if count else Lines([], [])
        if lines is None or len(lines.values) > MAX_FIELDS:
            raise Unsound(_NOT_WRITTEN)
        values, answers = lines
        if not len(values) == len(shape.names) == count:
            raise Unsound(_NOT_WRITTEN)
        in_order = [values[at] for at in shape.places], [answers[at] for at in shape.places]
        return shape, WrittenFields(shape.names, *map(tuple, in_order))

    def _shape(self, keys: str) -> _Shape:
        """Return the shape of revisions whose fields have these numbers in the file."""
        if keys not in self._shapes:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            places = {self._names[key]: at for at, key in enumerate(keys.split(",")) if key}
            names = tuple(sorted(places))
            in_order = tuple(places[name] for name in names)
            self._shapes[keys] = _Shape(names, in_order, form_of(names))
        return self._shapes[keys]

    def _head(self, stored: StoredRevision) -> RevisionHead:
        """Return a revision's head. Raises Unsound where it is not as one must be."""
        try:
            return RevisionHead(
                kind=stored.kind,
                record=stored.record,
                parents=self._parents(stored),
                tool=stored.tool,
                author=stored.author,
                sealed_at=stored.sealed_at,
                act=stored.act,
                reason=stored.reason,
            )
        except (StoreCorrupt, ValueError):
            raise Unsound(_NOT_WRITTEN) from None

    def _parents(self, stored: StoredRevision) -> tuple[str, ...]:
        """Return what a revision builds on; most are the first of their record."""
        return parent_hashes(self._source, stored.key) if stored.key in self._built else ()

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


def _check_tool_record(head: RevisionHead, written: str, tool: AuditTool) -> None:
    try:
        fault = tool_record_fault(Revision(**dict(head), fields=json.loads(written)), tool)
    except ValidationError:
        fault = "it does not hold the record of an audit tool as it must be"
    if fault:
        raise Unsound(fault)

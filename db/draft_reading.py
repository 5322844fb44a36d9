"""Reads the drafts of a received file: every one through the models, a bad one is set aside."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from db.merge_report import SetAside, told_uid
from db.store import ReadingStore, Row
from db.tools import load_tool
from db.troubles import StoreCorrupt, StoreTrouble
from forms.audit_checks import audit_faults
from forms.audits import AUDIT_KIND, Audit
from forms.canonical import canonical_bytes
from forms.draft_copies import DraftCopy
from forms.evaluation import TooMuchWork, evaluate
from forms.identity import is_tool_uid
from forms.revisions import as_moment, from_moment
from forms.source import MAX_BYTES, MAX_DEPTH
from forms.standalone import STANDALONE, standalone_draft_fault
from forms.tool_checks import harms
from forms.tool_records import TOOL_KIND

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.tools import AuditTool

MAX_DRAFTS = 20_000
MAX_DRAFT_CHARACTERS = 4_000_000
"""A hundred answers, each with as much evidence as fits, are half of it."""
SECONDS_A_DRAFT = 5.0


class SoundDraft(NamedTuple):
    """A draft, and the tools it needs: its own, and before it those that this one amends."""

    draft: DraftCopy
    tools: tuple[AuditTool, ...]


class ReadDrafts(NamedTuple):
    """The sound drafts of a file, and which were left out and why."""

    drafts: list[SoundDraft]
    set_aside: list[SetAside]


def read_drafts(source: ReadingStore) -> ReadDrafts:
    """Read the file's own drafts and those it received from others; SQL of the plainest kind.

    Raises StoreCorrupt where there are too many, StoreTrouble where the file cannot be read on.
    """
    count = "SELECT (SELECT count(*) FROM draft) + (SELECT count(*) FROM received_draft)"
    if source.number(count) > MAX_DRAFTS:
        raise StoreCorrupt(f"“{source.path.name}” holds more than {MAX_DRAFTS:,} drafts.")
    checks = _Checks(source)
    found: dict[str, SoundDraft] = {}
    aside: list[SetAside] = []
    for uid, read in _each(source):
        try:
            sound = checks.sound(read())
            found[sound.draft.hash] = sound
        except _Unsound as unsound:
            aside.append(SetAside(uid, str(unsound)))
        except (ValueError, RecursionError):
            aside.append(SetAside(uid, "it is not written as a draft must be"))
    return ReadDrafts(list(found.values()), aside)


def own_drafts(source: ReadingStore) -> Iterator[DraftCopy]:
    """Yield the working copies of this file's own device, as they travel.

    Raises ValueError at one that is not written as this program writes.
    """
    for row in source.rows(_OWN):
        yield _own(source, row)


_OWN = (
    "SELECT draft.id, draft.uid, kind, tool.hash, author, started_at, "
    "coalesce((SELECT max(saved_at) FROM draft_value WHERE draft = draft.id), started_at) "
    "FROM draft LEFT JOIN tool ON tool.id = draft.tool ORDER BY draft.id"
)
_RECEIVED = (
    "SELECT received_draft.id, uid, kind, tool.hash, author, started_at, saved_at, "
    "received_draft.hash, length(base) + length(fields) "
    "FROM received_draft LEFT JOIN tool ON tool.id = received_draft.tool ORDER BY received_draft.id"
)


def _each(source: ReadingStore) -> Iterator[tuple[str, Callable[[], DraftCopy]]]:
    for row in source.rows(_OWN):
        yield told_uid(row[1]), partial(_own, source, row)
    for row in source.rows(_RECEIVED):
        yield told_uid(row[1]), partial(_received, source, row)


def _own(source: ReadingStore, row: Row) -> DraftCopy:
    key, uid, kind, tool, author, started, saved = row
    length = "SELECT sum(length(value)) FROM draft_value WHERE draft = ?"
    _refuse_long(source.number(length, (key,)))
    values = source.rows(
        "SELECT field, value FROM draft_value WHERE draft = ? AND value <> 'null'", (key,)
    )
    base = source.rows(
        "SELECT hash FROM draft_base JOIN revision ON revision.id = draft_base.revision "
        "WHERE draft = ? ORDER BY hash",
        (key,),
    )
    return DraftCopy(
        uid=str(uid),
        kind=str(kind),
        tool=str(tool) if tool else None,
        author=str(author),
        started_at=_moment(started),
        saved_at=_moment(saved),
        base=tuple(str(each[0]) for each in base),
        fields={str(name): json.loads(str(value)) for name, value in values},
    )


def _received(source: ReadingStore, row: Row) -> DraftCopy:
    key, uid, kind, tool, author, started, saved, found, length = row
    _refuse_long(int(length or 0))
    texts = source.row("SELECT base, fields FROM received_draft WHERE id = ?", (key,))
    base, fields = (json.loads(str(text)) for text in texts or ("", ""))
    draft = DraftCopy.model_validate(
        {
            "uid": uid,
            "kind": kind,
            "tool": tool,
            "author": author,
            "started_at": started,
            "saved_at": saved,
            "base": base,
            "fields": fields,
        }
    )
    if draft.hash != found:
        raise _Unsound("its content does not match its hash: it was altered or damaged")
    return draft


def _moment(written: object) -> str:
    moment = datetime.fromisoformat(str(written))
    if moment.tzinfo is None:
        raise ValueError
    return as_moment(moment)


def _refuse_long(characters: int) -> None:
    if characters > MAX_DRAFT_CHARACTERS:
        raise _Unsound("it is longer than any draft this program writes")


_TOO_LONG = "the rules of its audit tool take too long to work out"


class _Unsound(Exception):
    """Why one draft is left out."""


class _Checks:
    """Looks at the drafts of one file; a tool is looked at once."""

    def __init__(self, source: ReadingStore) -> None:
        self._source = source
        self._tools: dict[str, AuditTool | None] = {}
        self._endless: set[str] = set()

    def sound(self, draft: DraftCopy) -> SoundDraft:
        """Return the draft with its tools. Raises _Unsound, or ValueError."""
        tool = self._tool(draft.tool or "")
        if fault := draft_fault(draft, tool):
            raise _Unsound(fault)
        if draft.kind != AUDIT_KIND or tool is None:
            return SoundDraft(draft, ())
        self._work_out(tool, Audit.from_fields(draft.fields), draft)
        return SoundDraft(draft, (*self._amended_by(tool), tool))

    def _work_out(self, tool: AuditTool, audit: Audit, draft: DraftCopy) -> None:
        """Try whether the draft is worked out in time; a tool that takes longer gets one try."""
        if tool.hash in self._endless:
            raise _Unsound(_TOO_LONG)
        try:
            evaluate(tool, audit, from_moment(draft.saved_at).date(), SECONDS_A_DRAFT)
        except TooMuchWork:
            self._endless.add(tool.hash)
            raise _Unsound(_TOO_LONG) from None

    def _amended_by(self, tool: AuditTool) -> tuple[AuditTool, ...]:
        """Return the versions that a tool amends, the oldest first, as far as the file has them."""
        found: list[AuditTool] = []
        while tool.amends and (before := self._tool(tool.amends.hash)):
            found.append(before)
            tool = before
        return tuple(reversed(found))

    def _tool(self, tool_hash: str) -> AuditTool | None:
        if tool_hash not in self._tools:
            try:
                tool = load_tool(self._source, tool_hash)
            except StoreTrouble:
                tool = None
            self._tools[tool_hash] = tool if tool and not harms(tool) else None
        return self._tools[tool_hash]


def draft_fault(draft: DraftCopy, tool: AuditTool | None) -> str:
    """Return why a draft is not sound, as words about “it”, or "". Working it out comes after.

    Raises ValueError where it is not written as a draft must be.
    """
    _ = draft.hash  # fails for what cannot be written down
    if draft.kind == TOOL_KIND:
        return _in_the_making_fault(draft)
    if draft.kind in STANDALONE:
        return _alone_fault(draft)
    if draft.kind != AUDIT_KIND:
        return f"this version of the program does not know the kind “{draft.kind}”"
    if tool is None:
        return "its audit tool is missing, was altered or is not sound"
    if is_tool_uid(draft.uid):
        return "its id is not one of an audit"
    return next(audit_faults(tool, Audit.from_fields(draft.fields), drafted=True), "")


def _alone_fault(draft: DraftCopy) -> str:
    if draft.tool or is_tool_uid(draft.uid):
        return f"it does not hold a {STANDALONE[draft.kind].one} in the making as it must be"
    return standalone_draft_fault(draft.kind, draft.fields)


def _in_the_making_fault(draft: DraftCopy) -> str:
    """A tool may be unfinished in any way, but is no larger or deeper than its file may be."""
    data = draft.fields.get("body")
    if not isinstance(data, dict) or len(draft.fields) != 1 or draft.base or draft.tool:
        return "it does not hold an audit tool in the making as it must be"
    if len(canonical_bytes(data)) > MAX_BYTES or _is_deeper(data, MAX_DEPTH):
        return "it is larger than an audit tool may be"
    return ""


def _is_deeper(value: JsonValue, levels: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels == 0 or any(_is_deeper(each, levels - 1) for each in inner)

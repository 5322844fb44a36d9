"""Reads the history of one record: every sealed revision, and where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from db.revisions import StoredRevision, fields_of, parents_of, revisions_of
from db.store import ReadingStore
from db.tools import load_tool, tool_key
from db.troubles import StoreTrouble, damaged_if_unreadable
from forms.audits import AUDIT_KIND, Audit, Fields
from forms.errors import AuditAppError
from forms.field_words import FieldWords
from forms.record_history import CameWith, History, HistoryEntry, PastAnswer, Version
from forms.record_words import RecordWords, StandaloneWords
from forms.standalone import STANDALONE

if TYPE_CHECKING:
    from forms.field_changes import FieldChange
    from forms.tools import AuditTool

__all__ = [
    "CameWith",
    "History",
    "HistoryEntry",
    "PastAnswer",
    "SealedAudit",
    "answer_history",
    "compare",
    "history_of",
    "read_history",
    "sealed_audit",
]


class SealedAudit(NamedTuple):
    """An audit as one revision sealed it. `old_tools` word, by hash, what was set aside."""

    tool: AuditTool
    audit: Audit
    entry: HistoryEntry
    old_tools: Mapping[str, AuditTool]


def read_history(store: ReadingStore, uid: str) -> History:
    """Read the whole history of a record: an audit, a published tool, or one that stands alone.

    Raises StoreTrouble where nothing of it was ever sealed, or came to this file.
    """
    stored = revisions_of(store, uid)
    if not stored:
        raise StoreTrouble("Nothing of this has been sealed yet, so it has no history.")
    parents = parents_of(store, uid)
    fields = {each.hash: fields_of(store, each.key) for each in stored}
    used = {each.tool or "" for each in stored if each.kind not in STANDALONE}
    tools = _tools(store, used, fields.values())
    origins = _origins(store, uid)
    with damaged_if_unreadable(store.path):
        return History(
            Version(
                each.hash,
                tuple(sorted(set(parents[each.hash]) & fields.keys())),
                each.act,
                each.author,
                each.sealed_at,
                each.reason,
                _words(each, fields[each.hash], tools),
                *origins[each.hash],
            )
            for each in stored
        )


def _words(revision: StoredRevision, fields: Fields, tools: Mapping[str, AuditTool]) -> RecordWords:
    """Return the words for what a revision holds: those of its tool, or of its kind."""
    if revision.kind in STANDALONE:
        return StandaloneWords(STANDALONE[revision.kind], fields)
    return FieldWords(tools[revision.tool or ""], fields, tools)


def history_of(store: ReadingStore, uid: str) -> list[HistoryEntry]:
    """Return every revision of a record, parents before children and else by time."""
    return read_history(store, uid).entries


def compare(store: ReadingStore, older: str, newer: str) -> list[FieldChange]:
    """Return what differs between two revisions of one record, by hash.

    Raises AuditAppError where one is not in the file, or where they are of different records.
    """
    return read_history(store, _record_of(store, older)[0]).compare(older, newer)


def answer_history(store: ReadingStore, uid: str, field: str) -> list[PastAnswer]:
    """Return every value that one field of an audit ever had, the oldest first."""
    return read_history(store, uid).answers(field)


def sealed_audit(store: ReadingStore, revision: str) -> SealedAudit:
    """Return an audit as one revision sealed it, to be printed.

    Raises AuditAppError where there is no such revision, or where it is not of an audit.
    """
    uid, kind, key = _record_of(store, revision)
    if kind != AUDIT_KIND:
        raise AuditAppError("This is no version of an audit; only audits are printed here.")
    entry = read_history(store, uid).entry(revision)
    with damaged_if_unreadable(store.path):
        audit = Audit.from_fields(fields_of(store, key))
    aside = _stored_tools(store, {each.tool for each in audit.set_aside.values()})
    return SealedAudit(load_tool(store, entry.tool), audit, entry, aside)


def _record_of(store: ReadingStore, revision: str) -> tuple[str, str, int]:
    """Return a revision's record, that one's kind, and the revision's number in this file."""
    row = store.row(
        "SELECT uid, kind, revision.id FROM record "
        "JOIN revision ON revision.record = record.id WHERE hash = ?",
        (revision,),
    )
    if row is None:
        raise StoreTrouble("This version is not in the file any more.")
    return str(row[0]), str(row[1]), int(row[2] or 0)


def _tools(store: ReadingStore, used: set[str], several: Iterable[Fields]) -> dict[str, AuditTool]:
    """Return the tools that revisions were made with, and those that answers were set aside of."""
    named = {
        str(value.get("tool"))
        for fields in several
        for name, value in fields.items()
        if name.startswith("set_aside.") and isinstance(value, dict)
    }
    return {name: load_tool(store, name) for name in used} | _stored_tools(store, named - used)


def _stored_tools(store: ReadingStore, hashes: set[str]) -> dict[str, AuditTool]:
    """Return those of these tools that are in the file; old ones may not have come along."""
    return {name: load_tool(store, name) for name in sorted(hashes) if tool_key(store, name)}


def _origins(store: ReadingStore, uid: str) -> dict[str, tuple[bool, tuple[CameWith, ...]]]:
    """Return revision hash → whether it was made here, and the files it came with."""
    rows = store.rows(
        "SELECT hash, own_revision.revision IS NOT NULL, batch_file.name, merged_at, "
        "batch.author, batch.uid FROM record JOIN revision ON revision.record = record.id "
        "LEFT JOIN own_revision ON own_revision.revision = revision.id "
        "LEFT JOIN batch_revision ON batch_revision.revision = revision.id "
        "LEFT JOIN batch_file ON batch_file.id = batch_revision.batch_file "
        "LEFT JOIN batch ON batch.id = batch_file.batch "
        "WHERE record.uid = ? ORDER BY batch.id, batch_file.id",
        (uid,),
    )
    found: dict[str, tuple[bool, tuple[CameWith, ...]]] = {}
    with damaged_if_unreadable(store.path):
        for revision, own, name, merged_at, author, batch in rows:
            came = found.get(str(revision), (False, ()))[1]
            if name is not None:
                at = datetime.fromisoformat(str(merged_at))
                came = (*came, CameWith(str(name), at, str(author), str(batch)))
            found[str(revision)] = bool(own), came
    return found

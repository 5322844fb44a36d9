"""Verify: the file's structure, its references, and the hash of everything sealed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from db.erasures import erasure_faults
from db.projection import projection_of
from db.proving import Proving
from db.received_drafts import draft_faults
from db.revisions import StoredRevision, each_stored, whole
from db.store import ReadingStore
from db.tally_checks import tally_faults
from db.tools import listed_as, load_tool
from db.troubles import StoreTrouble
from db.written_revisions import NotWritten, WrittenRevisions
from forms.errors import AuditAppError
from forms.revisions import Revision
from forms.standalone import STANDALONE, standalone_fault
from forms.tool_records import TOOL_KIND, tool_record_fault

_READ_WHOLE = frozenset((TOOL_KIND, *STANDALONE))
"""Kinds of which every revision must hold what its model takes; audits are proven by the way."""


class VerifyReport(NamedTuple):
    """What was looked at and what was wrong. Problems name hashes and ids, never content."""

    ok: bool
    revisions: int
    audits: int
    findings: int
    problems: list[str]


def verify(store: ReadingStore) -> VerifyReport:
    """Check a whole database. Never raises for what is wrong inside it; changes nothing."""
    problems: list[str] = []
    revisions = audits = findings = 0
    for check in (
        _encryption,
        _structure,
        _references,
        _tools,
        _content,
        tally_faults,
        erasure_faults,
        draft_faults,
    ):
        try:
            problems.extend(check(store))
        except AuditAppError as error:
            problems.append(str(error))
    try:
        revisions = store.number("SELECT count(*) FROM revision")
        audits = store.number("SELECT count(*) FROM current_audit")
        findings = store.number(
            "SELECT count(*) FROM current_fact JOIN field ON field.id = current_fact.field "
            "WHERE name GLOB 'finding.*' AND code NOT IN ('unanswered', 'hidden')"
        )
    except StoreTrouble as error:
        problems.append(str(error))
    return VerifyReport(not problems, revisions, audits, findings, problems)


def _encryption(store: ReadingStore) -> Iterator[str]:
    """Check what encryption adds: a code of each page, and the proof of the wrapped keys."""
    if store.key is None:
        return
    from db.keys import ENVELOPE_TEXT, envelope_in

    yield from (f"encryption: {fault}" for fault in _faulty_pages(store)[:20])
    text = store.row(ENVELOPE_TEXT)
    envelope = envelope_in(str(text[0])) if text else None
    if envelope is None or not envelope.is_proven(store.key):
        yield "encryption: the wrapped keys were altered by somebody who could not open the file"


def _faulty_pages(store: ReadingStore) -> list[str]:
    """Return the pages whose code is wrong, free ones too, as SQLCipher names them.

    It looks past the write-ahead log at the file itself, which is whole only while the log is
    empty, and may meet a page that somebody is writing: what is wrong is wrong twice. All pages in
    use are read through the log by the checks that follow.
    """
    log = store.path.with_name(f"{store.path.name}-wal")
    if log.exists() and log.stat().st_size:
        return []
    first, again = (store.rows("PRAGMA cipher_integrity_check") for _ in range(2))
    return [str(fault) for (fault,) in first if (fault,) in again]


def _structure(store: ReadingStore) -> Iterator[str]:
    for row in store.each("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"structure: {row[0]}"


def _references(store: ReadingStore) -> Iterator[str]:
    for table, row, parent, _ in store.each("PRAGMA foreign_key_check"):
        yield f"references: row {row} of {table} names something missing from {parent}"


def _tools(store: ReadingStore) -> Iterator[str]:
    rows = store.rows("SELECT hash, tool_id, version, title, questions FROM tool ORDER BY id")
    for tool_hash, *listed in rows:
        name = f"audit tool {str(tool_hash)[:12]}"
        try:
            tool = load_tool(store, str(tool_hash))
        except StoreTrouble:
            yield f"{name}: its content does not match its hash"
        else:
            if tuple(listed) != listed_as(tool):
                yield f"{name}: it is listed as what it is not"


def _content(store: ReadingStore) -> Iterator[str]:
    """Check every revision by its hash, and then what audits are listed and counted as."""
    written, proving = WrittenRevisions(store), Proving(store)
    for key, stored in each_stored(store):
        try:
            revision = written.read(stored)
            if revision.id == stored.hash and stored.kind not in _READ_WHOLE:
                proving.look_at(key, revision)
                continue
        except (NotWritten, StoreTrouble):
            pass  # perhaps as a former version wrote it
        yield from _revision(store, key, stored)
    yield from _projection(store, proving.proven)


def _revision(store: ReadingStore, key: int, stored: StoredRevision) -> Iterator[str]:
    try:
        revision = whole(store, stored)
    except (StoreTrouble, ValueError):
        yield f"revision {key} of {stored.record}: it cannot be read"
        return
    if revision.id != stored.hash:
        yield f"revision {key} of {stored.record}: its content does not match its hash"
    elif stored.kind == TOOL_KIND:
        yield from _tool_record(store, key, revision)
    elif stored.kind in STANDALONE and (fault := standalone_fault(revision, revision.fields)):
        yield f"revision {key} of {stored.record}: {fault}"


def _tool_record(store: ReadingStore, key: int, revision: Revision) -> Iterator[str]:
    try:
        fault = tool_record_fault(revision, load_tool(store, revision.tool or ""))
    except (StoreTrouble, ValueError):
        fault = "it holds no sound record of an audit tool"
    if fault:
        yield f"revision {key} of {revision.record}: {fault}"


def _projection(store: ReadingStore, proven: Collection[int]) -> Iterator[str]:
    for record, uid in store.rows("SELECT id, uid FROM record ORDER BY id"):
        if record in proven:
            continue
        row = store.row("SELECT * FROM current_audit WHERE record = ?", (record,))
        facts = store.rows(
            "SELECT name, code, source FROM current_fact "
            "JOIN field ON field.id = current_fact.field WHERE record = ?",
            (record,),
        )
        try:
            expected = projection_of(store, str(uid))
        except (AuditAppError, ValueError):
            yield f"audit {uid}: its current values cannot be worked out"
            continue
        found = {str(name): (code, source) for name, code, source in facts}
        if expected is None:
            same = row is None and not found
        else:
            same = row == expected.row and found == expected.facts
        if not same:
            yield f"audit {uid}: its current values differ from its revisions"

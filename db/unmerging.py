"""Undoing a merge: one batch is taken back, unless later work builds on what it brought."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from db.merge_report import MergeReport
from db.projection import project
from db.received_drafts import forget_drafts_of
from db.revisions import FieldKeys
from db.standalone_states import state_of
from db.store import ReadingStore, Row, Store
from db.stored_reports import hand_on, load_report, tools_brought
from db.tallies import forget_unused
from db.troubles import StoreTrouble, damaged_if_unreadable
from forms.standalone import STANDALONE


class BatchFile(NamedTuple):
    """One file of a batch: its name when it came, its content's SHA-256, its revisions."""

    name: str
    sha256: str
    revisions: int


class Batch(NamedTuple):
    """One merge: its id, when it was done, from which files, by whom, and what it reported.

    A merge of an older version of the program has no report.
    """

    uid: str
    merged_at: datetime
    files: list[BatchFile]
    author: str = ""
    report: MergeReport | None = None


def list_batches(store: ReadingStore) -> list[Batch]:
    """Return every merge that was not undone, newest first."""
    batches = store.rows("SELECT id, uid, merged_at, author FROM batch ORDER BY id DESC")
    return [
        Batch(
            str(uid),
            _moment(store, str(merged_at)),
            _files(store, int(key or 0)),
            str(author),
            load_report(store, str(uid)),
        )
        for key, uid, merged_at, author in batches
    ]


def unmerge(store: Store, batch_uid: str) -> int:
    """Take one batch back; returns how many revisions left the file.

    A revision stays that was also made here or came with another batch. Raises StoreTrouble,
    changing nothing, where there is no such batch or where later work builds on it.
    """
    batch = store.number("SELECT id FROM batch WHERE uid = ?", (batch_uid,))
    if not batch:
        raise StoreTrouble("There is no such merge in this file, or it was undone already.")
    with store.transaction():
        store.run("CREATE TEMP TABLE leaving AS " + _LEAVING, (batch, batch))
        try:
            _refuse_if_built_on(store)
            return _remove(store, batch)
        finally:
            store.run("DROP TABLE temp.leaving")


_LEAVING = """
SELECT DISTINCT revision AS id FROM batch_revision
JOIN batch_file ON batch_file.id = batch_revision.batch_file AND batch_file.batch = ?
WHERE revision NOT IN (SELECT revision FROM own_revision)
AND NOT EXISTS (
  SELECT 1 FROM batch_revision AS other JOIN batch_file ON batch_file.id = other.batch_file
  WHERE other.revision = batch_revision.revision AND batch_file.batch <> ?)
"""


_UNUSED_TOOLS = """
WITH RECURSIVE used(hash) AS (
  SELECT hash FROM tool WHERE EXISTS (SELECT 1 FROM revision WHERE revision.tool = tool.id)
    OR id IN (SELECT tool FROM draft) OR id IN (SELECT tool FROM received_draft)
  UNION
  SELECT body ->> '$.amends.hash' FROM tool JOIN used ON used.hash = tool.hash
  WHERE body ->> '$.amends.hash' IS NOT NULL
)
SELECT hash FROM tool WHERE hash NOT IN (SELECT hash FROM used)
"""
"""What a used version amends is used too: figures ask it what may be compared."""

_FIRST_FILE_WITH = """
WITH RECURSIVE later(id, hash) AS (
  SELECT id, hash FROM tool WHERE hash = ?
  UNION SELECT tool.id, tool.hash FROM tool JOIN later ON later.hash = body ->> '$.amends.hash'
)
SELECT min(file) FROM (
  SELECT batch_file AS file FROM batch_revision JOIN revision ON revision.id = revision
  WHERE tool IN (SELECT id FROM later)
  UNION ALL SELECT batch_file FROM batch_draft JOIN received_draft ON received_draft.id = draft
  WHERE tool IN (SELECT id FROM later)
)
"""
"""The first of the files merged that a tool, or one that amends it, is used by something of."""


def _refuse_if_built_on(store: Store) -> None:
    built = store.rows(
        "SELECT DISTINCT record.uid, kind, coalesce(case_reference, 'audit tool'), tool.title "
        "FROM temp.leaving JOIN revision ON revision.id = leaving.id "
        "JOIN record ON record.id = revision.record "
        "LEFT JOIN current_audit ON current_audit.record = revision.record "
        "LEFT JOIN tool ON tool.id = revision.tool "
        "WHERE leaving.id IN (SELECT parent FROM revision_parent "
        "  WHERE revision NOT IN (SELECT id FROM temp.leaving)) "
        "OR leaving.id IN (SELECT revision FROM draft_base) ORDER BY 3, 4, 1"
    )
    if built:
        names = "; ".join(dict.fromkeys(_named(store, row) for row in built[:10]))
        more = f" and {len(built) - 10} more" if len(built) > 10 else ""
        raise StoreTrouble(
            f"This merge cannot be undone: later work builds on what it brought: {names}{more}. "
            "Undo the merges that brought that work or discard its drafts, then try again. What "
            "was sealed here since, such as a settled conflict, keeps the merge it builds on."
        )


def _named(store: ReadingStore, row: Row) -> str:
    """Return what people know a record by, that later work builds on."""
    uid, kind, case, title = map(str, row)
    if kind not in STANDALONE:
        return f"{case} ({title})"
    state = state_of(store, kind, uid)
    name = STANDALONE[kind].called(state.fields) if state else ""
    return f"“{name}” ({STANDALONE[kind].one})"


def _remove(store: Store, batch: int) -> int:
    leaving = "SELECT id FROM temp.leaving"
    records = store.rows(
        "SELECT DISTINCT record.id, uid FROM temp.leaving "
        "JOIN revision ON revision.id = leaving.id JOIN record ON record.id = revision.record"
    )
    count = store.number("SELECT count(*) FROM temp.leaving")
    brought = tools_brought(store, batch)
    store.run(
        "DELETE FROM batch_revision WHERE batch_file IN "
        "(SELECT id FROM batch_file WHERE batch = ?)",
        (batch,),
    )
    forget_drafts_of(store, batch)
    store.run("DELETE FROM batch_file WHERE batch = ?", (batch,))
    store.run("DELETE FROM batch WHERE id = ?", (batch,))
    for table in ("revision_parent", "revision_value"):
        store.run(f"DELETE FROM {table} WHERE revision IN ({leaving})")
    store.run(f"DELETE FROM revision WHERE id IN ({leaving})")
    project(store, [str(uid) for _, uid in records], FieldKeys(store))
    store.run_many(
        "DELETE FROM record WHERE id = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM revision WHERE revision.record = ?1)",
        [(key,) for key, _ in records],
    )
    forget_unused(store)
    _remove_tools(store, brought)
    return count


def _remove_tools(store: Store, brought: set[str] | None) -> None:
    """Remove the tools that came with a batch and are not used any more; others were here before.

    One that something of another file uses goes with that. Where it was not noted what came, all
    that are not used go.
    """
    unused = {str(row[0]) for row in store.rows(_UNUSED_TOOLS)}
    leaving = unused if brought is None else brought & unused
    store.run_many("DELETE FROM tool WHERE hash = ?", [(tool,) for tool in sorted(leaving)])
    for tool in sorted((brought or set()) - unused):
        if file := store.number(_FIRST_FILE_WITH, (tool,)):
            hand_on(store, tool, file)


def _moment(store: ReadingStore, text: str) -> datetime:
    with damaged_if_unreadable(store.path):
        return datetime.fromisoformat(text)


def _files(store: ReadingStore, batch: int) -> list[BatchFile]:
    rows = store.rows(
        "SELECT name, sha256, count(revision) FROM batch_file "
        "LEFT JOIN batch_revision ON batch_revision.batch_file = batch_file.id "
        "WHERE batch = ? GROUP BY batch_file.id ORDER BY batch_file.id",
        (batch,),
    )
    return [BatchFile._make(row) for row in rows]

"""The merges of a file, for a list: cheap however many audits each of them brought."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from db.merge_report import AuditCounts, add_up
from db.store import ReadingStore, Row
from db.stored_reports import load_files
from db.troubles import damaged_if_unreadable


class BatchSummary(NamedTuple):
    """One merge: when, by whom, the names of the files that came, and what became of their audits.

    `audits` is None for a merge of an older version of the program, which kept no report.
    """

    uid: str
    merged_at: datetime
    author: str
    files: tuple[str, ...]
    audits: AuditCounts | None


def batch_summaries(store: ReadingStore) -> list[BatchSummary]:
    """Return every merge that was not undone, newest first."""
    rows = store.rows("SELECT id, uid, merged_at, author FROM batch ORDER BY id DESC")
    return [_summary(store, row) for row in rows]


def newest_batch(store: ReadingStore) -> str:
    """Return the id of the newest merge, "" where there is none."""
    row = store.row("SELECT uid FROM batch ORDER BY id DESC LIMIT 1")
    return str(row[0]) if row else ""


def _summary(store: ReadingStore, row: Row) -> BatchSummary:
    key, uid, merged_at, author = row
    names = store.rows("SELECT name FROM batch_file WHERE batch = ? ORDER BY id", (key,))
    with damaged_if_unreadable(store.path):
        moment = datetime.fromisoformat(str(merged_at))
    files = tuple(str(name) for (name,) in names)
    return BatchSummary(str(uid), moment, str(author), files, _counts(store, str(uid)))


def _counts(store: ReadingStore, uid: str) -> AuditCounts | None:
    files = load_files(store, uid)
    if files is None:
        return None
    total = AuditCounts()
    for file in files:
        add_up(total, file.audits)
    return total

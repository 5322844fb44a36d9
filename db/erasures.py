"""The markers of what was erased for good: ids, hashes, who, when and why, and no content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from db.store import ReadingStore, Store
from db.troubles import StoreCorrupt, damaged_if_unreadable


class ErasureRow(NamedTuple):
    """The marker of one erased record: its id and the hashes of what was sealed, no content."""

    uid: str
    kind: str
    erased_at: datetime
    author: str
    reason: str
    hashes: tuple[str, ...]


def erased(store: ReadingStore) -> list[ErasureRow]:
    """Return every marker of this file, the newest first. Markers never travel in a merge."""
    rows = store.rows(
        "SELECT record, kind, erased_at, author, reason, hashes FROM erasure ORDER BY id DESC"
    )
    with damaged_if_unreadable(store.path):
        return [
            ErasureRow(
                str(uid),
                str(kind),
                datetime.fromisoformat(str(at)),
                str(author),
                str(reason),
                tuple(str(each) for each in json.loads(str(hashes))),
            )
            for uid, kind, at, author, reason, hashes in rows
        ]


def add_markers(store: Store, markers: Iterable[ErasureRow]) -> None:
    """Take markers of another state of this database over, unless there is one of the record."""
    store.run_many(
        "INSERT OR IGNORE INTO erasure (record, kind, erased_at, author, reason, hashes) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            (
                each.uid,
                each.kind,
                each.erased_at.isoformat(timespec="seconds"),
                each.author,
                each.reason,
                json.dumps(each.hashes),
            )
            for each in markers
        ),
    )


def erased_records(store: ReadingStore) -> dict[str, ErasureRow]:
    """Return record id → marker. A merge keeps these records out, their drafts too."""
    return {row.uid: row for row in erased(store)}


def erasure_faults(store: ReadingStore) -> Iterator[str]:
    """Yield what is wrong with the markers: one that cannot be read, or of what is still there."""
    try:
        erased(store)
    except StoreCorrupt:
        yield "erasures: a marker of what was erased cannot be read"
    left = store.rows(
        "SELECT record FROM erasure WHERE record IN (SELECT uid FROM record) "
        "OR record IN (SELECT uid FROM received_draft) ORDER BY 1"
    )
    for (uid,) in left:
        yield f"record {uid}: it is marked as erased and is still in the file"

"""Sealed revisions in and out of the file. They are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import JsonValue

from db.store import ReadingStore, Row, Store
from db.tools import tool_key
from db.troubles import damaged_if_unreadable
from forms.canonical import canonical_bytes
from forms.revisions import Revision

_COLUMNS = (
    "revision.id, revision.hash, record.uid, record.kind, tool.hash, author, sealed_at, act, reason"
)
_FROM = (
    "FROM revision JOIN record ON record.id = revision.record "
    "LEFT JOIN tool ON tool.id = revision.tool"
)


class FieldKeys:
    """The numbers that field names have inside one file; names are added as they are met."""

    def __init__(self, store: ReadingStore) -> None:
        self._keys = {str(name): int(str(key)) for key, name in store.rows("SELECT * FROM field")}

    def key(self, store: Store, name: str) -> int:
        """Return the number of a field's name, given one now if it has none."""
        if name not in self._keys:
            self._keys[name] = store.run("INSERT INTO field (name) VALUES (?)", (name,))
        return self._keys[name]


class StoredRevision(NamedTuple):
    """A revision as it lies in this file, without its values; `key` counts only here."""

    key: int
    hash: str
    record: str
    kind: str
    tool: str | None
    author: str
    sealed_at: str
    act: str
    reason: str


def add_revision(store: Store, revision: Revision, keys: FieldKeys, *, own: bool = True) -> int:
    """Add a sealed revision whose parents and tool are in the file; returns its number here.

    Adding one that is there already changes nothing. `own` marks it as made here.
    """
    known = store.number("SELECT id FROM revision WHERE hash = ?", (revision.id,))
    if known:
        return known
    record = _record_key(store, revision.record, revision.kind)
    tool = tool_key(store, revision.tool) if revision.tool else None
    columns = (revision.id, record, tool, revision.author, revision.sealed_at, revision.act)
    key = store.run(
        "INSERT INTO revision (hash, record, tool, author, sealed_at, act, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*columns, revision.reason),
    )
    store.run_many(
        "INSERT INTO revision_parent SELECT ?, id FROM revision WHERE hash = ?",
        [(key, parent) for parent in revision.parents],
    )
    values = sorted(
        (keys.key(store, field), canonical_bytes(value).decode("utf-8"))
        for field, value in revision.fields.items()
    )
    store.run_many(
        "INSERT INTO revision_value VALUES (?, ?, ?)",
        [(key, field, value) for field, value in values],
    )
    if own:
        store.run("INSERT INTO own_revision VALUES (?)", (key,))
    return key


def _record_key(store: Store, uid: str, kind: str) -> int:
    known = store.number("SELECT id FROM record WHERE uid = ?", (uid,))
    return known or store.run("INSERT INTO record (uid, kind) VALUES (?, ?)", (uid, kind))


def revisions_of(store: ReadingStore, record_uid: str) -> list[StoredRevision]:
    """Return every revision of one record, in the order they came to this file."""
    rows = store.rows(
        f"SELECT {_COLUMNS} {_FROM} WHERE record.uid = ? ORDER BY revision.id",
        (record_uid,),
    )
    return [_stored(row) for row in rows]


def parents_of(store: ReadingStore, record_uid: str) -> dict[str, list[str]]:
    """Return revision hash → hashes of its parents, for one record."""
    parents: dict[str, list[str]] = {each.hash: [] for each in revisions_of(store, record_uid)}
    rows = store.rows(
        "SELECT child.hash, parent.hash FROM record "
        "JOIN revision AS child ON child.record = record.id "
        "JOIN revision_parent AS link ON link.revision = child.id "
        "JOIN revision AS parent ON parent.id = link.parent WHERE record.uid = ?",
        (record_uid,),
    )
    for child, parent in rows:
        parents[str(child)].append(str(parent))
    return parents


def fields_of(store: ReadingStore, revision_key: int) -> dict[str, JsonValue]:
    """Return the fields of one revision. Raises StoreCorrupt where one cannot be read."""
    rows = store.rows(
        "SELECT name, value FROM revision_value JOIN field ON field.id = revision_value.field "
        "WHERE revision = ?",
        (revision_key,),
    )
    with damaged_if_unreadable(store.path):
        return {str(name): json.loads(str(value)) for name, value in rows}


def each_revision(store: ReadingStore) -> Iterator[tuple[int, Revision]]:
    """Yield every revision of the file whole, parents before children, with its number here.

    Raises StoreCorrupt or ValueError at a row that was altered beyond reading.
    """
    for key, head in each_stored(store):
        yield key, whole(store, head)


def each_stored(store: ReadingStore) -> Iterator[tuple[int, StoredRevision]]:
    """Yield every revision of the file without its values, in the order they came."""
    for row in store.each(f"SELECT {_COLUMNS} {_FROM} ORDER BY revision.id"):
        stored = _stored(row)
        yield stored.key, stored


def parent_hashes(store: ReadingStore, revision_key: int) -> tuple[str, ...]:
    """Return the hashes of the revisions that one builds on, sorted."""
    rows = store.rows(
        "SELECT parent.hash FROM revision_parent JOIN revision AS parent "
        "ON parent.id = revision_parent.parent WHERE revision_parent.revision = ?",
        (revision_key,),
    )
    return tuple(sorted(str(row[0]) for row in rows))


def whole(store: ReadingStore, stored: StoredRevision) -> Revision:
    """Return a revision with its parents and values."""
    return Revision(
        kind=stored.kind,
        record=stored.record,
        parents=parent_hashes(store, stored.key),
        tool=stored.tool,
        author=stored.author,
        sealed_at=stored.sealed_at,
        act=stored.act,
        reason=stored.reason,
        fields=fields_of(store, stored.key),
    )


def _stored(row: Row) -> StoredRevision:
    return StoredRevision._make(row)

"""What a received audit changes: the answers here and in the file, side by side.

Only shown, never stored. The one side is the record as it stands here, the other what a file
holds or what a merge brought.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from db.importing.asking import ReceivedAudit, read_received_audit
from db.revisions import fields_of, parents_of, revisions_of
from db.store import ReadingStore
from db.tools import load_tool
from db.troubles import StoreCorrupt, StoreTrouble
from forms.audits import Fields
from forms.couplings import Couplings, couplings_of
from forms.field_changes import FieldChange, field_changes
from forms.field_words import FieldWords
from forms.joining import Joined, common_ancestor, heads, join_tips

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.importing.parcels import Row
    from forms.tools import AuditTool

ChangedBy = Literal["", "here", "there", "both"]
"""Which side changed an answer since both were the same; "" where there was no audit here."""


class Side(NamedTuple):
    """Who sealed the newest version of one side, when (ISO, UTC), why, with which tool."""

    author: str
    sealed_at: str
    reason: str
    tool: str


class Difference(NamedTuple):
    """One answer that differs: `change.before` is what is here, `change.after` what came."""

    change: FieldChange
    by: ChangedBy


class AuditDifference(NamedTuple):
    """An audit here and as it was received, its differences in the order of the form.

    `here` is None where the audit was not here before.
    """

    case: str
    here: Side | None
    there: Side
    differences: tuple[Difference, ...]

    @property
    def waiting(self) -> int:
        """How many fields were changed differently on both sides and wait for a person."""
        return len({each.change.field for each in self.differences if each.by == "both"})


def difference_with_file(
    store: ReadingStore,
    path: Path,
    uid: str,
    *,
    private_folder: Path | None = None,
    key: DataKey | None = None,
    step: Callable[[], None] | None = None,
) -> AuditDifference:
    """Compare an audit here with the one in a received file, which is read as for a merge.

    Of the file only what is sound counts, as a merge would take it. `step` is called on the way
    and may raise to stop. Raises StoreTrouble where the file is refused, or no longer holds the
    audit soundly.
    """
    received = read_received_audit(path, uid, key, private_folder, step)
    if not received.rows and received.set_aside:
        raise StoreCorrupt("This audit was altered or damaged in the file it came in.")
    if not received.rows:
        raise StoreTrouble(f"“{path.name}” does not hold this audit any more.")
    return _difference(_of_store(store, uid), _of_file(received))


def difference_of_batch(store: ReadingStore, batch: str, sha256: str, uid: str) -> AuditDifference:
    """Compare an audit as it was before a merged file came with what that file held.

    What came first with this file or later ones, and what builds on it, counts as not yet here.
    Raises StoreTrouble where the merge was undone or the file did not hold the audit.
    """
    rows = store.rows(
        "SELECT revision.hash, batch_file.id "
        "FROM batch JOIN batch_file ON batch_file.batch = batch.id "
        "JOIN batch_revision ON batch_revision.batch_file = batch_file.id "
        "JOIN revision ON revision.id = batch_revision.revision "
        "JOIN record ON record.id = revision.record "
        "WHERE batch.uid = ? AND batch_file.sha256 = ? AND record.uid = ?",
        (batch, sha256, uid),
    )
    if not rows:
        raise StoreTrouble("This merge was undone, or the file did not hold this audit.")
    file = int(str(rows[0][1]))
    came = {str(row[0]) for row in store.rows(_CAME_LATER, (uid, file))}
    parents = parents_of(store, uid)
    before: set[str] = set()
    for each in revisions_of(store, uid):  # parents come first
        if each.hash not in came and before.issuperset(parents[each.hash]):
            before.add(each.hash)
    there = _of_store(store, uid, {str(row[0]) for row in rows})
    return _difference(_of_store(store, uid, before), there)


_CAME_LATER = """
SELECT hash FROM revision JOIN record ON record.id = revision.record WHERE uid = ?
AND revision.id NOT IN (SELECT revision FROM own_revision)
AND (SELECT min(batch_file) FROM batch_revision WHERE revision = revision.id) >= ?
"""


class _Version(NamedTuple):
    """One revision; `fields()` and `tool()` read it further."""

    side: tuple[str, str, str]
    fields: Callable[[], Fields]
    tool: Callable[[], AuditTool]


class _State:
    """Where a record stands by some of its revisions, by hash, with the parents of each."""

    def __init__(
        self, versions: Mapping[str, _Version], parents: Mapping[str, Sequence[str]]
    ) -> None:
        self.versions = versions
        self.parents = parents
        self.tips = heads(parents)

    @property
    def _newest(self) -> _Version:
        """The head that was sealed last."""
        return max((self.versions[tip] for tip in self.tips), key=lambda each: each.side[1])

    def tool(self) -> AuditTool:
        """Return the tool of the newest head."""
        return self._newest.tool()

    def side(self) -> Side:
        """Return who sealed this side last."""
        return Side(*self._newest.side, self.tool().name)

    def fields(self) -> Fields:
        """Return the fields of the heads, joined."""
        return self.of(self.tips[0]) if len(self.tips) == 1 else self.joined().fields

    def joined(self) -> Joined:
        """Return what the heads come to, just as the database works it out."""
        return join_tips(self.parents, self.tips, self.of, self.couplings())

    def couplings(self) -> Couplings:
        """Return what hangs together by the tool."""
        return couplings_of(self.versions[self.tips[0]].tool())

    def together(self, other: _State) -> _State:
        """Return where the record stands once it has the revisions of both."""
        return _State({**other.versions, **self.versions}, {**other.parents, **self.parents})

    def of(self, revision: str | None) -> Fields:
        """Return the fields of one revision; nothing where it is not among these."""
        version = self.versions.get(revision or "")
        return version.fields() if version else {}


def _of_store(store: ReadingStore, uid: str, only: set[str] | None = None) -> _State:
    """Return where a record stands in a database, or stood with some of its revisions only."""
    versions = {
        each.hash: _Version(
            (each.author, each.sealed_at, each.reason),
            partial(fields_of, store, each.key),
            partial(load_tool, store, each.tool or ""),
        )
        for each in revisions_of(store, uid)
        if only is None or each.hash in only
    }
    parents = parents_of(store, uid)
    return _State(versions, {each: parents[each] for each in versions})


def _of_file(received: ReceivedAudit) -> _State:
    """Return where an audit stands in a file that it was received in."""
    versions = {
        row.id: _Version(
            (row.head.author, row.head.sealed_at, row.head.reason),
            partial(_fields, row),
            partial(received.tools.__getitem__, row.head.tool or ""),
        )
        for row in received.rows
    }
    return _State(versions, {row.id: row.head.parents for row in received.rows})


def _fields(row: Row) -> Fields:
    values = map(json.loads, row.values)
    return dict(zip(row.fields.names, values, strict=True))


def _difference(here: _State, there: _State) -> AuditDifference:
    new = there.fields()
    if not here.tips:
        changes = field_changes(FieldWords(there.tool(), {}), FieldWords(there.tool(), new))
        differences = tuple(Difference(each, "") for each in changes)
        return AuditDifference(_case(new), None, there.side(), differences)
    old, both = here.fields(), here.together(there)
    base = both.of(common_ancestor(both.parents, [*here.tips, *there.tips]))
    changes = field_changes(FieldWords(here.tool(), old), FieldWords(there.tool(), new))
    told = _Sides(both, base, old, new)
    differences = tuple(Difference(each, told.changed_by(each.field)) for each in changes)
    return AuditDifference(_case(old), here.side(), there.side(), differences)


class _Sides:
    """Which side changed a field, and which fields wait once both sides are in one database."""

    def __init__(self, both: _State, base: Fields, old: Fields, new: Fields) -> None:
        self._base, self._old, self._new = base, old, new
        self._couplings = both.couplings()
        joined = both.joined() if len(both.tips) > 1 else None
        self._waiting = {each.field for each in joined.conflicts} if joined else set[str]()

    def changed_by(self, field: str) -> ChangedBy:
        """Return the side; both where a person must choose."""
        if field in self._waiting or self._is_contested(field):
            return "both"
        return "there" if self._new.get(field) != self._base.get(field) else "here"

    def _is_contested(self, field: str) -> bool:
        """Whether it belongs to an instance of a repeat that waits."""
        place = self._couplings.place(field)
        if place is None or f"instances.{place[0]}" not in self._waiting:
            return False
        return place[1] in self._couplings.moved(self._base, (self._old, self._new), place[0])


def _case(fields: Fields) -> str:
    return str(fields.get("case") or "")

"""What a received audit changes: the answers here and in the file, side by side.

Only shown, never stored. The one side is the record as it stands here, the other what a file
holds or what a merge brought.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import JsonValue, ValidationError

from db.foreign import open_foreign
from db.revisions import StoredRevision, fields_of, parents_of, revisions_of, whole
from db.store import ReadingStore
from db.tools import load_tool
from db.troubles import StoreCorrupt, StoreTrouble
from forms.audits import Audit, Fields
from forms.field_changes import FieldChange, field_changes
from forms.field_words import FieldWords
from forms.joining import common_ancestor, heads, join

if TYPE_CHECKING:
    from db.cipher import DataKey
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
) -> AuditDifference:
    """Compare an audit here with the one in a received file, which is opened as for a merge.

    Raises StoreTrouble where the file is refused, or no longer holds the audit soundly.
    """
    with open_foreign(path, private_folder, key) as foreign:
        there = _State(foreign.store, uid)
        if not there.tips:
            raise StoreTrouble(f"“{path.name}” does not hold this audit any more.")
        there.check()
        return _difference(_State(store, uid), there)


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
    there = _State(store, uid, {str(row[0]) for row in rows})
    return _difference(_State(store, uid, before), there)


_CAME_LATER = """
SELECT hash FROM revision JOIN record ON record.id = revision.record WHERE uid = ?
AND revision.id NOT IN (SELECT revision FROM own_revision)
AND (SELECT min(batch_file) FROM batch_revision WHERE revision = revision.id) >= ?
"""


class _State:
    """Where a record stands in one file, or stood with some of its revisions only."""

    def __init__(self, store: ReadingStore, uid: str, only: set[str] | None = None) -> None:
        self.store = store
        self.revisions = {
            each.hash: each
            for each in revisions_of(store, uid)
            if only is None or each.hash in only
        }
        self.parents = {
            each: above for each, above in parents_of(store, uid).items() if each in self.revisions
        }
        self.tips = [self.revisions[tip] for tip in heads(self.parents)]

    def check(self) -> None:
        """Raise StoreCorrupt where a head was altered or holds no audit."""
        for tip in self.tips:
            try:
                sound = whole(self.store, tip).id == tip.hash
                Audit.from_fields(fields_of(self.store, tip.key))
            except (StoreCorrupt, ValidationError, ValueError, RecursionError):
                sound = False
            if not sound:
                raise StoreCorrupt("This audit was altered or damaged in the file it came in.")

    def newest(self) -> StoredRevision:
        """Return the head that was sealed last."""
        return max(self.tips, key=lambda tip: (tip.sealed_at, tip.hash))

    def tool(self) -> AuditTool:
        """Return the tool of the newest head."""
        return load_tool(self.store, self.newest().tool or "")

    def side(self) -> Side:
        """Return who sealed this side last."""
        newest = self.newest()
        return Side(newest.author, newest.sealed_at, newest.reason, self.tool().name)

    def fields(self) -> dict[str, JsonValue]:
        """Return the fields of the heads, joined."""
        sides = [fields_of(self.store, tip.key) for tip in self.tips]
        if len(sides) == 1:
            return sides[0]
        ancestor = common_ancestor(self.parents, [tip.hash for tip in self.tips])
        return join(self.of(ancestor), sides).fields

    def of(self, revision: str | None) -> dict[str, JsonValue]:
        """Return the fields of one revision; nothing where it is not in this file."""
        stored = self.revisions.get(revision or "")
        return fields_of(self.store, stored.key) if stored else {}


def _difference(here: _State, there: _State) -> AuditDifference:
    new = there.fields()
    if not here.tips:
        changes = field_changes(FieldWords(there.tool(), {}), FieldWords(there.tool(), new))
        differences = tuple(Difference(each, "") for each in changes)
        return AuditDifference(_case(new), None, there.side(), differences)
    old = here.fields()
    parents = {**there.parents, **here.parents}
    tips = [tip.hash for tip in (*here.tips, *there.tips)]
    ancestor = common_ancestor(parents, tips)
    base = here.of(ancestor) or there.of(ancestor)
    changes = field_changes(FieldWords(here.tool(), old), FieldWords(there.tool(), new))
    differences = tuple(
        Difference(each, _changed_by(base, old, new, each.field)) for each in changes
    )
    return AuditDifference(_case(old), here.side(), there.side(), differences)


def _changed_by(base: Fields, old: Fields, new: Fields, field: str) -> ChangedBy:
    here, there = (side.get(field) != base.get(field) for side in (old, new))
    return "both" if here and there else "here" if here else "there"


def _case(fields: Fields) -> str:
    return str(fields.get("case") or "")

"""Conflicts: which audits have versions that differ, and what differs in one of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from db.drafts import has_draft
from db.projection import current_state
from db.revisions import StoredRevision, fields_of, parents_of, revisions_of
from db.store import ReadingStore
from db.tools import load_tool
from db.troubles import StoreTrouble
from forms.joining import common_ancestor, heads
from forms.settling import Standoff
from forms.settling_names import ANCESTOR, Choice, side_name

if TYPE_CHECKING:
    from forms.audits import Fields
    from forms.tools import AuditTool

GONE = "This audit is not in the file any more."
_NOT_IN_CONFLICT = "This audit is not in conflict; there is nothing to settle."


class ConflictRow(NamedTuple):
    """One audit that waits to be settled. `tools_differ`: one version is to be chosen whole."""

    uid: str
    case: str
    tool_title: str
    tool_version: str
    auditor: str
    audited_on: str
    sealed_at: str
    authors: tuple[str, ...]
    tools_differ: bool
    has_draft: bool


class Side(NamedTuple):
    """One version in a conflict: who sealed it, when (ISO, UTC), why, and its fields."""

    name: Choice
    hash: str
    author: str
    sealed_at: str
    act: str
    reason: str
    tool: AuditTool
    fields: Fields


@dataclass(frozen=True)
class Conflict:
    """A conflict as it stands; `ours` comes first among the sides.

    `standoff` holds what is to be chosen, None where the sides were made with different tools.
    `ancestor` is None where no one version is before them all.
    """

    uid: str
    sides: tuple[Side, ...]
    ancestor: Side | None
    standoff: Standoff | None
    has_draft: bool

    @property
    def heads(self) -> tuple[str, ...]:
        """The hashes of the sides; with them `settle` knows what was looked at."""
        return tuple(side.hash for side in self.sides)

    @property
    def versions(self) -> dict[Choice, Side]:
        """Every version by the name it is chosen by, the one before the sides first."""
        before = (self.ancestor,) if self.ancestor else ()
        return {side.name: side for side in (*before, *self.sides)}

    @property
    def tool_names(self) -> dict[Choice, str]:
        """What the tool of each version is called; two that call themselves alike have a mark."""
        hashes: dict[str, set[str]] = {}
        for side in self.versions.values():
            hashes.setdefault(side.tool.name, set()).add(side.tool.hash)
        return {
            name: f"{side.tool.name} ({side.tool.hash[:8]})"
            if len(hashes[side.tool.name]) > 1
            else side.tool.name
            for name, side in self.versions.items()
        }


def conflicts(store: ReadingStore) -> list[ConflictRow]:
    """Return every audit that waits to be settled, by case reference."""
    rows = store.rows(
        "SELECT uid, case_reference, title, version, current_audit.auditor, audited_on, "
        "current_audit.sealed_at, EXISTS (SELECT 1 FROM draft WHERE draft.uid = record.uid) "
        "FROM current_audit JOIN record ON record.id = record JOIN tool ON tool.id = tool "
        "WHERE conflicts > 0 ORDER BY case_key, uid"
    )
    return [_row(store, [str(cell) for cell in row[:7]], bool(row[7])) for row in rows]


def how_many_conflicts(store: ReadingStore) -> int:
    """Return how many audits wait to be settled."""
    return store.number("SELECT count(*) FROM current_audit WHERE conflicts > 0")


def _row(store: ReadingStore, words: list[str], has_draft: bool) -> ConflictRow:
    uid, case, title, version, auditor, audited_on, sealed_at = words
    tips = _tips(store, uid)
    authors = tuple(dict.fromkeys(tip.author for tip in tips))
    differ = len({tip.tool for tip in tips}) > 1
    return ConflictRow(
        uid, case, title, version, auditor, audited_on, sealed_at, authors, differ, has_draft
    )


def conflict_of(store: ReadingStore, uid: str) -> Conflict:
    """Return the conflict of one audit.

    Raises StoreTrouble where the audit is gone, or has one version or versions that join.
    """
    state = current_state(store, uid)
    if state is None:
        raise StoreTrouble(GONE)
    if not (state.conflicts or state.tools_differ):
        raise StoreTrouble(_NOT_IN_CONFLICT)
    sides, before = sides_of(store, uid)
    standoff = (
        None
        if state.tools_differ
        else standoff_of(sides, before, {each.field for each in state.conflicts})
    )
    return Conflict(uid, sides, before, standoff, has_draft(store, uid))


def _tips(store: ReadingStore, uid: str) -> list[StoredRevision]:
    """Return the heads of an audit, the one that came to this file first before the others."""
    tips = set(heads(parents_of(store, uid)))
    return [each for each in revisions_of(store, uid) if each.hash in tips]


def sides_of(store: ReadingStore, uid: str) -> tuple[tuple[Side, ...], Side | None]:
    """Return the heads as sides, and the version they grew from where there is one."""
    tips = _tips(store, uid)
    found = common_ancestor(parents_of(store, uid), [tip.hash for tip in tips])
    known = {each.hash: each for each in revisions_of(store, uid)}
    before = _side(store, ANCESTOR, known[found]) if found else None
    return tuple(_side(store, side_name(at), tip) for at, tip in enumerate(tips)), before


def standoff_of(
    sides: Sequence[Side], before: Side | None, waiting: Collection[str] = ()
) -> Standoff:
    """Return what is to be chosen between sides that were made with one tool."""
    fields = [side.fields for side in sides]
    return Standoff(sides[0].tool, before.fields if before else None, fields, waiting)


def _side(store: ReadingStore, name: Choice, stored: StoredRevision) -> Side:
    return Side(
        name,
        stored.hash,
        stored.author,
        stored.sealed_at,
        stored.act,
        stored.reason,
        load_tool(store, stored.tool or ""),
        fields_of(store, stored.key),
    )

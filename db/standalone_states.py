"""Where records that stand alone stand: what is sealed of them, and what waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.projection import CurrentState, current_state
from db.revisions import StoredRevision, fields_of, parents_of, revisions_of
from db.shown_drafts import SHOWN
from forms.identity import normalised
from forms.joining import common_ancestor
from forms.settling_names import ANCESTOR, Choice, side_name
from forms.standalone import STANDALONE, Standalone, is_void

if TYPE_CHECKING:
    from db.store import ReadingStore
    from forms.audits import Fields


class Version(NamedTuple):
    """One sealed version of a record, as a side of a conflict or what stood before them."""

    name: Choice
    hash: str
    author: str
    sealed_at: str
    act: str
    reason: str
    fields: Fields


class Versions(NamedTuple):
    """The heads of a record, that which came to this file first before the others.

    `before` is what they grew from, None where no one version is before them all.
    """

    sides: tuple[Version, ...]
    before: Version | None


def uids_of(store: ReadingStore, kind: str) -> list[str]:
    """Return the ids of all records of a kind: sealed, drafted here, or in a draft of others."""
    rows = store.rows(
        "SELECT uid FROM record WHERE kind = ?1 UNION SELECT uid FROM draft WHERE kind = ?1 "
        f"UNION SELECT uid FROM ({SHOWN}) WHERE kind = ?1 ORDER BY uid",
        (kind,),
    )
    return [str(row[0]) for row in rows]


def with_several_heads(store: ReadingStore, kind: str) -> set[str]:
    """Return the ids of the records of a kind that several versions stand of, at once."""
    rows = store.rows(
        "SELECT uid FROM record JOIN revision ON revision.record = record.id "
        "WHERE kind = ? AND NOT EXISTS (SELECT 1 FROM revision_parent WHERE parent = revision.id) "
        "GROUP BY uid HAVING count(*) > 1",
        (kind,),
    )
    return {str(row[0]) for row in rows}


def state_of(store: ReadingStore, kind: str, uid: str) -> CurrentState | None:
    """Return where a record stands; nothing where it was never sealed, or is of another kind."""
    state = current_state(store, uid)
    return state if state and state.heads[0].kind == kind else None


def waits(kind: Standalone, state: CurrentState) -> bool:
    """Return whether a person must settle: versions differ, or join to what can be no record."""
    if state.conflicts:
        return True
    try:
        kind.read(state.fields)
    except ValueError:
        return len(state.heads) > 1
    return False


def versions_of(store: ReadingStore, uid: str) -> Versions:
    """Return the heads of a record, and what they grew from."""
    state = current_state(store, uid)
    tips = {head.hash for head in state.heads} if state else set[str]()
    known = {each.hash: each for each in revisions_of(store, uid)}
    found = common_ancestor(parents_of(store, uid), sorted(tips)) if tips else None
    sides = [each for each in known.values() if each.hash in tips]
    return Versions(
        tuple(_version(store, side_name(place), each) for place, each in enumerate(sides)),
        _version(store, ANCESTOR, known[found]) if found and len(tips) > 1 else None,
    )


def name_is_taken(store: ReadingStore, kind: str, name: str, but: str = "") -> bool:
    """Return whether another record in use is called so; case and blanks do not count."""
    wanted, known = normalised(name), STANDALONE[kind]
    states = {uid: state_of(store, kind, uid) for uid in uids_of(store, kind) if uid != but}
    return any(
        state and not is_void(state.fields) and normalised(known.called(state.fields)) == wanted
        for state in states.values()
    )


def _version(store: ReadingStore, name: Choice, stored: StoredRevision) -> Version:
    return Version(
        name,
        stored.hash,
        stored.author,
        stored.sealed_at,
        stored.act,
        stored.reason,
        fields_of(store, stored.key),
    )

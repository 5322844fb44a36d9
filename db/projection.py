"""The current state of audits, derived from the head revisions; never the truth itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from db.coding import codes_of
from db.revisions import FieldKeys, StoredRevision, fields_of, parents_of, revisions_of
from db.store import Cell, Store
from db.tallies import Tallies
from db.tools import load_tool, tool_key
from db.troubles import DAMAGED, StoreCorrupt, StoreTrouble, damaged_if_unreadable
from forms.audits import AUDIT_KIND, Audit, Fields
from forms.couplings import UNCOUPLED, Couplings, couplings_of
from forms.evaluation import TooMuchWork
from forms.identity import normalised
from forms.joining import FieldConflict, common_ancestor, heads, join_tips

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.store import ReadingStore

LONGEST_SECONDS = 60.0
"""What working out one audit may take; honest ones take a fraction of a second."""


class CurrentState(NamedTuple):
    """Where a record stands: its heads joined, and what waits for a person.

    `sources` says which revision (by its number here) a field's value came from. `tools_differ`
    is set where heads were made with different tools; they are never joined.
    """

    heads: tuple[StoredRevision, ...]
    fields: dict[str, JsonValue]
    sources: dict[str, int]
    conflicts: tuple[FieldConflict, ...]
    tools_differ: bool


def current_state(store: ReadingStore, record_uid: str) -> CurrentState | None:
    """Work out where a record stands; nothing where no revision of it is left."""
    revisions = {each.hash: each for each in revisions_of(store, record_uid)}
    if not revisions:
        return None
    parents = parents_of(store, record_uid)
    tips = [revisions[tip] for tip in heads(parents)]
    if not tips:  # they build on one another in a circle, which no hash can seal
        raise StoreCorrupt(DAMAGED.format(name=store.path.name))
    sides = [fields_of(store, tip.key) for tip in tips]
    if len(tips) == 1:
        sources = dict.fromkeys(sides[0], tips[0].key)
        return CurrentState((tips[0],), sides[0], sources, (), tools_differ=False)
    hashes = [tip.hash for tip in tips]
    known = dict(zip(hashes, sides, strict=True))
    joined = join_tips(
        parents,
        hashes,
        lambda each: known.get(each) or fields_of(store, revisions[each].key),
        _couplings(store, tips),
    )
    ancestor = common_ancestor(parents, hashes)
    sources = {
        field: next(
            (tip.key for tip, side in zip(tips, sides, strict=True) if side.get(field) == value),
            revisions[ancestor].key if ancestor else tips[0].key,
        )
        for field, value in joined.fields.items()
    }
    tools_differ = len({tip.tool for tip in tips}) > 1
    return CurrentState(tuple(tips), joined.fields, sources, joined.conflicts, tools_differ)


def _couplings(store: ReadingStore, tips: list[StoredRevision]) -> Couplings:
    """Return what hangs together in the audits of a tool; other kinds of records have nothing."""
    if tips[0].kind != AUDIT_KIND:
        return UNCOUPLED
    return couplings_of(load_tool(store, tips[0].tool or ""))


class Listed(NamedTuple):
    """What the list of audits shows of one, as it lies in `current_audit`."""

    status: str
    conflicts: int
    case_reference: str
    case_key: str
    auditor: str
    audited_on: str
    overall: str
    attributes: str
    sealed_at: str


_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def listed(audit: Audit, sealed_at: str, conflicts: int = 0) -> Listed:
    """Return what the list shows of an audit that was last sealed then."""
    return Listed(
        audit.status,
        conflicts,
        audit.case,
        normalised(audit.case),
        audit.auditor,
        audit.audited_on.isoformat() if audit.audited_on else "",
        audit.overall or "",
        _WRITER.encode(audit.attributes),
        sealed_at,
    )


class Projected(NamedTuple):
    """The current values of one audit: a row of `current_audit` and its facts by field."""

    row: tuple[Cell, ...]
    facts: dict[str, tuple[str, int | None]]


ADD_AUDIT = "INSERT INTO current_audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
ADD_FACT = "INSERT INTO current_fact VALUES (?, ?, ?, ?)"


def project(
    store: Store, record_uids: Iterable[str], keys: FieldKeys, tallies: Tallies | None = None
) -> None:
    """Bring the current values of these records up to date, inside a transaction.

    Whoever gives `tallies` writes them at the end of the transaction.
    """
    records = {uid: record_key(store, uid) for uid in record_uids}
    counted = tallies or Tallies(store)
    counted.leave(records.values())
    for uid, record in records.items():
        store.run("DELETE FROM current_fact WHERE record = ?", (record,))
        store.run("DELETE FROM current_audit WHERE record = ?", (record,))
        projected = projection_of(store, uid)
        if projected is None:
            continue
        store.run(ADD_AUDIT, projected.row)
        store.run_many(
            ADD_FACT,
            [
                (record, keys.key(store, field), code, source)
                for field, (code, source) in projected.facts.items()
            ],
        )
    counted.enter(records.values())
    if tallies is None:
        counted.write()


def record_key(store: ReadingStore, uid: str) -> int:
    """Return a record's number inside this file, or 0."""
    return store.number("SELECT id FROM record WHERE uid = ?", (uid,))


def projection_of(store: ReadingStore, uid: str) -> Projected | None:
    """Work out an audit's current values; nothing for other kinds and records that are gone."""
    if not store.number(
        "SELECT count(*) FROM record WHERE uid = ? AND kind = ?", (uid, AUDIT_KIND)
    ):
        return None
    state = current_state(store, uid)
    if state is None:
        return None
    tool_hash = state.heads[0].tool or ""
    tool = load_tool(store, tool_hash)
    audit = read_audit(store, state.fields)
    newest = max(state.heads, key=lambda head: head.sealed_at)
    shown = listed(audit, newest.sealed_at, len(state.conflicts) + state.tools_differ)
    row = (record_key(store, uid), tool_key(store, tool_hash), *shown)
    try:
        day = day_read(newest.act, newest.sealed_at, audit)
        codes = codes_of(tool, audit, day, LONGEST_SECONDS)
    except TooMuchWork:
        raise StoreTrouble("The rules of an audit tool take too long to work out.") from None
    return Projected(
        row, {field: (code, state.sources.get(field)) for field, code in codes.items()}
    )


def read_audit(store: ReadingStore, fields: Fields) -> Audit:
    """Return the audit that stored fields hold. Raises StoreCorrupt where they hold none."""
    with damaged_if_unreadable(store.path):
        return Audit.from_fields(fields)


def day_read(act: str, sealed_at: str, audit: Audit) -> date:
    """Return the day that rules about today are read on: when it was sealed.

    What was recorded from a file was answered on the day of the audit.
    """
    if act == "recorded" and audit.audited_on:
        return audit.audited_on
    return date.fromisoformat(sealed_at[:10])  # moments are in UTC

"""Whole audits one after the other, as tables of them are written; never all of them in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from db.projection import current_state
from db.store import Cell, ReadingStore
from db.troubles import damaged_if_unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue


class CurrentAudit(NamedTuple):
    """A current audit: what lists show of it, its fields, and what its fields are counted under.

    `tool` is the content hash of its tool. Dates and moments are ISO text, "" where there are
    none. `codes` has every question and grade of the tool, by field, those without an answer
    under `unanswered` or `hidden`; `fields` only what somebody gave.
    """

    uid: str
    tool: str
    status: str
    case: str
    auditor: str
    audited_on: str
    overall: str
    sealed_at: str
    attributes: Mapping[str, str]
    fields: Mapping[str, JsonValue]
    codes: Mapping[str, str]


def current_audits(store: ReadingStore, records: Iterable[int]) -> Iterator[CurrentAudit]:
    """Yield these audits, by the numbers that their records have in this file.

    Take the numbers from `records_in_scope`, inside the same snapshot. Raises StoreCorrupt at a
    row that was altered beyond reading.
    """
    names = {key: str(name) for key, name in store.rows("SELECT id, name FROM field")}
    for record in records:
        row = store.row(_AUDIT, (record,))
        if row is not None:
            yield _current(store, record, [str(cell) for cell in row], names)


def stored_field_names(store: ReadingStore) -> list[str]:
    """Return the name of every field that anything sealed in this file ever had."""
    return [str(row[0]) for row in store.rows("SELECT name FROM field ORDER BY name")]


_AUDIT = (
    "SELECT record.uid, tool.hash, status, case_reference, current_audit.auditor, audited_on, "
    "overall, current_audit.sealed_at, attributes FROM current_audit "
    "JOIN tool ON tool.id = current_audit.tool JOIN record ON record.id = current_audit.record "
    "WHERE current_audit.record = ?"
)
_HEADS = (
    "SELECT id FROM revision WHERE record = ? "
    "AND NOT EXISTS (SELECT 1 FROM revision_parent WHERE parent = revision.id)"
)


def _current(
    store: ReadingStore, record: int, row: list[str], names: Mapping[Cell, str]
) -> CurrentAudit:
    uid, tool, status, case, auditor, audited_on, overall, sealed_at, attributes = row
    facts = store.rows("SELECT field, code FROM current_fact WHERE record = ?", (record,))
    with damaged_if_unreadable(store.path):
        return CurrentAudit(
            uid,
            tool,
            status,
            case,
            auditor,
            audited_on,
            overall,
            sealed_at,
            json.loads(attributes),
            _fields(store, record, uid, names),
            {names[field]: str(code) for field, code in facts},
        )


def _fields(
    store: ReadingStore, record: int, uid: str, names: Mapping[Cell, str]
) -> dict[str, JsonValue]:
    """Return what the head of a record holds; several heads are joined, as lists show them."""
    heads = store.rows(_HEADS, (record,))
    if len(heads) != 1:
        state = current_state(store, uid)
        return state.fields if state else {}
    rows = store.rows("SELECT field, value FROM revision_value WHERE revision = ?", heads[0])
    return {names[field]: json.loads(str(value)) for field, value in rows}

"""Finds the record that a person means: by its id, the beginning of one, or what it is called."""

from __future__ import annotations

from db.store import ReadingStore
from forms.identity import normalised
from forms.tool_records import TOOL_KIND

LEAST_OF_AN_ID = 8
"""How many characters of an id are enough to mean it."""


def records_meant(store: ReadingStore, given: str) -> list[str]:
    """Return the ids of sealed records that are meant, the one with this very id first.

    `given` is an id, the beginning of one, or a case reference.
    """
    rows = store.rows(
        "SELECT uid FROM record LEFT JOIN current_audit ON current_audit.record = record.id "
        "WHERE uid = ? OR (length(?) >= ? AND substr(uid, 1, length(?)) = ?) OR case_key = ? "
        "ORDER BY uid = ? DESC, uid",
        (given, given, LEAST_OF_AN_ID, given, given, normalised(given), given),
    )
    return [str(row[0]) for row in rows]


def tool_records_meant(store: ReadingStore, given: str) -> list[str]:
    """Return the ids of published tools' records that are named `id@version` or `id@hash`."""
    rows = store.rows(
        "SELECT DISTINCT uid FROM record JOIN revision ON revision.record = record.id "
        "JOIN tool ON tool.id = revision.tool "
        "WHERE kind = ? AND ? IN (tool_id || '@' || version, tool_id || '@' || tool.hash)",
        (TOOL_KIND, given),
    )
    return [str(row[0]) for row in rows]

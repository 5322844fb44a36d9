"""Finds the record that a person means: by its id, the beginning of one, or what it is called."""

from __future__ import annotations

from db.store import ReadingStore
from forms.errors import AuditAppError
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


def record_meant(store: ReadingStore, given: str) -> str:
    """Return the id of the one record that is meant, as `records_meant` reads it.

    Raises AuditAppError where there is none, or where several are.
    """
    found = records_meant(store, given)
    if not found:
        raise AuditAppError(f"No sealed audit in this file is called “{given}”.")
    if len(found) > 1 and found[0] != given:
        raise AuditAppError(
            f"“{given}” means {len(found)} audits. Give the id of one of them: {', '.join(found)}"
        )
    return found[0]


def tool_records_meant(store: ReadingStore, given: str) -> list[str]:
    """Return the ids of published tools' records that are named `id@version` or `id@hash`."""
    rows = store.rows(
        "SELECT DISTINCT uid FROM record JOIN revision ON revision.record = record.id "
        "JOIN tool ON tool.id = revision.tool "
        "WHERE kind = ? AND ? IN (tool_id || '@' || version, tool_id || '@' || tool.hash)",
        (TOOL_KIND, given),
    )
    return [str(row[0]) for row in rows]

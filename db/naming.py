"""Finds the record that a person means: by its id, the beginning of one, or what it is called."""

from __future__ import annotations

from datetime import date

from db.store import ReadingStore
from forms.audits import AUDIT_KIND
from forms.errors import AuditAppError
from forms.identity import normalised
from forms.tool_records import TOOL_KIND

LEAST_OF_AN_ID = 8
"""How many characters of an id are enough to mean it."""


def records_meant(store: ReadingStore, given: str) -> list[str]:
    """Return the ids of audits and published tools that are meant, that with this very id first.

    `given` is an id, the beginning of one, or a case reference.
    """
    rows = store.rows(
        "SELECT uid FROM record LEFT JOIN current_audit ON current_audit.record = record.id "
        "WHERE kind IN (?, ?) AND "
        "(uid = ? OR (length(?) >= ? AND substr(uid, 1, length(?)) = ?) OR case_key = ?) "
        "ORDER BY uid = ? DESC, uid",
        (
            *(AUDIT_KIND, TOOL_KIND),
            *(given, given, LEAST_OF_AN_ID, given, given, normalised(given), given),
        ),
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
        several = "; ".join(_told_apart(store, uid) for uid in found)
        raise AuditAppError(
            f"“{given}” means {len(found)} audits. Give the id of one of them: {several}"
        )
    return found[0]


def _told_apart(store: ReadingStore, uid: str) -> str:
    """Return an id with the tool and the day of its audit, by which a person knows it."""
    row = store.row(
        "SELECT tool_id, audited_on FROM current_audit JOIN record ON record.id = "
        "current_audit.record JOIN tool ON tool.id = current_audit.tool WHERE uid = ?",
        (uid,),
    )
    if row is None:
        return uid
    tool, day = str(row[0]), str(row[1])
    when = f", {date.fromisoformat(day):%d/%m/%Y}" if day else ""
    return f"{uid} ({tool}{when})"


def tool_records_meant(store: ReadingStore, given: str) -> list[str]:
    """Return the ids of published tools' records that are named `id@version` or `id@hash`."""
    rows = store.rows(
        "SELECT DISTINCT uid FROM record JOIN revision ON revision.record = record.id "
        "JOIN tool ON tool.id = revision.tool "
        "WHERE kind = ? AND ? IN (tool_id || '@' || version, tool_id || '@' || tool.hash)",
        (TOOL_KIND, given),
    )
    return [str(row[0]) for row in rows]

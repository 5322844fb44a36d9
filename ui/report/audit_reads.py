"""Finds the audit that a person means; a job, away from the window."""

from typing import TYPE_CHECKING

from db.listing import AuditRow

if TYPE_CHECKING:
    from db.store import ReadingStore
    from ui.lanes import Progress

_NEVER_SEALED = ("draft", "received")


def can_be_printed(row: AuditRow) -> bool:
    """Return whether somebody completed it, and nobody here moderates it without its grades."""
    return row.status not in _NEVER_SEALED and row.manner != "blind"


def find_meant(store: "ReadingStore", _progress: "Progress", given: str) -> list[AuditRow]:
    """Return the sealed audits that are meant by an id, the beginning of one, or a case reference.

    One alone where an id was given whole.
    """
    from db.listing import audit_row
    from db.naming import records_meant

    found = records_meant(store, given)
    if given in found:
        found = [given]
    rows = [audit_row(store, uid) for uid in found]
    return [row for row in rows if row is not None and can_be_printed(row)]

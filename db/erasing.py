"""Erasing for good what is past its time: a marker stays, and no trace of the content."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import NamedTuple

from db.projection import record_key
from db.store import ReadingStore, Store
from db.tallies import Tallies, forget_unused
from db.troubles import StoreTrouble
from forms.audits import AUDIT_KIND
from forms.errors import AuditAppError

Progress = Callable[[int, int, str], None]
"""Told how many of how many audits are done, and what is going on; may raise to cancel."""


class Erased(NamedTuple):
    """What left the file.

    `cleaned` says that the file was written anew, so that no trace is left between its pages;
    where that was not possible, because another program was reading it or the disk is full, it
    is still to do (`clean`).
    """

    audits: int
    revisions: int
    drafts: int
    cleaned: bool


def erase(
    store: Store,
    uids: Iterable[str],
    author: str,
    reason: str,
    progress: Progress | None = None,
) -> Erased:
    """Erase audits for good, all of them or none, and leave a marker of each.

    The marker holds the id, the hashes of what was sealed, who, when and why: no content, but
    enough that no merge brings the audit back. Making an audit void is the ordinary way; this is
    for the end of a retention period.

    Raises AuditAppError without author or reason, StoreTrouble where one of them is not in the
    file, is no audit, or is open as a draft on this device. What it raises before it is done
    changed nothing, and so does a `progress` that raises.
    """
    wanted = sorted(set(uids))
    _refuse(store, wanted, author.strip(), reason.strip())
    revisions = drafts = 0
    with store.transaction():
        tallies = Tallies(store)
        for done, uid in enumerate(wanted):
            if progress:
                progress(done, len(wanted), "Erasing …")
            _mark(store, uid, author.strip(), reason.strip())
            tallies.leave([record_key(store, uid)])
            revisions += _remove_revisions(store, uid)
            drafts += _remove_received(store, uid)
        tallies.write()
        forget_unused(store)
    return Erased(len(wanted), revisions, drafts, clean(store))


def clean(store: Store) -> bool:
    """Write the file anew and fold its log, so that nothing erased is left between its pages.

    `secure_delete` overwrites what is deleted where it lay, but not what moving it about between
    pages left behind. Returns whether it could be done; nothing is lost where it could not.
    """
    try:
        store.run("VACUUM")
    except StoreTrouble:
        return False
    folded = store.row("PRAGMA wal_checkpoint(TRUNCATE)")
    return folded is not None and not folded[0]


def _refuse(store: ReadingStore, uids: list[str], author: str, reason: str) -> None:
    if not uids:
        raise AuditAppError("Choose the audits that are to be erased.")
    if not author:
        raise AuditAppError("Say who erases: give your name first.")
    if not reason:
        raise AuditAppError("Say why the audits are erased, such as the rule that sets their time.")
    for uid in uids:
        row = store.row(
            "SELECT kind FROM record WHERE uid = ? UNION SELECT kind FROM received_draft "
            "WHERE uid = ?",
            (uid, uid),
        )
        if store.number("SELECT count(*) FROM draft WHERE uid = ?", (uid,)):
            raise StoreTrouble(
                "One of these audits is open as a draft on this device. Complete or discard the "
                "draft first; nothing was erased."
            )
        if row is None:
            raise StoreTrouble(f"The audit {uid} is not in this file; nothing was erased.")
        if row[0] != AUDIT_KIND:
            raise StoreTrouble(
                "Only audits are erased. An audit tool is withdrawn instead, and anything else is "
                "made void."
            )


def _mark(store: Store, uid: str, author: str, reason: str) -> None:
    """Write the marker; one that is there already gains the hashes of what came since."""
    rows = store.rows(
        "SELECT hash FROM revision JOIN record ON record.id = revision.record WHERE uid = ? "
        "UNION SELECT each.value FROM erasure, json_each(hashes) AS each WHERE record = ? "
        "ORDER BY 1",
        (uid, uid),
    )
    hashes = [str(row[0]) for row in rows]
    store.run("DELETE FROM erasure WHERE record = ?", (uid,))
    store.run(
        "INSERT INTO erasure (record, kind, erased_at, author, reason, hashes) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            uid,
            AUDIT_KIND,
            store.clock().isoformat(timespec="seconds"),
            author,
            reason,
            json.dumps(hashes),
        ),
    )


_OF_REVISIONS = ("revision_parent", "revision_value", "batch_revision", "own_revision")


def _remove_revisions(store: Store, uid: str) -> int:
    """Remove everything sealed of one record, its current values and where it came from."""
    record = store.number("SELECT id FROM record WHERE uid = ?", (uid,))
    count = store.number("SELECT count(*) FROM revision WHERE record = ?", (record,))
    for table in ("current_fact", "current_audit"):
        store.run(f"DELETE FROM {table} WHERE record = ?", (record,))
    revisions = "SELECT id FROM revision WHERE record = ?"
    for table in _OF_REVISIONS:
        store.run(f"DELETE FROM {table} WHERE revision IN ({revisions})", (record,))
    store.run("DELETE FROM revision WHERE record = ?", (record,))
    store.run("DELETE FROM record WHERE id = ?", (record,))
    return count


def _remove_received(store: Store, uid: str) -> int:
    """Remove the working copies that others sent of one record."""
    drafts = "SELECT id FROM received_draft WHERE uid = ?"
    count = store.number("SELECT count(*) FROM received_draft WHERE uid = ?", (uid,))
    store.run(f"DELETE FROM batch_draft WHERE draft IN ({drafts})", (uid,))
    store.run("DELETE FROM received_draft WHERE uid = ?", (uid,))
    return count

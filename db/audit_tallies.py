"""Keeps how many audits there are, and of whom, as audits come, change and go.

`audit_tally` holds how many audits that count an auditor made in a month; `db.case_tallies` keeps
the cases. All follows from `current_audit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from db.case_tallies import case_faults, rebuild_cases, write_cases
from db.scopes import COUNTED
from db.store import ReadingStore, Store

_AUDIT_TALLY = (
    "SELECT tool, substr(audited_on, 1, 7) AS month, auditor, count(*), "
    "count(*) FILTER (WHERE case_key = ''), max(sealed_at) "
    f"FROM current_audit WHERE {COUNTED} GROUP BY 1, 2, 3"
)
"""What `audit_tally` must hold."""
_ADD = (
    "INSERT INTO audit_tally VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
    "audits = audits + excluded.audits, caseless = caseless + excluded.caseless, "
    "newest = max(newest, excluded.newest)"
)
_EMPTIED = "DELETE FROM audit_tally WHERE tool = ? AND month = ? AND auditor = ? AND audits = 0"
_NEWEST_LEFT = (
    "UPDATE audit_tally SET newest = coalesce((SELECT max(sealed_at) FROM current_audit "
    f"WHERE tool = ?1 AND audited_on BETWEEN ?2 AND ?2 || '-99' AND auditor = ?3 AND {COUNTED} "
    "AND substr(audited_on, 1, 7) = ?2), '') "
    "WHERE tool = ?1 AND month = ?2 AND auditor = ?3 AND newest = ?4"
)
"""Audits without a date lie between “” and “-99”, where no day does."""


class TallyOf(NamedTuple):
    """Which row of `audit_tally` an audit counts in."""

    tool: int
    month: str
    auditor: str


class Counted(NamedTuple):
    """What is kept of an audit that counts, besides its codes. Moments are ISO text."""

    tally: TallyOf
    case_key: str
    sealed_at: str


@dataclass
class _Change:
    """What becomes of one row."""

    audits: int = 0
    caseless: int = 0
    came: str = ""
    left: str = ""


class AuditTallies:
    """What one transaction changes; `write` brings the tables up to date at its end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changes: dict[TallyOf, _Change] = {}
        self._cases: set[str] = set()

    def leave(self, audits: Iterable[Counted]) -> None:
        """Take these audits out, as they were counted so far."""
        for audit, change in self._noted(audits):
            change.audits -= 1
            change.caseless -= not audit.case_key
            change.left = max(change.left, audit.sealed_at)

    def enter(self, audits: Iterable[Counted]) -> None:
        """Count these audits."""
        for audit, change in self._noted(audits):
            change.audits += 1
            change.caseless += not audit.case_key
            change.came = max(change.came, audit.sealed_at)

    def _noted(self, audits: Iterable[Counted]) -> Iterator[tuple[Counted, _Change]]:
        for audit in audits:
            if audit.case_key:
                self._cases.add(audit.case_key)
            yield audit, self._changes.setdefault(audit.tally, _Change())

    def write(self) -> None:
        """Bring all up to date with `current_audit`, which has changed already."""
        _write_tally(self._store, self._changes)
        write_cases(self._store, self._cases)
        self._changes, self._cases = {}, set()


def _write_tally(store: Store, changes: Mapping[TallyOf, _Change]) -> None:
    rows = [(*of, each.audits, each.caseless, each.came) for of, each in sorted(changes.items())]
    store.run_many(_ADD, rows)
    for of, change in changes.items():
        if change.left:
            store.run(_EMPTIED, of)
        if change.left and change.left >= change.came:  # else what came later is the newest
            store.run(_NEWEST_LEFT, (*of, change.left))


def rebuild_audit_tallies(store: Store) -> None:
    """Count anew, inside a transaction, from the current values of the audits."""
    store.run("DELETE FROM audit_tally")
    store.run(f"INSERT INTO audit_tally {_AUDIT_TALLY}")
    rebuild_cases(store)


def audit_tally_faults(store: ReadingStore) -> Iterator[str]:
    """Yield what differs from a full recount, without content."""
    rows = store.rows(
        "SELECT tool, month FROM (SELECT * FROM audit_tally EXCEPT SELECT * FROM "
        f"({_AUDIT_TALLY})) UNION SELECT tool, month FROM (SELECT * FROM ({_AUDIT_TALLY}) "
        "EXCEPT SELECT * FROM audit_tally) ORDER BY 1, 2"
    )
    for tool, month in rows:
        yield f"figures: the audits of tool {tool} in {month or 'no month'} are counted wrongly"
    yield from case_faults(store)

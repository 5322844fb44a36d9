"""Keeps which cases were audited more than once, and how often, as audits come, change and go.

Cases do not add up over months, but few are audited again. `repeated_audit` holds the audits that
count of those that are; all others are of as many cases. Of two months, as many audits are of cases
told already as follow one of the same case between them: `repeat_tally` holds how many do, by the
months of both, and `double_tally` the cases of a quarter that several people audited.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Final

from db.scopes import COUNTED, QUARTER
from db.store import Cell, ReadingStore, Store

_MONTH = "substr(audited_on, 1, 7)"
_AUDITS = (
    "SELECT case_key, record, tool, audited_on, auditor FROM current_audit "
    f"WHERE {COUNTED} AND case_key IN (SELECT case_key FROM current_audit WHERE {COUNTED} "
    "AND {some} GROUP BY case_key HAVING count(*) > 1)"
)
_REPEATS = (
    "SELECT tool_id, month, previous, count(*) FROM ("
    f"SELECT tool_id, {_MONTH} AS month, lag({_MONTH}) OVER "
    "(PARTITION BY case_key, tool_id ORDER BY audited_on, record) AS previous "
    "FROM repeated_audit JOIN tool ON tool.id = tool WHERE {some} UNION ALL "
    f"SELECT '', {_MONTH}, lag({_MONTH}) OVER "
    "(PARTITION BY case_key ORDER BY audited_on, record) FROM repeated_audit WHERE {some}) "
    "WHERE previous IS NOT NULL GROUP BY 1, 2, 3"
)
_DOUBLES = (
    f"SELECT tool_id, quarter, count(*) FROM (SELECT tool_id, {QUARTER} AS quarter "
    "FROM repeated_audit JOIN tool ON tool.id = tool WHERE {some} "
    "GROUP BY case_key, tool_id, quarter HAVING min(auditor) < max(auditor)) GROUP BY 1, 2"
)
_ALL: Final = "case_key <> ''"
_THESE: Final = "case_key IN (SELECT value FROM json_each(?1))"
_TALLIES: Final = (("repeat_tally", _REPEATS, "audits"), ("double_tally", _DOUBLES, "cases"))


def write_cases(store: Store, cases: set[str]) -> None:
    """Bring what is kept of these cases up to date with `current_audit`, inside a transaction."""
    if not cases:
        return
    these = (json.dumps(sorted(cases)),)
    were = store.row(f"SELECT 1 FROM repeated_audit WHERE {_THESE}", these)
    if not were and not store.row(_AUDITS.format(some=_THESE), these):
        return  # as nearly always
    before = [_tallied(store, tally, these) for _, tally, _ in _TALLIES]
    store.run(f"DELETE FROM repeated_audit WHERE {_THESE}", these)
    store.run(f"INSERT INTO repeated_audit {_AUDITS.format(some=_THESE)}", these)
    for (table, tally, count), change in zip(_TALLIES, before, strict=True):
        after = _tallied(store, tally, these)
        after.subtract(change)
        _add(store, table, count, after)


def _tallied(store: ReadingStore, tally: str, these: tuple[str]) -> Counter[tuple[Cell, ...]]:
    rows = store.rows(tally.format(some=_THESE), these)
    return Counter({tuple(key): int(number or 0) for *key, number in rows})


def _add(store: Store, table: str, count: str, change: Counter[tuple[Cell, ...]]) -> None:
    rows = [(*key, by) for key, by in change.items() if by]
    if not rows:
        return
    store.run_many(
        f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))}) "
        f"ON CONFLICT DO UPDATE SET {count} = {count} + excluded.{count}",
        rows,
    )
    store.run(f"DELETE FROM {table} WHERE {count} = 0")


def rebuild_cases(store: Store) -> None:
    """Work all of it out anew, inside a transaction, from the current values of the audits."""
    for table, rows in _expected():
        store.run(f"DELETE FROM {table}")
        store.run(f"INSERT INTO {table} {rows}")


def case_faults(store: ReadingStore) -> Iterator[str]:
    """Yield what differs from a full recount, without content."""
    for table, rows in _expected():
        if store.number(
            f"SELECT EXISTS (SELECT * FROM {table} EXCEPT SELECT * FROM ({rows})) "
            f"OR EXISTS (SELECT * FROM ({rows}) EXCEPT SELECT * FROM {table})"
        ):
            yield "figures: the cases that were audited more than once are counted wrongly"
            return


def _expected() -> Iterator[tuple[str, str]]:
    """Yield the tables and what they must hold, each made of those before."""
    yield "repeated_audit", _AUDITS.format(some=_ALL)
    for table, tally, _ in _TALLIES:
        yield table, tally.format(some="TRUE")

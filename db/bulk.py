"""Many rows at a time: a statement for a whole group of rows costs half of one for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice

from db.store import Cell, Store

_MOST_AT_ONCE = 400
"""Rows of one statement; SQLite takes 32,766 values."""

Group = tuple[Cell, Iterable[tuple[Cell, ...]]]
"""What several rows begin with, and how each of them goes on."""


def insert_groups(store: Store, table: str, groups: Iterable[Group]) -> None:
    """Insert rows that come in groups with the same first cell; all rows are equally wide."""
    by_shape: dict[tuple[int, int], list[list[Cell]]] = {}
    for first, rows in groups:
        for some in _pieces(rows):
            values = [first, *chain.from_iterable(some)]
            by_shape.setdefault((len(some), len(some[0])), []).append(values)
    for (count, width), several in by_shape.items():
        store.run_many(_statement(table, count, width), several)


def _pieces(rows: Iterable[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    waiting = iter(rows)
    while some := list(islice(waiting, _MOST_AT_ONCE)):
        yield some


@lru_cache(maxsize=256)
def _statement(table: str, count: int, width: int) -> str:
    """Return the statement for so many rows of so many cells after the first, shared one."""
    rows = (
        ", ".join(["?1", *(f"?{2 + row * width + cell}" for cell in range(width))])
        for row in range(count)
    )
    return f"INSERT INTO {table} VALUES ({'), ('.join(rows)})"

"""Many rows at a time: a statement for hundreds of rows costs half of one for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from db.store import Cell, Store

_AT_ONCE = 200
"""Rows of one statement; SQLite takes 32,766 values."""


Columns = Sequence[Sequence[Cell]]
"""Rows as their columns, all equally long."""


def insert_rows(store: Store, table: str, columns: Columns) -> None:
    """Insert rows, best in the order of the table's key: they are appended then."""
    width, count = len(columns), len(columns[0])
    if not count:
        return
    cells: list[Cell] = [None] * (width * count)
    for place, column in enumerate(columns):
        cells[place::width] = column
    whole = count - count % _AT_ONCE
    if whole:
        store.run_many(_statement(table, _AT_ONCE, width), _pieces(cells[: whole * width], width))
    if count > whole:
        store.run(_statement(table, count - whole, width), cells[whole * width :])


def _pieces(cells: list[Cell], width: int) -> Iterator[list[Cell]]:
    step = _AT_ONCE * width
    return (cells[start : start + step] for start in range(0, len(cells), step))


@lru_cache(maxsize=256)
def _statement(table: str, count: int, width: int) -> str:
    row = f"({', '.join('?' * width)})"
    return f"INSERT INTO {table} VALUES {', '.join([row] * count)}"

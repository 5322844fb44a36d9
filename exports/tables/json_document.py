"""Tables as one JSON document: a list of objects under the name of each table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import IO

from exports.tables.csv_files import as_cell
from exports.tables.table import Table, Value
from forms.formula_guard import writable


def write_json(tables: Sequence[Table], target: IO[bytes]) -> dict[str, int]:
    """Write the document row by row; return how many rows each table has. Dates are ISO text."""
    counts: dict[str, int] = {}
    for place, table in enumerate(tables):
        start = ",\n" if place else "{\n"
        target.write(f"{start}{json.dumps(table.name)}: [".encode())
        counts[table.name] = _write_rows(table, target)
        target.write(b"\n]")
    target.write(b"\n}\n")
    return counts


def _write_rows(table: Table, target: IO[bytes]) -> int:
    write, count = _ENCODER.encode, 0
    for row in table.rows():
        told = {name: _plain(cell) for name, cell in zip(table.head, row, strict=True)}
        target.write(f"{',' if count else ''}\n{write(told)}".encode())
        count += 1
    return count


def _plain(value: Value) -> str | int | float | None:
    if isinstance(value, str):
        return writable(value)
    return as_cell(value) if isinstance(value, date) else value


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)

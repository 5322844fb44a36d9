"""Tables as Parquet: a file for each in one folder, every column typed, codes as a dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exports.tables.csv_files import file_name
from exports.tables.places import created
from exports.tables.table import Kind, Row, Table
from forms.formula_guard import writable

if TYPE_CHECKING:
    from pyarrow import DataType, Schema

SUFFIX: Final = ".parquet"

_GROUP_ROWS: Final = 50_000
_GROUP_LETTERS: Final = 16_000_000
"""How large a group of rows grows before it is written: what is held in memory."""


def write_parquet_folder(tables: Sequence[Table], folder: Path) -> dict[str, int]:
    """Write each table into a file of its own; return how many rows each has."""
    return {table.name: _write(table, folder / file_name(table, SUFFIX)) for table in tables}


def _write(table: Table, path: Path) -> int:
    from pyarrow import RecordBatch, array
    from pyarrow.parquet import ParquetWriter

    schema, count = _schema(table), 0
    with created(path) as file, ParquetWriter(file, schema, compression="zstd") as writer:
        for rows in _groups(table.rows()):
            columns = zip(*rows, strict=True)
            arrays = [
                array(column, type=field.type)
                for column, field in zip(columns, schema, strict=True)
            ]
            writer.write_batch(RecordBatch.from_arrays(arrays, schema=schema), len(rows))
            count += len(rows)
    return count


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Yield rows in groups, none of them large, every text in a form that can be written."""
    held: list[Row] = []
    letters = 0
    for row in rows:
        held.append(tuple(writable(cell) if isinstance(cell, str) else cell for cell in row))
        letters += sum(len(cell) for cell in row if isinstance(cell, str))
        if len(held) >= _GROUP_ROWS or letters >= _GROUP_LETTERS:
            yield held
            held, letters = [], 0
    if held:
        yield held


def _schema(table: Table) -> Schema:
    import pyarrow

    return pyarrow.schema([(column.name, _type(column.kind)) for column in table.columns])


def _type(kind: Kind) -> DataType:
    """Return the type of a column; Parquet keeps texts that recur as a dictionary by itself."""
    import pyarrow

    types = {
        "whole": pyarrow.int64(),
        "number": pyarrow.float64(),
        "truth": pyarrow.bool_(),
        "day": pyarrow.date32(),
        "moment": pyarrow.timestamp("us"),
    }
    return types.get(kind, pyarrow.string())

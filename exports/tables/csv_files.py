"""Tables as CSV: one file for each, in a folder or in one zip file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from exports.tables.csv_text import write_csv
from exports.tables.places import created
from exports.tables.table import Table, Value

SUFFIX: Final = ".csv"


def write_csv_folder(tables: Sequence[Table], folder: Path) -> dict[str, int]:
    """Write each table into a file of its own; return how many rows each has."""
    counts: dict[str, int] = {}
    for table in tables:
        with created(folder / file_name(table, SUFFIX)) as file:
            counts[table.name] = write_table(table, file)
    return counts


def write_csv_zip(tables: Sequence[Table], target: IO[bytes]) -> dict[str, int]:
    """Write the files into one zip file, straight away; the same tables make the same bytes."""
    counts: dict[str, int] = {}
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for table in tables:
            entry = ZipInfo(file_name(table, SUFFIX))  # of 1980, the first day that a zip knows
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with archive.open(entry, "w", force_zip64=True) as file:
                counts[table.name] = write_table(table, file)
    return counts


def write_table(table: Table, target: IO[bytes]) -> int:
    """Write one table; return how many rows it has."""
    count = 0

    def rows() -> Iterator[list[str | int | float]]:
        nonlocal count
        for row in table.rows():
            count += 1
            yield [as_cell(value) for value in row]

    write_csv(target, table.head, rows())
    return count


def as_cell(value: Value) -> str | int | float:
    """Return a value as CSV has it: `true` and `false`, dates as ISO so that they sort."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value.isoformat()}Z"
    return value.isoformat() if isinstance(value, date) else value


def file_name(table: Table, suffix: str) -> str:
    """Return what the file of a table is called."""
    safe = "".join(letter if letter.isalnum() or letter in "-_." else " " for letter in table.name)
    return "-".join(safe.split()) + suffix

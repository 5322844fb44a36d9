"""Tables out: which audits, in which format, to which place; whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from db.reading import AuditScope, scope_totals, void_in_scope
from exports.tables import contents
from exports.tables.places import new_file, new_folder, refuse_other_file, refuse_other_folder
from exports.tables.source import Source, source_of

if TYPE_CHECKING:
    from db.store import ReadingStore
    from exports.tables.table import Table

Format = Literal["csv", "xlsx", "json", "parquet"]
FORMATS: Final[tuple[Format, ...]] = ("csv", "xlsx", "json", "parquet")

Progress = Callable[[int, int, str], None]
"""Told how many of how many audits were read, over all tables; may raise to stop."""


@dataclass(frozen=True)
class Wanted:
    """What is exported, as what, and where to. Without `words`, no text that somebody wrote.

    CSV becomes one file where `target` ends in `.csv`, a zip file where it ends in `.zip`, else a
    folder with a file for each table; Parquet always becomes a folder.
    """

    format: Format
    target: Path
    scope: AuditScope = field(default_factory=AuditScope)
    words: bool = True

    @property
    def becomes(self) -> Literal["file", "folder"]:
        """Whether the target is one file or a folder."""
        if self.format == "csv":
            return "file" if self.target.suffix.lower() in (".csv", ".zip") else "folder"
        return "folder" if self.format == "parquet" else "file"


class Exported(NamedTuple):
    """What an export holds. `rows` is table → rows; `too_wide` names tables that did not fit.

    `versions` counts the versions of tools that the audits were made with. Conflicts and void
    audits are left out, as figures leave them out.
    """

    audits: int
    versions: int
    rows: dict[str, int]
    too_wide: list[str]
    conflicts_left_out: int
    void_left_out: int


def refuse_other(wanted: Wanted) -> None:
    """Raise AuditAppError where something else than an earlier export stands at the target."""
    if wanted.becomes == "folder":
        refuse_other_folder(wanted.target, f".{wanted.format}")
        return
    suffix = wanted.target.suffix.lower() if wanted.format == "csv" else f".{wanted.format}"
    refuse_other_file(wanted.target, *_BEGINNINGS[suffix])


_BEGINNINGS: Final = {
    ".csv": ("CSV file", b""),
    ".zip": ("zip file", b"PK"),
    ".xlsx": ("workbook", b"PK"),
    ".json": ("JSON file", b"{"),
}


def export_tables(
    store: ReadingStore, wanted: Wanted, progress: Progress | None = None
) -> Exported:
    """Write the tables of a scope, from one state of the file.

    Nothing is kept in memory but a little of each table. The files are not encrypted. Raises
    AuditAppError where a field of the scope is unknown, something else stands at the target, or it
    cannot be written; what stood there stays.
    """
    refuse_other(wanted)
    with store.snapshot():
        counting = _Counting(progress)
        source = source_of(store, wanted.scope, words=wanted.words, step=counting.step)
        tables = _tables(source, wanted)
        counting.total = _steps(source, tables)
        rows = _write(tables, wanted)
        totals = scope_totals(store, wanted.scope)
        void = void_in_scope(store, wanted.scope)
    too_wide = [table.name for table in tables if table.name not in rows]
    left_out = (totals.conflicts_left_out, void)
    return Exported(len(source.records), len(source.versions), rows, too_wide, *left_out)


class _Counting:
    """Tells progress: how many audits were read, counted once for each table that reads them."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done = 0
        self.total = 0

    def step(self, table: str) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, self.total, f"Writing {table} …")


def _tables(source: Source, wanted: Wanted) -> list[Table]:
    if wanted.format == "csv" and wanted.target.suffix.lower() == ".csv":
        return [contents.answers_alone(source)]
    if wanted.format in ("csv", "xlsx"):
        return contents.every_table(source)
    return contents.calculating_tables(source)


def _steps(source: Source, tables: list[Table]) -> int:
    if len(tables) == 1:
        return len(source.records)
    recorded = any(table.recorded for table in tables)
    return len(source.records) * (contents.READ_AUDITS + recorded)


def _write(tables: list[Table], wanted: Wanted) -> dict[str, int]:
    if wanted.becomes == "file":
        return _write_file(tables, wanted)
    return _write_folder(tables, wanted)


def _write_folder(tables: list[Table], wanted: Wanted) -> dict[str, int]:
    from exports.tables import csv_files, parquet_files

    if wanted.format == "csv":
        with new_folder(wanted.target) as folder:
            return csv_files.write_csv_folder(tables, folder)
    with new_folder(wanted.target) as folder:
        return parquet_files.write_parquet_folder(tables, folder)


def _write_file(tables: list[Table], wanted: Wanted) -> dict[str, int]:
    from exports.tables.csv_files import write_csv_zip, write_table
    from exports.tables.json_document import write_json
    from exports.tables.workbook import write_workbook

    with new_file(wanted.target) as (file, place):
        if wanted.format == "xlsx":
            return write_workbook(tables, file, place)
        if wanted.format == "json":
            return write_json(tables, file)
        if wanted.target.suffix.lower() == ".zip":
            return write_csv_zip(tables, file)
        return {tables[0].name: write_table(tables[0], file)}

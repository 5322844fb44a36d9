"""Copies everything in a database into a new one, row by row, for a change of its encryption.

A copy of pages would carry the size and the keys of the old ones along; a copy of rows also
proves that every row can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

from db.making import new_store
from db.store import ReadingStore, Row, Store
from db.troubles import StoreCorrupt

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.keys import Protection

Progress = Callable[[int, int, str], None]
"""Told how many rows of how many are copied, with a label; may raise to stop."""
_ROWS_A_STEP = 5_000


def copy_store(
    source: ReadingStore,
    target: Path,
    protection: Protection | None,
    progress: Progress | None = None,
) -> DataKey | None:
    """Write all of an open database into a new file, encrypted with `protection` or plain.

    It appears whole or not at all, and is encrypted from its first byte. Returns its data key.
    Raises StoreTrouble where the file exists already or cannot be written.
    """
    with new_store(target, protection=protection, keep_empty=True) as made, source.snapshot():
        tables = _tables(source)
        counts = {table: source.number(f"SELECT count(*) FROM {table}") for table in tables}
        step = _Steps(sum(counts.values()), progress)
        with made.transaction():
            made.run("PRAGMA defer_foreign_keys = ON")
            for table in reversed(tables):
                made.run(f"DELETE FROM {table}")  # what a new file is made with
            for table in tables:
                _copy_table(source, made, table, step)
        if any(made.number(f"SELECT count(*) FROM {table}") != counts[table] for table in tables):
            raise StoreCorrupt(f"“{source.path.name}” could not be copied whole. Restore a backup.")
        return made.key


def _tables(store: ReadingStore) -> list[str]:
    """Return the tables, quoted, in the order in which they were made: parents come first."""
    rows = store.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid")
    return [f'"{name}"' for (name,) in rows]


def _copy_table(source: ReadingStore, made: Store, table: str, step: _Steps) -> None:
    columns = [str(row[1]) for row in made.rows(f"PRAGMA table_info({table})")]
    names, places = ", ".join(f'"{each}"' for each in columns), ", ".join("?" * len(columns))
    rows = cast("Generator[Row]", source.each(f"SELECT {names} FROM {table}"))
    with closing(rows):  # or its cursor would outlive the file where work is stopped
        made.run_many(f"INSERT INTO {table} ({names}) VALUES ({places})", step.counted(rows))


class _Steps:
    """Counts rows on their way, and tells now and then how many of all have gone by."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done = 0
        self._total = total
        self._progress = progress

    def counted(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield the rows as they are."""
        for row in rows:
            if self._progress and self._done % _ROWS_A_STEP == 0:
                self._progress(self._done, self._total, "Writing the database anew")
            self._done += 1
            yield row

"""An open database: the reading half, and the whole that may also write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from db.connecting import connect
from db.locking import release_lock
from db.troubles import known_trouble
from forms.identity import Clock, system_clock

if TYPE_CHECKING:
    from sqlite3 import Connection

    from filelock import BaseFileLock

    from db.cipher import DataKey

Cell = str | int | float | None
Row = tuple[Cell, ...]


_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_NESTED = (
    "SAVEPOINT inner_work",
    "RELEASE inner_work",
    ("ROLLBACK TO inner_work", "RELEASE inner_work"),
)


class ReadingStore:
    """An open database that can only be read. Belongs to the thread that opened it."""

    def __init__(self, path: Path, connection: Connection, key: DataKey | None = None) -> None:
        self.path = path
        self.key = key
        """What the file is encrypted with; None where it is plain."""
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Cell] = ()) -> list[Row]:
        """Return all rows of a query. Raises StoreTrouble for known trouble."""
        with known_trouble(self.path):
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Cell] = ()) -> Row | None:
        """Return the first row of a query, or nothing."""
        with known_trouble(self.path):
            row: Row | None = self._connection.execute(sql, values).fetchone()
            return row

    def each(self, sql: str, values: Sequence[Cell] = ()) -> Iterator[Row]:
        """Yield the rows of a query as they are read."""
        with known_trouble(self.path):
            yield from self._connection.execute(sql, values)

    def number(self, sql: str, values: Sequence[Cell] = ()) -> int:
        """Return the one whole number that a query gives; 0 where it gives none."""
        row = self.row(sql, values)
        return int(row[0] or 0) if row else 0

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let several reads see one state of the file."""
        with known_trouble(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("ROLLBACK")

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy with SQLite's backup interface into an empty file.

        It is encrypted as this file is, and opens with the same passphrase. Whoever calls turns
        the target's errors into sentences: it may not bear its last name yet.
        """
        copy = connect(target, key=self.key)
        try:
            self._connection.backup(copy)
        finally:
            copy.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class Store(ReadingStore):
    """An open database that this program alone may write to while it is open."""

    def __init__(
        self,
        path: Path,
        connection: Connection,
        lock: BaseFileLock | None = None,
        clock: Clock = system_clock,
        key: DataKey | None = None,
    ) -> None:
        super().__init__(path, connection, key)
        self.clock = clock
        self._lock = lock

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do several writes as one: all of them durable at the end, or none.

        Inside another transaction the writes become durable with it, but can fail alone.
        """
        inner = self._connection.in_transaction
        begin, end, undo = _NESTED if inner else _WHOLE
        with known_trouble(self.path):
            self._connection.execute(begin)
            try:
                yield
                self._connection.execute(end)
            except BaseException:
                if self._connection.in_transaction:
                    for statement in undo:
                        self._connection.execute(statement)
                raise

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Do writes that are all taken back at the end."""
        with known_trouble(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def run(self, sql: str, values: Sequence[Cell] = ()) -> int:
        """Run one writing statement; returns the row id of what was last inserted."""
        with known_trouble(self.path):
            return self._connection.execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, rows: Iterable[Sequence[Cell]]) -> None:
        """Run one writing statement for each row."""
        with known_trouble(self.path):
            self._connection.executemany(sql, rows)

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, as far as readers allow; for idle moments."""
        with known_trouble(self.path):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def fold(self) -> None:
        """Fold the whole write-ahead log into the file. Raises StoreTrouble where it cannot be."""
        with known_trouble(self.path):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the file and let others write to it."""
        super().close()
        if self._lock:
            release_lock(self._lock)

"""An open database: the reading half, and the whole that may also write."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from db.connecting import connect
from db.locking import release_lock
from db.troubles import DAMAGED, StoreBusy, StoreCorrupt, StoreTrouble, known_trouble
from forms.identity import Clock, system_clock

if TYPE_CHECKING:
    from sqlite3 import Connection

    from filelock import BaseFileLock

    from db.cipher import DataKey

Cell = str | int | float | None
Row = tuple[Cell, ...]

_PAGES_A_STEP = 256
"""Copied at one go: a mebibyte, or four of an encrypted file."""


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from any other that may come into its place; None where gone."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- asked at every save
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
        """Let several reads see one state of the file; inside another one, they see its state."""
        if self._connection.in_transaction:
            yield
            return
        with known_trouble(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:  # a failing disk may have ended it
                    self._connection.execute("ROLLBACK")

    def check(self) -> None:
        """Read the whole file. Raises StoreCorrupt where its structure is damaged."""
        verdict = self.row("PRAGMA quick_check(1)")
        if verdict is None or verdict[0] != "ok":
            raise StoreCorrupt(DAMAGED.format(name=self.path.name))

    def copy_to(self, target: Path, step: Callable[[int, int], None] | None = None) -> None:
        """Write a consistent copy with SQLite's backup interface into an empty file.

        It is encrypted as this file is, and opens with the same passphrase. Whoever calls turns
        the target's errors into sentences: it may not bear its last name yet. `step` is told after
        every few pages how many of how many are copied; it may raise to stop.
        """

        def told(_status: int, remaining: int, total: int) -> None:
            if step:
                step(total - remaining, total)

        copy = connect(target, key=self.key)
        try:
            self._connection.backup(copy, pages=_PAGES_A_STEP, progress=told)
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
        self._file = _identity(path)

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
        self._refuse_if_gone()

    def _refuse_if_gone(self) -> None:
        """Refuse to call anything saved once the file is not where people will look for it.

        Systems let a program write on into a file that was moved or deleted: every word would
        seem to be saved, and be gone with the program's end.
        """
        if self._connection.in_transaction or _identity(self.path) == self._file:
            return
        raise StoreTrouble(
            f"“{self.path.name}” is not where it was: it was moved, deleted or replaced, or its "
            "disk is gone. Nothing is saved until it is back in its place; what you write is kept "
            "in this window until then."
        )

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

    def rows(self, sql: str, values: Sequence[Cell] = ()) -> list[Row]:
        """Return all rows of a query, or of a statement that writes and returns rows."""
        found = super().rows(sql, values)
        self._refuse_if_gone()
        return found

    def run(self, sql: str, values: Sequence[Cell] = ()) -> int:
        """Run one writing statement; returns the row id of what was last inserted."""
        with known_trouble(self.path):
            last = self._connection.execute(sql, values).lastrowid or 0
        self._refuse_if_gone()
        return last

    def run_many(self, sql: str, rows: Iterable[Sequence[Cell]]) -> None:
        """Run one writing statement for each row."""
        with known_trouble(self.path):
            self._connection.executemany(sql, rows)

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, as far as readers allow; for idle moments."""
        with known_trouble(self.path):
            self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def fold(self) -> None:
        """Fold the whole write-ahead log into the file, and leave nothing in the log.

        Raises StoreBusy where somebody still reads what is in it, StoreTrouble where it cannot be.
        """
        with known_trouble(self.path):
            is_busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise StoreBusy(
                f"“{self.path.name}” is being read by another window or program, or for a report. "
                "Try again when that is done."
            )

    def close(self) -> None:
        """Close the file and let others write to it."""
        super().close()
        if self._lock:
            release_lock(self._lock)

"""Runs the program's own database code on a faulty disk, and opens afterwards what is left."""

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self
from unittest.mock import patch

import apsw
from sqlcipher3 import dbapi2

import db.connecting
from tests.faults.disk import NAME, Disk, Loss


@contextmanager
def on_disk(disk: Disk) -> Iterator[None]:
    """Let every connection of the program lead to this disk, and all that is renamed or removed.

    One connection at a time: a disk of ours has no memory that connections could share.
    """
    library = SimpleNamespace(
        connect=_connected,
        OperationalError=dbapi2.OperationalError,
        DatabaseError=dbapi2.DatabaseError,
    )
    replace, unlink = Path.replace, Path.unlink

    def moving(path: Path, target: Path) -> Path:
        _call(disk)
        moved = replace(path, target)
        disk.moved(path, Path(target))
        return moved

    def removing(path: Path, missing_ok: bool = False) -> None:
        _call(disk)
        unlink(path, missing_ok=missing_ok)
        disk.shadows.pop(path, None)

    with (
        patch.object(db.connecting, "dbapi2", library),
        patch.object(Path, "replace", moving),
        patch.object(Path, "rename", moving),
        patch.object(Path, "unlink", removing),
    ):
        yield


def _call(disk: Disk) -> None:
    """Count a call of the program's own, which fails as the system says it."""
    try:
        disk.call()
    except apsw.Error:
        raise OSError(errno.EIO, "Input/output error") from None


def _connected(name: str, **options: Any) -> Any:
    """Connect through the faulty disk; not to what is only read, such as a received file's copy."""
    if name == ":memory:":
        return dbapi2.connect(name, **options)
    return Connection(name, "unix" if "mode=ro" in name else NAME)


def restart(disk: Disk, loss: Loss, source: Path, folder: Path) -> Path:
    """Lay out in a new folder what a power cut left beside `source`; returns the database there.

    Where the power went before anything was opened, all lies as it was.
    """
    untouched = {path: path.read_bytes() for path in source.parent.rglob("*") if path.is_file()}
    for path, content in (disk.images[loss] or untouched).items():
        if path.is_relative_to(source.parent):
            left = folder / path.relative_to(source.parent)
            left.parent.mkdir(parents=True, exist_ok=True)
            left.write_bytes(content)
    return folder / source.name


class Connection:
    """As much of a connection of `sqlite3` as the program uses, through `apsw`."""

    def __init__(self, name: str, system: str) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
        with _errors():
            self._real = apsw.Connection(name, vfs=system, flags=flags)
            if system == NAME:  # which has no memory to share
                self._real.execute("PRAGMA locking_mode = EXCLUSIVE")

    @property
    def in_transaction(self) -> bool:
        return self._real.in_transaction

    def execute(self, sql: str, values: Sequence[Any] = ()) -> "Cursor":
        with _errors():
            return Cursor(self._real.execute(sql, tuple(values)), self._real.last_insert_rowid())

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        with _errors():
            self._real.executemany(sql, (tuple(row) for row in rows))

    def executescript(self, sql: str) -> None:
        self.execute(sql)

    def cursor(self) -> Self:
        return self

    def backup(self, target: "Connection", *, pages: int = -1, **_: object) -> None:
        with _errors():
            work = target._real.backup("main", self._real, "main")
            try:
                while not work.done:
                    work.step(pages)
            finally:
                work.close(force=True)

    def set_progress_handler(self, *_: object) -> None: ...

    def set_authorizer(self, *_: object) -> None: ...

    def create_function(self, *_: object, **__: object) -> None: ...

    def close(self) -> None:
        """Close as `sqlite3` does: what fails then is tried again by whoever opens the file."""
        with suppress(apsw.Error):
            self._real.close()


class Cursor:
    """The rows of one statement."""

    def __init__(self, rows: apsw.Cursor, last: int) -> None:
        self._rows = rows
        self.lastrowid = last

    @property
    def description(self) -> list[tuple[str]]:
        try:
            return [(column[0],) for column in self._rows.description]
        except apsw.ExecutionCompleteError:  # nothing came
            return []

    def fetchone(self) -> tuple[Any, ...] | None:
        with _errors():
            return next(self._rows, None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        with _errors():
            return list(self._rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        with _errors():
            yield from self._rows


@contextmanager
def _errors() -> Iterator[None]:
    """Say what `apsw` raises as `sqlite3` says it."""
    try:
        yield
    except apsw.ConstraintError as error:
        raise dbapi2.IntegrityError(str(error)) from None
    except (apsw.IOError, SystemError):  # `apsw` trips over a failing end of a backup
        raise dbapi2.OperationalError("disk I/O error") from None
    except apsw.FullError:
        raise dbapi2.OperationalError("database or disk is full") from None
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise dbapi2.DatabaseError(str(error)) from None
    except apsw.Error as error:
        raise dbapi2.OperationalError(str(error).partition(": ")[2] or str(error)) from None

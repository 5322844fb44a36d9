"""The one place where files are opened: guarded, locked, checked, backed up and migrated."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from db.connecting import connect_to_read, connect_to_write
from db.header import checked_header
from db.locking import release_lock, take_lock
from db.migrations import LATEST, migrate
from db.store import ReadingStore, Store
from db.troubles import DAMAGED, StoreCorrupt, StoreTrouble, known_trouble
from forms.identity import Clock, system_clock

if TYPE_CHECKING:
    from sqlite3 import Connection


def create_store(path: Path, clock: Clock = system_clock) -> Store:
    """Make a new database, readable by its owner only, and open it.

    It appears whole or not at all. Raises StoreTrouble where the file exists already or cannot
    be made.
    """
    with _new_store(path, clock, keep_empty=True):
        pass
    return open_store(path, clock=clock)


def open_store(path: Path, clock: Clock = system_clock) -> Store:
    """Open a database to work in, alone: migrated where it is older, after a backup.

    Raises StoreTrouble where it is missing, not ours, newer, in use, read-only or damaged; the
    file is then as it was.
    """
    header = checked_header(path)
    lock = take_lock(path)
    try:
        _refuse_read_only(path)
        with known_trouble(path):
            connection = connect_to_write(path)
            try:
                _check_integrity(path, connection)
                if header.user_version < LATEST:
                    _back_up_before_upgrade(path, connection, header.user_version)
                    _migrate(connection)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        release_lock(lock)
        raise
    return Store(path, connection, lock, clock)


def open_or_create_store(path: Path, clock: Clock = system_clock) -> Store:
    """Open a database to work in, made first where there is none."""
    return open_store(path, clock) if path.exists() else create_store(path, clock)


@contextmanager
def open_to_fill(path: Path, clock: Clock = system_clock) -> Iterator[Store]:
    """Open a database to put something in; where there is none, a new one is made of it.

    A new database appears at the end, and only if something was put in: work that fails, or
    comes to nothing, leaves no file behind. Raises StoreTrouble as `open_store` does.
    """
    opened = open_store(path, clock) if path.exists() else _new_store(path, clock, keep_empty=False)
    with opened as store:
        yield store


@contextmanager
def _new_store(path: Path, clock: Clock, *, keep_empty: bool) -> Iterator[Store]:
    """Make a new database under another name beside its place; it gets its name at the end."""
    if not path.parent.is_dir():
        raise StoreTrouble(
            f"“{path.name}” cannot be made, because there is no folder “{path.parent}”."
        )
    lock = take_lock(path)
    unfinished = path.with_name(f".{path.name}.new")
    try:
        with _cannot_be_made(path):
            if path.exists():
                raise StoreTrouble(f"“{path.name}” exists already; nothing was changed.")
            _remove(unfinished)
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            connection = _connect_new(path, unfinished)
        with Store(path, connection, clock=clock) as store:
            yield store
            keep = keep_empty or _holds_something(store)
            store.fold()
        if keep:
            with _cannot_be_made(path):
                unfinished.replace(path)
    finally:
        with suppress(OSError):
            _remove(unfinished)
        release_lock(lock)


def open_reading(path: Path) -> ReadingStore:
    """Open a database to read only; others may be writing to it.

    Raises StoreTrouble where it is missing, not ours, newer, older than this program or damaged.
    """
    header = checked_header(path)
    if header.user_version < LATEST:
        raise StoreTrouble(
            f"“{path.name}” was made by an older version of Case File Audit. Open it once in the "
            "window, so that it can be backed up and brought up to date."
        )
    with known_trouble(path):
        return ReadingStore(path, connect_to_read(path))


def _connect_new(path: Path, unfinished: Path) -> Connection:
    with known_trouble(path):
        connection = connect_to_write(unfinished)
        try:
            _migrate(connection)
            return connection
        except BaseException:
            connection.close()
            raise


@contextmanager
def _cannot_be_made(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{path.name}” cannot be made in “{path.parent}”: {reason}.") from error


def _holds_something(store: Store) -> bool:
    count = "SELECT (SELECT count(*) FROM revision) + (SELECT count(*) FROM batch)"
    return store.number(count) > 0


def _remove(database: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)


def _refuse_read_only(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise StoreTrouble(
            f"“{path.name}” is read-only. Copy it to a folder of your own and open the copy."
        )


def _check_integrity(path: Path, connection: Connection) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict is None or verdict[0] != "ok":
        raise StoreCorrupt(DAMAGED.format(name=path.name))


def _back_up_before_upgrade(path: Path, connection: Connection, version: int) -> None:
    target = path.with_name(f"{path.stem}.before-upgrade-from-{version}{path.suffix}")
    number = 2
    while target.exists():
        target = target.with_name(
            f"{path.stem}.before-upgrade-from-{version}-{number}{path.suffix}"
        )
        number += 1
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copy = dbapi2.connect(str(target))
    try:
        connection.backup(copy)
    finally:
        copy.close()


def _migrate(connection: Connection) -> None:
    from sqlite_utils import Database  # takes 0.3 s to load, and is needed only here

    migrate(Database(connection, execute_plugins=False))

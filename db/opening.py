"""The one place where files are opened: guarded, locked, checked, backed up and migrated."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2

from db.header import checked_header
from db.migrations import LATEST, migrate
from db.store import ReadingStore, Store
from db.troubles import StoreBusy, StoreCorrupt, StoreTrouble, known_trouble
from forms.identity import Clock, system_clock

if TYPE_CHECKING:
    from sqlite3 import Connection

_ALWAYS = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
)
_WRITING = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
)


def create_store(path: Path, clock: Clock = system_clock) -> Store:
    """Make a new database, readable by its owner only, and open it.

    It appears whole or not at all. Raises StoreTrouble where the file exists already or cannot
    be made.
    """
    if path.exists():
        raise StoreTrouble(f"“{path.name}” exists already; nothing was changed.")
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with known_trouble(path):
            connection = connect(unfinished)
            try:
                _migrate(connection)
            finally:
                connection.close()
        unfinished.replace(path)
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{path.name}” cannot be made in “{path.parent}”: {reason}.") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return open_store(path, clock=clock)


def open_store(path: Path, clock: Clock = system_clock) -> Store:
    """Open a database to work in, alone: migrated where it is older, after a backup.

    Raises StoreTrouble where it is missing, not ours, newer, in use, read-only or damaged; the
    file is then as it was.
    """
    header = checked_header(path)
    lock = _lock(path)
    try:
        with known_trouble(path):
            connection = connect(path)
            try:
                _refuse_read_only(path)
                for pragma in _WRITING:
                    connection.execute(pragma)
                _check_integrity(path, connection)
                if header.user_version < LATEST:
                    _back_up_before_upgrade(path, connection, header.user_version)
                    _migrate(connection)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        lock.release()
        raise
    return Store(path, connection, lock, clock)


def open_or_create_store(path: Path, clock: Clock = system_clock) -> Store:
    """Open a database to work in, made first where there is none."""
    return open_store(path, clock) if path.exists() else create_store(path, clock)


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
        return ReadingStore(path, _connect_reading(path))


def connect(path: Path, options: str = "") -> Connection:
    """Connect to a file that was looked at before; `options` are those of an SQLite URI."""
    connection: Connection = dbapi2.connect(
        f"{path.absolute().as_uri()}{options}", uri=True, isolation_level=None, timeout=5
    )
    try:
        for pragma in _ALWAYS:
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_reading(path: Path) -> Connection:
    """Connect to read only, and leave no litter beside the file.

    A connection that could write tidies the write-ahead log away when it is the last to close;
    one that could not leaves it. A read-only folder has no room for either.
    """
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        connection = connect(path, "?mode=rw")
        connection.execute("PRAGMA query_only = ON")
        return connection
    log = path.with_name(f"{path.name}-wal")
    unwritten = not log.exists() or not log.stat().st_size
    return connect(path, "?mode=ro&immutable=1" if unwritten else "?mode=ro")


def _lock(path: Path) -> FileLock:
    lock = FileLock(f"{path}.lock", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise StoreBusy(
            f"“{path.name}” is open in another window or program. Close it there, then try again."
        ) from None
    except OSError as error:
        raise StoreTrouble(
            f"“{path.name}” cannot be worked in, because nothing can be written in "
            f"“{path.parent}”. Copy it to a folder of your own and open the copy."
        ) from error
    return lock


def _refuse_read_only(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise StoreTrouble(
            f"“{path.name}” is read-only. Copy it to a folder of your own and open the copy."
        )


def _check_integrity(path: Path, connection: Connection) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict is None or verdict[0] != "ok":
        raise StoreCorrupt(
            f"“{path.name}” is damaged. Do not delete it: keep it aside and restore a backup."
        )


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

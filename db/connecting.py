"""Connections of the one SQLite library, with the settings that every file is opened with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from db.cipher import DataKey
from db.places import place_of

if TYPE_CHECKING:
    from sqlite3 import Connection

_QUIET = ("PRAGMA cipher_log_level = NONE",)
_ALWAYS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
)
_WITH_LOG = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")
_WITHOUT_LOG = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",  # the journal's end is durable too: a stick is pulled out at once
)
_PATIENT = "PRAGMA busy_timeout = 60000"
"""Milliseconds; without a log a save waits until a report was read, and a report for a save."""


def connect(path: Path, options: str = "", key: DataKey | None = None) -> Connection:
    """Connect to a file that was looked at before; `options` are those of an SQLite URI.

    An encrypted file needs its data key.
    """
    connection: Connection = dbapi2.connect(
        f"{path.absolute().as_uri()}{options}", uri=True, isolation_level=None, timeout=5
    )
    try:
        for pragma in (*_QUIET, *(key.pragmas if key else ()), *_ALWAYS):
            connection.execute(pragma)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_write(path: Path, key: DataKey | None = None) -> Connection:
    """Connect with every commit durable when it returns; the caller holds the file's lock.

    The journal suits what the file lies on: a write-ahead log on local disks only.
    """
    journal = _WITH_LOG if place_of(path).takes_log else (*_WITHOUT_LOG, _PATIENT)
    with _no_litter(path):
        connection = connect(path, key=key)
        try:
            for pragma in (*journal, "PRAGMA secure_delete = ON"):
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_to_read(path: Path, key: DataKey | None = None) -> Connection:
    """Connect to read only, and leave no litter beside the file.

    A connection that could write tidies the write-ahead log away when it is the last to close;
    one that could not leaves it. A read-only folder has no room for either, nor has a full disk:
    there a file without a log can still be read as it lies.
    """
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        try:
            with _no_litter(path):
                connection = connect(path, "?mode=rw", key)
        except dbapi2.OperationalError:
            if _has_log(path):
                raise
        else:
            connection.execute("PRAGMA query_only = ON")
            connection.execute(_PATIENT)
            return connection
    return connect(path, "?mode=ro" if _has_log(path) else "?mode=ro&immutable=1", key)


_ALONE = "PRAGMA locking_mode = EXCLUSIVE"


def is_open_elsewhere(path: Path, key: DataKey | None = None) -> bool:
    """Return whether anybody has a sound file open, if only to read.

    Whoever has a write-ahead log open keeps a lock on the file. Without a log only who is reading
    at this moment has one.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    try:
        with closing(dbapi2.connect(uri, uri=True, timeout=1)) as alone:
            for pragma in (*_QUIET, *(key.pragmas if key else ()), _ALONE):
                alone.execute(pragma)
            alone.execute("BEGIN EXCLUSIVE")
    except dbapi2.DatabaseError as error:
        return "locked" in str(error)
    return False


@contextmanager
def _no_litter(path: Path) -> Iterator[None]:
    """Remove the empty log that a failed connection may leave where a disk is full.

    Only if there was none before: nobody else can have begun to use it then.
    """
    beside = [path.with_name(path.name + end) for end in ("-wal", "-shm")]
    clean = not any(each.exists() for each in beside)
    try:
        yield
    except dbapi2.OperationalError:
        if clean and not _has_log(path):
            with suppress(OSError):
                for each in beside:
                    each.unlink(missing_ok=True)
        raise


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0

"""The one place where files are opened: guarded, locked, checked, backed up and migrated."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.cipher import StoreLocked, is_encrypted
from db.connecting import connect_to_read, connect_to_write
from db.header import checked_header
from db.locking import release_lock, take_lock
from db.making import new_store, place_to_make, place_to_rewrite, remove_database
from db.migrations import LATEST
from db.moving_aside import settle_unfinished, settle_unless_in_use
from db.schema import has_known_schema
from db.store import ReadingStore, Store
from db.troubles import StoreCorrupt, StoreReadOnly, StoreTrouble, known_trouble
from db.upgrading import back_up_before_upgrade, upgrade
from forms.identity import Clock, system_clock

if TYPE_CHECKING:
    from sqlite3 import Connection

    from filelock import BaseFileLock

    from db.cipher import DataKey
    from db.keys import Protection


def create_store(
    path: Path, clock: Clock = system_clock, protection: Protection | None = None
) -> Store:
    """Make a new database, readable by its owner only, and open it; encrypted with `protection`.

    It appears whole or not at all. Raises StoreTrouble where the file exists already or cannot
    be made.
    """
    with new_store(path, clock, protection, keep_empty=True) as made:
        key = made.key
    return open_store(path, clock, key)


def open_store(
    path: Path,
    clock: Clock = system_clock,
    key: DataKey | None = None,
    *,
    check_later: bool = False,
) -> Store:
    """Open a database to work in, alone: migrated where it is older, after a backup.

    Its structure is checked, which takes as long as reading all of it. With `check_later` whoever
    opens it calls `check` before anything is written; one that is migrated is checked here.

    Raises StoreLocked where it is encrypted and no key is given (`db.keys.unlock` makes one of a
    passphrase), StoreTrouble where it is missing, not ours, newer, in use, read-only or damaged;
    the file is then as it was.
    """
    checked_header(path)
    refuse_without_key(path, key)
    lock = take_lock(path)
    try:
        return open_locked(path, clock, key, lock, check_later=check_later)
    except BaseException:
        release_lock(lock)
        raise


def open_locked(
    path: Path,
    clock: Clock = system_clock,
    key: DataKey | None = None,
    lock: BaseFileLock | None = None,
    *,
    check_later: bool = False,
) -> Store:
    """Open a database as `open_store` does, for whoever holds its lock already.

    The store gives `lock` back when it is closed; without one, whoever called keeps it.
    """
    version = checked_header(path).user_version
    refuse_without_key(path, key)
    _refuse_read_only(path)
    _clear_what_a_crash_left(path)
    _refuse_second_name(path)
    with known_trouble(path):
        connection = connect_to_write(path, key)
        try:
            _refuse_other_schema(path, connection, key)
            if version < LATEST or not check_later:
                ReadingStore(path, connection).check()
            _refuse_hand_over(path, connection, version)
            if version < LATEST:
                back_up_before_upgrade(path, connection, version, key)
                upgrade(connection)
        except BaseException:
            connection.close()
            raise
    return Store(path, connection, lock, clock, key)


def open_or_create_store(
    path: Path, clock: Clock = system_clock, key: DataKey | None = None
) -> Store:
    """Open a database to work in; where there is none, a plain one is made first."""
    return open_store(path, clock, key) if path.exists() else create_store(path, clock)


@contextmanager
def open_to_fill(
    path: Path,
    clock: Clock = system_clock,
    key: DataKey | None = None,
    protection: Protection | None = None,
) -> Iterator[Store]:
    """Open a database to put something in; where there is none, a new one is made of it.

    `key` opens one that is there, `protection` encrypts one that is made.

    A new database appears at the end, and only if something was put in: work that fails, or
    comes to nothing, leaves no file behind. Raises StoreTrouble as `open_store` does.
    """
    exists = path.exists()
    opened = open_store(path, clock, key) if exists else new_store(path, clock, protection)
    with opened as store:
        yield store


def open_reading(path: Path, key: DataKey | None = None) -> ReadingStore:
    """Open a database to read only; others may be writing to it.

    Raises StoreLocked where it is encrypted and no key is given, StoreTrouble where it is missing,
    not ours, newer, older than this program or damaged.
    """
    settle_unless_in_use(path.resolve())
    header = checked_header(path)
    if header.user_version < LATEST:
        raise StoreTrouble(
            f"“{path.name}” was made by an older version of Case File Audit. Open it once in the "
            "window, so that it can be backed up and brought up to date."
        )
    refuse_without_key(path, key)
    with known_trouble(path):
        connection = connect_to_read(path, key)
        try:
            _refuse_other_schema(path, connection, key)
        except BaseException:
            connection.close()
            raise
        return ReadingStore(path, connection, key)


def refuse_without_key(path: Path, key: DataKey | None) -> None:
    """Raise StoreLocked where a file is encrypted and there is no key."""
    if key is None and is_encrypted(path):
        raise StoreLocked(f"“{path.name}” is protected by a passphrase.")


def _clear_what_a_crash_left(path: Path) -> None:
    """Remove what was being written when a program died: nobody else would ever erase it."""
    path = path.resolve()
    settle_unfinished(path)
    anew = place_to_rewrite(path)
    with suppress(OSError):
        for leftover in (place_to_make(path), anew, place_to_make(anew)):
            remove_database(leftover)
        for end in (".lock", ".open"):
            anew.with_name(anew.name + end).unlink(missing_ok=True)


def _refuse_read_only(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise StoreReadOnly(
            f"“{path.name}” is read-only. Copy it to a folder of your own and open the copy."
        )


def _refuse_second_name(path: Path) -> None:
    """Refuse a file that is in a folder under another name too, by a hard link.

    Each name has a lock and a log of its own, so what is saved under one would damage what was
    saved under the other.
    """
    if path.stat().st_nlink > 1:
        raise StoreTrouble(
            f"“{path.name}” has a second name on this disk (a hard link), and what is saved under "
            "one name would spoil what is saved under the other. Remove the other name, or work "
            "in a copy."
        )


def _refuse_other_schema(path: Path, connection: Connection, key: DataKey | None) -> None:
    """Refuse a file with anything in its schema that this program does not make.

    Looked at before all else: triggers, views and generated columns could make of any statement
    what they like, and no key guards the schema of an encrypted file.
    """
    envelope = None
    if key:
        from db.keys import stored_envelope

        envelope = stored_envelope(connection)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not has_known_schema(connection, version, envelope):
        raise StoreCorrupt(
            f"“{path.name}” is damaged or was altered by another program: it does not hold exactly "
            "the tables that Case File Audit makes. Keep it aside and restore a backup."
        )


def _refuse_hand_over(path: Path, connection: Connection, version: int) -> None:
    """Work in a file that was handed over would miss everything else, and go nowhere."""
    if version < 2:
        return  # none were made yet
    row = connection.execute("SELECT kind FROM about").fetchone()
    if row and row[0] == "handover":
        raise StoreTrouble(
            f"“{path.name}” was handed over to you: it is not worked in. Merge it into a database "
            "of your own instead."
        )

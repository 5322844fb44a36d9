"""Makes new databases: whole or not at all, under another name until they are finished."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.connecting import connect_to_write
from db.folders import beside, sync_folder
from db.locking import release_lock, take_lock
from db.store import Store
from db.troubles import StoreTrouble, known_trouble
from db.upgrading import upgrade
from forms.identity import Clock, system_clock

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.cipher import DataKey
    from db.keys import Envelope, Protection


@contextmanager
def new_store(
    path: Path,
    clock: Clock = system_clock,
    protection: Protection | None = None,
    *,
    keep_empty: bool = False,
    like: tuple[DataKey, Envelope] | None = None,
) -> Iterator[Store]:
    """Make a new database under another name beside its place; it gets its name at the end.

    It is written encrypted from its first byte where there is a `protection`, or with the keys of
    another file where it is to be `like` that one. Work that fails leaves nothing behind, nor does
    an empty one unless `keep_empty`. Raises StoreTrouble where the file exists already or cannot
    be made.
    """
    key, envelope = like or _new_keys(protection)
    if not path.parent.is_dir():
        raise StoreTrouble(
            f"“{path.name}” cannot be made, because there is no folder “{path.parent}”."
        )
    lock = take_lock(path)
    unfinished = place_to_make(path)
    try:
        with _cannot_be_made(path):
            _refuse_to_replace(path)
            remove_database(unfinished)
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            connection = _connect_new(path, unfinished, key, envelope)
        with Store(path, connection, clock=clock, key=key) as store:
            yield store
            keep = keep_empty or _holds_something(store)
            store.fold()
        if keep:
            with _cannot_be_made(path):
                _refuse_to_replace(path)
                unfinished.replace(path)
                sync_folder(path.parent)
    finally:
        with suppress(OSError):
            remove_database(unfinished)
        release_lock(lock)


def _refuse_to_replace(path: Path) -> None:
    if path.exists():
        raise StoreTrouble(f"“{path.name}” exists already; nothing was changed.")


def place_to_rewrite(path: Path) -> Path:
    """Return where a database is written anew before it takes the place of the old one."""
    return path.with_name(f".{path.name}.anew")


def remove_database(database: Path) -> None:
    """Remove a file that never got its name, and what belongs to it."""
    for each in (database, *beside(database)):
        each.unlink(missing_ok=True)


def _new_keys(protection: Protection | None) -> tuple[DataKey | None, Envelope | None]:
    if protection is None:
        return None, None
    from db.keys import new_data_key, seal  # only encrypted files need what it loads

    key = new_data_key()
    return key, seal(key, protection)


def _connect_new(
    path: Path, unfinished: Path, key: DataKey | None, envelope: Envelope | None
) -> Connection:
    with known_trouble(path):
        connection = connect_to_write(unfinished, key)
        try:
            if envelope:
                connection.execute(envelope.sql)
            upgrade(connection)
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


def place_to_make(path: Path) -> Path:
    """Return where a new database lies until it is finished."""
    return path.with_name(f".{path.name}.new")

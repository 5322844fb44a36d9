"""Putting a whole backup in the place of a database; the present file is moved aside."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.backup_series import store_uid
from db.cipher import StoreLocked, is_encrypted
from db.connecting import connect_to_read, connect_to_write
from db.drafts import remove_draft
from db.erasing import erase
from db.erasures import ErasureRow, add_markers, erased
from db.fitting_keys import fits, fitting_key
from db.header import checked_header
from db.locking import release_lock, take_lock
from db.making import place_to_make, remove_database
from db.migrations import LATEST, migrate
from db.moving_aside import put_in_place, refuse_while_read, settle_unfinished
from db.opening import open_reading, refuse_without_key
from db.salvage.markers import carved_markers
from db.store import ReadingStore, Store
from db.troubles import StoreCorrupt, StoreTrouble, known_trouble
from forms.identity import Clock, system_clock

if TYPE_CHECKING:
    from datetime import datetime
    from sqlite3 import Connection

    from db.cipher import DataKey


def restore(
    path: Path,
    backup: Path,
    key: DataKey | None = None,
    clock: Clock = system_clock,
    *,
    present_key: DataKey | None = None,
) -> Path | None:
    """Put a copy of a backup in the place of a database, which must not be open anywhere.

    Returns where the present file was moved, None where there was none. What was erased for good
    since the backup was made is erased from the copy too, as far as the present file can still be
    read. `key` opens the backup, `present_key` the present file where that has another. Raises
    StoreLocked where a key is lacking, StoreTrouble where the backup cannot be used, is of another
    database, or the database is in use; everything is then as it was.
    """
    checked_header(backup)
    refuse_without_key(backup, key)
    path = path.resolve()
    lock = take_lock(path)
    unfinished = place_to_make(path)
    try:
        settle_unfinished(path)
        uid, erasures = _of_present(path, (present_key, key), clock())
        _copy(backup, unfinished, key)
        _prepare(unfinished, backup.name, key, uid, erasures)
        return put_in_place(unfinished, path, "replaced", clock())
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{path.name}” cannot be put back: {reason}.") from error
    finally:
        with suppress(OSError):
            remove_database(unfinished)
        release_lock(lock)


def _of_present(
    path: Path, keys: tuple[DataKey | None, DataKey | None], now: datetime
) -> tuple[str, list[ErasureRow]]:
    """Return the present file's id, where it says it, and what was erased from it.

    Of a damaged file the markers are read that still can be. Raises StoreBusy where somebody
    reads it: they would go on reading what was moved aside.
    """
    used = _key_of_present(path, *keys)
    try:
        with open_reading(path, used) as present:
            found = store_uid(present), erased(present)
    except StoreTrouble:
        found = "", _carved(path, dict.fromkeys((used, *keys)), now)
    refuse_while_read(path, used)
    return found


def _key_of_present(path: Path, *keys: DataKey | None) -> DataKey | None:
    """Return the key of the present file. Raises StoreLocked where it is known to be another.

    What was erased could not be kept out then, and nobody would be told that it came back.
    """
    try:
        used, encrypted = fitting_key(path, *keys), is_encrypted(path)
    except StoreTrouble:  # it cannot be read at all
        return None
    if encrypted and not (used and fits(path, used)):
        raise StoreLocked(_ANOTHER.format(name=path.name))
    return used


_ANOTHER = (
    "“{name}” opens with another passphrase than the backup, and that is needed as well: what was "
    "erased from “{name}” since must stay erased. Where nobody knows it any more, move “{name}” to "
    "another place first; the backup then comes back with what was erased."
)


def _carved(path: Path, keys: Iterable[DataKey | None], now: datetime) -> list[ErasureRow]:
    """Return the markers that can still be read, with whichever key reads any."""
    return next(filter(None, (carved_markers(path, key, now) for key in keys)), [])


def _copy(backup: Path, unfinished: Path, key: DataKey | None) -> None:
    remove_database(unfinished)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    used = key if is_encrypted(backup) else None
    with known_trouble(backup):
        connection = connect_to_read(backup, used)
        with ReadingStore(backup, connection, used) as store:
            store.copy_to(unfinished)


def _prepare(
    copy: Path, name: str, key: DataKey | None, uid: str, erasures: Collection[ErasureRow]
) -> None:
    """Check the copy, bring it up to date, and keep out of it what was erased."""
    used = key if is_encrypted(copy) else None
    with known_trouble(copy):
        connection = connect_to_write(copy, used)
        with Store(copy, connection, key=used) as store:
            if store.row("PRAGMA quick_check(1)") != ("ok",):
                raise StoreCorrupt(f"The backup “{name}” is damaged; choose another one.")
            if store.number("PRAGMA user_version") < LATEST:
                _bring_up_to_date(connection)
            elif uid and store_uid(store) != uid:
                raise StoreTrouble(
                    f"“{name}” is a copy of another database. Merge it instead, or open it by "
                    "itself."
                )
            elif store.row("SELECT kind FROM about") != ("store",):
                raise StoreTrouble(f"“{name}” was handed over and is no backup. Merge it instead.")
            _keep_out(store, erasures)
            store.fold()


def _bring_up_to_date(connection: Connection) -> None:
    from sqlite_utils import Database  # takes 0.3 s to load, and is needed only here

    migrate(Database(connection, execute_plugins=False))


def _keep_out(store: Store, erasures: Collection[ErasureRow]) -> None:
    """Erase what was erased since, and keep every marker: merges ask for later work as well."""
    there = {str(row[0]) for row in store.rows(_UIDS)}
    with store.transaction():
        add_markers(store, erasures)
    again: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for marker in erasures:
        if marker.uid in there:
            again[marker.author, marker.reason].append(marker.uid)
    for (author, reason), uids in again.items():
        with store.transaction():
            for uid in uids:
                remove_draft(store, uid)
        known = [uid for uid in uids if store.number(_SEALED_OR_SENT, (uid, uid))]
        if known:
            erase(store, known, author, reason)


_UIDS = "SELECT uid FROM record UNION SELECT uid FROM draft UNION SELECT uid FROM received_draft"
_SEALED_OR_SENT = (
    "SELECT (SELECT count(*) FROM record WHERE uid = ?) + "
    "(SELECT count(*) FROM received_draft WHERE uid = ?)"
)

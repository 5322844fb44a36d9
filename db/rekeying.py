"""Changes who can open a database: its passphrase, its recovery keys, its data key, or all at once.

A new passphrase wraps the same data key anew. That is quick, and enough as long as nobody else
ever knew the old one. Whoever did may have kept a copy of the file, whose data key is the same:
`renew_key` writes the whole database anew under another. Copies made before, backups among them,
open with what opened them then; nothing can change that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db import keys
from db.cipher import DataKey
from db.copying import Progress, copy_store
from db.folders import sync_folder
from db.keys import Envelope, Protection
from db.locking import release_lock, take_lock
from db.making import place_to_make, place_to_rewrite, remove_database
from db.moving_aside import put_in_place
from db.opening import open_locked, open_reading
from db.store import ReadingStore, Store
from db.troubles import StoreBusy, StoreCorrupt, StoreTrouble
from db.unfinished import noted
from db.wrapping import wrap_under


def change_passphrase(store: Store, new: str) -> None:
    """Let a new passphrase open an encrypted database instead of the old one.

    Takes as long as one guess. Recovery keys go on opening it. A crash leaves a file that opens
    with the old passphrase or the new one. Raises StoreTrouble where the file is plain,
    StoreCorrupt where its wrapped keys were altered.
    """
    key, envelope = _opened(store)
    slot = wrap_under(new, key, keys.MEMORY_KIB, keys.PASSES)
    _put(store, envelope.model_copy(update={"passphrase": slot}).proven(key))


def set_recovery_keys(store: Store, publics: Iterable[bytes]) -> None:
    """Let these recovery keys open an encrypted database, given their public halves, and no others.

    Raises StoreTrouble where the file is plain or there are too many.
    """
    key, envelope = _opened(store, altered=True)
    slots = keys.seal_for_recovery(key, publics)
    _put(store, envelope.model_copy(update={"recovery": slots}).proven(key))


def recovery_keys(store: ReadingStore) -> tuple[bytes, ...]:
    """Return the public halves of the recovery keys that open a database; none for a plain one.

    Raises StoreCorrupt where they were altered by somebody who could not open it.
    """
    if store.key is None:
        return ()
    return tuple(slot.public for slot in _opened(store)[1].recovery)


def encrypt_copy(
    source: ReadingStore, target: Path, protection: Protection, progress: Progress | None = None
) -> DataKey:
    """Write all of a database into a new file under a new data key; returns the key.

    It appears whole or not at all. Raises StoreTrouble where it exists or cannot be written.
    """
    key = copy_store(source, target, protection, progress)
    assert key is not None  # noqa: S101 -- a protection always makes one
    return key


def export_plain(
    source: ReadingStore,
    target: Path,
    progress: Progress | None = None,
    *,
    private_folder: Path | None = None,
) -> None:
    """Write all of a database into a new file that anybody can read: ask the person first.

    It appears whole or not at all; with a `private_folder` of the program's own, what a kill leaves
    goes at the next start. Raises StoreTrouble where it exists or cannot be written.
    """
    with noted(place_to_make(target), private_folder):
        copy_store(source, target, None, progress)


def protect(path: Path, protection: Protection, progress: Progress | None = None) -> Path:
    """Encrypt a plain database in its place; returns where the plain one was moved aside to.

    No connection of one's own may be open. A crash leaves the plain file or the encrypted one.
    Raises StoreTrouble where it is encrypted already, in use, or there is too little room.
    """
    path = path.resolve()
    with _alone(path):
        if keys.read_envelope(path):
            raise StoreTrouble(f"“{path.name}” is protected by a passphrase already.")
        return _write_anew(path, None, protection, keep=True, progress=progress)[1] or path


def renew_key(
    path: Path,
    key: DataKey,
    passphrase: str,
    recovery: Iterable[bytes] | None = None,
    progress: Progress | None = None,
) -> DataKey:
    """Write an encrypted database anew under another data key, in its place; returns the key.

    Its recovery keys stay unless `recovery` names others by their public halves. No connection of
    one's own may be open. A crash leaves the file as it was or as it becomes. Raises StoreTrouble
    where it is in use or there is too little room, StoreCorrupt where it is damaged.
    """
    path = path.resolve()
    with _alone(path):
        if recovery is None:
            with open_reading(path, key) as store:
                recovery = recovery_keys(store)
        protection = Protection(passphrase, tuple(recovery))
        return _write_anew(path, key, protection, keep=False, progress=progress)[0]


def _opened(store: ReadingStore, *, altered: bool = False) -> tuple[DataKey, Envelope]:
    """Return the data key and the wrapped keys of an open database.

    Wrapped keys that were altered are refused unless `altered`: to wrap a new data key for
    whoever stands there would hand it to them.
    """
    row = store.row(keys.ENVELOPE_TEXT)
    envelope = keys.envelope_in(str(row[0])) if row else None
    if store.key is None or envelope is None:
        raise StoreTrouble(f"“{store.path.name}” is not protected by a passphrase.")
    if not altered and not envelope.is_proven(store.key):
        raise StoreCorrupt(
            f"The wrapped keys of “{store.path.name}” were altered by somebody who could not open "
            "it. Set its recovery keys anew first."
        )
    return store.key, envelope


def _put(store: Store, envelope: Envelope) -> None:
    """Put other wrapped keys into the file, and leave the old ones nowhere in it or its log.

    The log is folded before, so that it begins with the page of the keys: that is where they are
    found after a crash in the middle. Raises StoreBusy where somebody reads all the time.
    """
    store.fold()
    with store.transaction():
        store.run("DROP VIEW key_envelope")
        store.run(envelope.sql)
    try:
        store.fold()
    except StoreBusy:
        raise StoreBusy(
            f"The change is made, but somebody is reading “{store.path.name}”: until it is closed "
            "everywhere, what opened it before opens it still."
        ) from None


def _write_anew(
    path: Path,
    key: DataKey | None,
    protection: Protection,
    *,
    keep: bool,
    progress: Progress | None,
) -> tuple[DataKey, Path | None]:
    """Write the database beside under a new data key, look at it, and rename it into place.

    Returns the key, and where the old file stays if it is to be kept.
    """
    beside = place_to_rewrite(path)
    try:
        with open_locked(path, key=key) as store:
            encrypt_copy(store, beside, protection, progress)
            made = _checked(beside, protection.passphrase)
            _leave_log(store)
        if keep:
            return made, put_in_place(beside, path, "not-protected")
        beside.replace(path)
        sync_folder(path.parent)
        return made, None
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{path.name}” cannot be written anew: {reason}.") from None
    finally:
        with suppress(OSError):
            remove_database(beside)


def _checked(made: Path, passphrase: str) -> DataKey:
    """Open what was written as its owner will, and read every page of it."""
    key = keys.unlock(made, passphrase)
    with open_reading(made, key) as store:
        damaged = store.rows("PRAGMA cipher_integrity_check")
        if key is None or damaged or store.rows("PRAGMA quick_check(1)") != [("ok",)]:
            raise StoreCorrupt(
                "What was written cannot be read back, so nothing was changed. Check the disk."
            )
    return key


def _leave_log(store: Store) -> None:
    """Have the whole database in the one file, with nothing beside it that belongs to it.

    Raises StoreBusy where anybody else has it open: theirs would be another file afterwards, and
    what they tidy away at their end would be ours.
    """
    if store.rows("PRAGMA journal_mode = DELETE") != [("delete",)]:
        raise StoreBusy(f"“{store.path.name}” is being read by another window or program.")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    lock = take_lock(path)
    try:
        yield
    finally:
        release_lock(lock)

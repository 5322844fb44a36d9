"""Keeps all of an open database in a new file, for when its own file takes no words any more."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.backups import Step, copy_pages
from db.connecting import connect_to_write
from db.drafts import has_draft, save_field
from db.folders import sync_folder
from db.locking import release_lock, take_lock
from db.making import place_to_make, remove_database
from db.store import Store
from db.troubles import StoreTrouble, known_trouble

if TYPE_CHECKING:
    from pydantic import JsonValue

Unsaved = Mapping[str, Mapping[str, "JsonValue"]]
"""By the id of its draft, each field that is in no file yet, with its newest value."""


def keep_elsewhere(
    store: Store, target: Path, unsaved: Unsaved, step: Step | None = None
) -> frozenset[str]:
    """Copy an open database into a new file, and save there what could not be saved in its own.

    A file that was deleted or moved away can be read as long as it is open, so nothing is lost
    with it. The copy appears whole or not at all and is encrypted as the source is. Returns the
    ids of the drafts whose words are in it: all but those that there are no more. Raises
    StoreTrouble where the copy cannot be written, or the database not be read any more.
    """
    _refuse_place(store, target)
    lock = take_lock(target)
    unfinished = place_to_make(target)
    try:
        with _cannot_be_written(target):
            _refuse_place(store, target)
            remove_database(unfinished)
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            with known_trouble(store.path):
                copy_pages(store, unfinished, step)
            kept = _save(store, unfinished, target, unsaved)
            unfinished.replace(target)
        sync_folder(target.parent)
        return kept
    finally:
        with suppress(OSError):
            remove_database(unfinished)
        release_lock(lock)


def _refuse_place(store: Store, target: Path) -> None:
    """Not in the place of the open file: closing it takes away the logs that bear its name."""
    if not target.parent.is_dir():
        raise StoreTrouble(
            f"“{target.name}” cannot be made, because there is no folder “{target.parent}”."
        )
    if target.exists() or target.resolve() == store.path.resolve():
        raise StoreTrouble(f"“{target.name}” is taken; choose another name.")


def _save(store: Store, copy: Path, target: Path, unsaved: Unsaved) -> frozenset[str]:
    """Save the words in the copy, and read it through before it gets its name."""
    with known_trouble(target):
        connection = connect_to_write(copy, store.key)
        with Store(copy, connection, clock=store.clock, key=store.key) as made:
            kept = frozenset(uid for uid in unsaved if has_draft(made, uid))
            with made.transaction():
                for uid in kept:
                    for field, value in unsaved[uid].items():
                        save_field(made, uid, field, value)
            made.check()
            made.fold()
    return kept


@contextmanager
def _cannot_be_written(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{target.name}” cannot be written: {reason}.") from error

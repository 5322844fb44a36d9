"""A consistent copy of a database that may be open and busy."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from db.cipher import DataKey
from db.folders import beside, sync_folder
from db.making import place_to_make
from db.opening import open_reading
from db.store import ReadingStore
from db.troubles import StoreCorrupt, StoreTrouble, known_trouble
from db.unfinished import noted

Step = Callable[[int, int], None]
"""Told how many pages of how many are copied; may raise to stop."""

_PAUSE = 0.005
"""Seconds between steps for whoever waits to save, where a reader keeps writers out."""
_MOST_TURNS = 20
"""How often a copy is begun anew because the file was written to, before it is given up."""


def backup(
    source: Path,
    target: Path,
    key: DataKey | None = None,
    *,
    private_folder: Path | None = None,
) -> None:
    """Copy a database with SQLite's backup interface; the copy appears whole or not at all.

    The copy is encrypted as the source is, readable by its owner only, and was opened and checked
    before it got its name. With a `private_folder` of the program's own, what a kill leaves goes at
    the next start. Raises StoreTrouble where the target exists already or cannot be written.
    """
    if target.exists():
        raise StoreTrouble(f"“{target.name}” exists already; choose another name for the copy.")
    with open_reading(source, key) as store, noted(place_to_make(target), private_folder):
        copy_whole(store, target)


def copy_whole(store: ReadingStore, target: Path, step: Step | None = None) -> None:
    """Copy an open database in steps, while others go on saving; it replaces `target`.

    Raises StoreTrouble, leaving nothing behind, where it cannot be written or is not whole.
    """
    unfinished = place_to_make(target)
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with known_trouble(target):
            revisions = copy_pages(store, unfinished, step)
            _check(unfinished, target.name, store.key, revisions)
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{target.name}” cannot be written: {reason}.") from error
    finally:
        with suppress(OSError):
            for leftover in (unfinished, *beside(unfinished)):
                leftover.unlink(missing_ok=True)


def copy_pages(store: ReadingStore, unfinished: Path, step: Step | None = None) -> int:
    """Copy page by page into an empty file; return how many revisions the copy must hold, or -1.

    With a write-ahead log readers hold nobody up, so one state of the file is read from beginning
    to end. With a rollback journal they do: there each step lets go, and starts anew if needed.
    """
    if store.row("PRAGMA journal_mode") == ("wal",):
        with store.snapshot():
            revisions = _count(store)
            store.copy_to(unfinished, step)
        return revisions
    store.copy_to(unfinished, _patient(step))
    return -1


def _patient(step: Step | None) -> Step:
    turns = done_before = 0

    def wait(done: int, total: int) -> None:
        nonlocal turns, done_before
        turns, done_before = turns + (done < done_before), done
        if turns > _MOST_TURNS:
            raise StoreTrouble("The database is being written to all the time; try again later.")
        if step:
            step(done, total)
        time.sleep(_PAUSE)

    return wait


def _check(copy: Path, name: str, key: DataKey | None, revisions: int) -> None:
    with open_reading(copy, key) as store:
        is_whole = store.row("PRAGMA quick_check(1)") == ("ok",)
        if not is_whole or revisions not in (-1, _count(store)):
            raise StoreCorrupt(f"“{name}” was not copied whole; check the disk it lies on.")


def _count(store: ReadingStore) -> int:
    return store.number("SELECT count(*) FROM revision")

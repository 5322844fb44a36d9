"""Automatic backups that still hold what was erased: how many there are, and replacing them."""

from __future__ import annotations

from pathlib import Path

from db.backup_files import backup_files, series_folder
from db.backup_series import back_up_automatically, remove_backups, store_uid
from db.erasures import erased
from db.store import ReadingStore, Store


def old_backups(store: ReadingStore, folder: Path) -> int:
    """Return how many backups under `folder` were made before the last erasure."""
    markers = erased(store)
    if not markers:
        return 0
    last = max(each.erased_at for each in markers)
    files = backup_files(series_folder(folder, store_uid(store)))
    return sum(file.made_at <= last for file in files)


def replace_old_backups(store: Store, folder: Path) -> int:
    """Back the database up as it is now, then remove the older backups; returns how many.

    Raises StoreTrouble where there is no room for the new one: then the old ones stay.
    """
    back_up_automatically(store, folder, "opened", store.clock)
    files = backup_files(series_folder(folder, store_uid(store)))
    newest = max((file.made_at for file in files), default=None)
    return remove_backups(folder, store_uid(store), newest) if newest else 0

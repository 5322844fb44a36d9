"""Automatic backups that still hold what was erased: how many there are, and replacing them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from db.backup_files import backup_files, origin_of, remove_unfinished, series_folder
from db.backup_series import back_up_automatically, store_uid
from db.erasures import erased
from db.store import ReadingStore, Store
from db.troubles import StoreTrouble


def old_backups(store: ReadingStore, folder: Path) -> int:
    """Return how many backups under `folder` were made before the last erasure."""
    markers = erased(store)
    if not markers:
        return 0
    last = max(each.erased_at for each in markers)
    files = backup_files(series_folder(folder, store_uid(store)))
    return sum(file.made_at <= last for file in files)


def replace_old_backups(store: Store, folder: Path) -> int:
    """Back the database up as it is now, then remove the backups before; returns how many.

    Raises StoreTrouble where there is no room for the new one, and the old ones stay; or where an
    old one cannot be removed.
    """
    series = series_folder(folder, store_uid(store))
    old = backup_files(series)
    remove_unfinished(series, timedelta())
    if back_up_automatically(store, folder, "opened", store.clock) is None:
        place = origin_of(store.path)  # its newest holds just what the database holds now
        current = next((file for file in old if file.origin == place), None)
        old = [file for file in old if file != current]
    left = [file for file in old if file.path.exists()]  # making a new one thins the series
    for file in left:
        try:
            file.path.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or "it is in use"
            raise StoreTrouble(
                f"The backup “{file.path.name}” cannot be removed: {reason}."
            ) from error
    return len(left)

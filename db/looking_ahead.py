"""A look ahead at a merge: it is done in a private copy, so that nobody's saving waits for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from db.backups import copy_pages
from db.connecting import connect
from db.folders import beside
from db.merging import FileListener, Progress, merge_files
from db.private_places import private_place
from db.store import ReadingStore, Store
from db.troubles import StoreTrouble, known_trouble

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.merge_report import MergeReport

_THROWN_AWAY = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA journal_mode = TRUNCATE",  # on the disk: a merge may change more than memory holds
    "PRAGMA synchronous = OFF",
)
_FREE_AFTERWARDS = 64 * 1024**2


def look_ahead(
    store: ReadingStore,
    sources: Sequence[Path],
    *,
    private_folder: Path | None = None,
    progress: Progress | None = None,
    keys: Mapping[Path, DataKey] | None = None,
    on_file: FileListener | None = None,
) -> MergeReport:
    """Return the report that `merge_files` would give now; its batch is None.

    The database is only read, and only while it is copied. The copy is encrypted as the database
    is, lies in a place of its own in `private_folder`, and is gone at the end. Raises StoreTrouble
    where there is no room for it, and what `merge_files` raises.
    """

    def step(_done: int, _total: int) -> None:
        if progress:
            progress(0, len(sources), "")

    with _copied(store, private_folder, step) as copy:
        return merge_files(
            copy,
            sources,
            dry_run=True,
            private_folder=private_folder,
            progress=progress,
            keys=keys,
            on_file=on_file,
        )


@contextmanager
def _copied(
    store: ReadingStore, folder: Path | None, step: Callable[[int, int], None]
) -> Iterator[Store]:
    """Copy a database as it stands; the copy goes by the name of the database."""
    with private_place(folder) as place:
        _refuse_without_room(store.path, place)
        copy = place / "ahead.audit"
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with known_trouble(store.path):
            copy_pages(store, copy, step)
            connection = connect(copy, key=store.key)
        try:
            for pragma in _THROWN_AWAY:
                connection.execute(pragma)
            yield Store(store.path, connection, key=store.key)
        finally:
            connection.close()


def _refuse_without_room(database: Path, place: Path) -> None:
    """Raise StoreTrouble where the disk of the private place has no room for a copy."""
    parts = [part for part in (database, *beside(database)) if part.is_file()]
    needed = sum(part.stat().st_size for part in parts) + _FREE_AFTERWARDS
    if shutil.disk_usage(place).free < needed:
        raise StoreTrouble(
            "There is not enough free space to look into the files before they are merged: that "
            f"is done in a copy of “{database.name}”. Free some space, then look again."
        )

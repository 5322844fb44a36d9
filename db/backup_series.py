"""Automatic backups of a database: made where something changed, checked, listed, thinned."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from db.backup_files import (
    BackupFile,
    Why,
    backup_files,
    new_name,
    origin_of,
    remove_unfinished,
    series_folder,
)
from db.backups import copy_whole
from db.cipher import StoreLocked, is_encrypted
from db.fitting_keys import fits, fitting_key
from db.header import checked_header
from db.migrations import LATEST
from db.opening import open_reading
from db.thinning import AT_MOST, surplus
from db.troubles import StoreTrouble
from forms.identity import system_clock

if TYPE_CHECKING:
    from db.backups import Step
    from db.cipher import DataKey
    from db.store import ReadingStore
    from forms.identity import Clock

Checked = Literal["whole", "opens", "older", "locked", "damaged"]
"""`whole`: every page was just read. `opens`: checked when it was made, and it still opens.
`older`: of an older version of the program. `locked`: under another passphrase than the present."""

_TO_SPARE = 64 * 1024**2
"""Bytes that a backup leaves free: people's work needs them more."""
_ABANDONED = timedelta(hours=1)
"""How long an unfinished backup was not touched that a program which died left behind."""
_READ_AT_ONCE = 128 * 1024**2
"""Bytes of backups that a list reads whole, the newest first."""

_CONTENT = (
    "SELECT hash FROM revision ORDER BY hash",
    "SELECT hash FROM revision JOIN own_revision ON own_revision.revision = revision.id ORDER BY 1",
    "SELECT hash FROM tool ORDER BY hash",
    "SELECT batch.uid, sha256 FROM batch_file JOIN batch ON batch.id = batch ORDER BY 1, 2",
    "SELECT hash FROM received_draft ORDER BY hash",
    "SELECT record, erased_at FROM erasure ORDER BY record",
    "SELECT uid FROM handover ORDER BY uid",
    "SELECT uid, kind, tool, author, started_at FROM draft ORDER BY uid",
    "SELECT uid, field, value, saved_at FROM draft_value JOIN draft ON draft.id = draft "
    "ORDER BY uid, field",
)


class BackupRow(NamedTuple):
    """One backup as a list shows it. Counts are 0 where it cannot be looked into.

    `audits` counts sealed ones, `drafts` working copies; `size` is in bytes.
    """

    file: BackupFile
    audits: int
    drafts: int
    size: int
    checked: Checked

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.file.path


def back_up_automatically(
    store: ReadingStore,
    folder: Path,
    why: Why,
    clock: Clock = system_clock,
    step: Step | None = None,
) -> Path | None:
    """Back an open database up into its series under `folder`, then thin the series.

    Nothing is made, and None returned, where the database is empty or its newest backup holds the
    same. Raises StoreTrouble where there is no room or nothing can be written; the backups that
    are there stay then.
    """
    uid, origin = store_uid(store), origin_of(store.path)
    series = series_folder(folder, uid)
    remove_unfinished(series, _ABANDONED)
    content = content_token(store)
    if not content or content == _newest_content(series, origin, store.key):
        return None
    _make_private(series)
    _refuse_without_room(store, series)
    target = new_name(series, clock(), why, origin)
    copy_whole(store, target, step)
    _thin(series, origin, clock(), store.key)
    return target


def list_backups(folder: Path, store_uid: str, key: DataKey | None = None) -> list[BackupRow]:
    """Return the backups of one database, newest first."""
    return look_into(backup_files(series_folder(folder, store_uid)), key)


def look_into(files: list[BackupFile], *keys: DataKey | None) -> list[BackupRow]:
    """Open each backup with the key that fits, and say what it holds.

    The first ones are read whole as well.
    """
    rows, spare = [], _READ_AT_ONCE
    for file in files:
        try:
            size = file.path.stat().st_size
        except OSError:  # thinned in the meantime
            continue
        spare -= size
        rows.append(_row(file, size, _fitting(file, keys), whole=spare >= 0))
    return rows


def remove_backups(folder: Path, store_uid: str, before: datetime) -> int:
    """Remove the backups of one database that were made before a moment; returns how many.

    For when something was erased that they still hold. Raises StoreTrouble where one cannot be.
    """
    files = [
        each for each in backup_files(series_folder(folder, store_uid)) if each.made_at < before
    ]
    for file in files:
        _remove(file)
    return len(files)


def store_uid(store: ReadingStore) -> str:
    """Return the id that a database, and every copy of it, bears."""
    row = store.row("SELECT uid FROM about")
    return str(row[0]) if row else ""


def content_token(store: ReadingStore) -> str:
    """Return a hash of everything people made in a database, "" where there is nothing.

    Two states of one file have the same token only if nothing sealed, merged, erased or typed
    lies between them.
    """
    digest, is_empty = hashlib.sha256(), True
    with store.snapshot():
        for query in _CONTENT:
            digest.update(b"\n")
            for row in store.each(query):
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
                is_empty = False
    return "" if is_empty else digest.hexdigest()


def _newest_content(series: Path, origin: str, key: DataKey | None) -> str:
    """Return what the newest backup holds; one that cannot be read counts for nothing."""
    newest = next((each for each in backup_files(series) if each.origin == origin), None)
    if newest is None or is_encrypted(newest.path) != (key is not None):
        return ""
    try:
        with open_reading(newest.path, key) as store:
            return content_token(store)
    except StoreTrouble:
        return ""


def _row(file: BackupFile, size: int, key: DataKey | None, *, whole: bool) -> BackupRow:
    try:
        if checked_header(file.path).user_version < LATEST:
            return BackupRow(file, 0, 0, size, "older")
        with open_reading(file.path, key if is_encrypted(file.path) else None) as store:
            audits = store.number("SELECT count(*) FROM current_audit")
            drafts = store.number("SELECT count(*) FROM draft")
            if whole and store.row("PRAGMA quick_check(1)") != ("ok",):
                return BackupRow(file, audits, drafts, size, "damaged")
    except StoreLocked:
        return BackupRow(file, 0, 0, size, "locked")
    except StoreTrouble:
        return BackupRow(file, 0, 0, size, _why_not(file.path, key))
    return BackupRow(file, audits, drafts, size, "whole" if whole else "opens")


def _fitting(file: BackupFile, keys: Collection[DataKey | None]) -> DataKey | None:
    try:
        return fitting_key(file.path, *keys)
    except StoreTrouble:
        return None


def _why_not(path: Path, key: DataKey | None) -> Checked:
    """Tell a backup under another key from a damaged one: it has another salt, or none."""
    return "locked" if key and not fits(path, key) else "damaged"


def _make_private(series: Path) -> None:
    try:
        series.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (series.parent, series):
            each.chmod(0o700)
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"No backup could be made in “{series.parent}”: {reason}.") from error


def _refuse_without_room(store: ReadingStore, series: Path) -> None:
    needed = store.number("PRAGMA page_count") * store.number("PRAGMA page_size")
    if shutil.disk_usage(series).free < needed + _TO_SPARE:
        raise StoreTrouble(
            "No automatic backup was made, because there is too little free space for it. Your "
            "work is saved as always; free some space, or back up to another disk."
        )


def _thin(series: Path, origin: str, now: datetime, key: DataKey | None) -> None:
    """Remove what is surplus, a few at a time, and only where what stays can be opened.

    What cannot be removed stays until the next time: the backup just made is safe anyway.
    """
    files = [each for each in backup_files(series) if each.origin == origin]
    spare = surplus(files, now)[:AT_MOST]
    for file in spare:
        later = min((e for e in files if e not in spare and e.order > file.order), key=_order)
        if _row(later, 0, key, whole=True).checked != "whole":
            continue
        try:
            _remove(file)
        except StoreTrouble:
            return


def _order(file: BackupFile) -> tuple[datetime, int, str]:
    return file.order


def _remove(file: BackupFile) -> None:
    try:
        file.path.unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or "it is in use"
        raise StoreTrouble(f"The backup “{file.path.name}” cannot be removed: {reason}.") from error

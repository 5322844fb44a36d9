"""What is done with backups, away from the window; each opens the files it needs itself."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ui.lanes import Progress

if TYPE_CHECKING:
    from db.backup_files import Why
    from db.backup_series import BackupRow
    from db.cipher import DataKey
    from db.restoring import BroughtBack, RestorePreview
    from db.salvaging import SalvageReport
    from db.store import Store


class Nothing:
    """Stands where a job would have an open database."""

    def close(self) -> None:
        """Let go of nothing."""


class Subject(NamedTuple):
    """Whose backups: a database by its place and key, and whether it can be read itself.

    `older` opens backups made before it had that key.
    """

    path: Path
    key: "DataKey | None"
    is_open: bool
    older: "DataKey | None" = None

    def key_of(self, file: Path) -> "DataKey | None":
        """Return the key that a backup, or the database itself, needs. Raises StoreTrouble."""
        from db.fitting_keys import fitting_key

        return fitting_key(file, self.key, self.older)


class Folders(NamedTuple):
    """Where backups lie, and where short-lived private copies of them may."""

    backups: Path
    private: Path


class Put(NamedTuple):
    """What was done to a whole file: where the one before lies now, what opens the one there is.

    `report` is what salvage tells.
    """

    aside: Path | None
    key: "DataKey | None"
    report: "SalvageReport | None" = None


def back_up(
    _: Nothing, progress: Progress, path: Path, key: "DataKey | None", folder: Path, why: "Why"
) -> Path | None:
    """Make a backup if anything changed. Raises StoreTrouble where it cannot be made."""
    from db.backup_series import back_up_automatically
    from db.opening import open_reading

    with open_reading(path, key) as store:
        return back_up_automatically(
            store, folder, why, step=lambda done, total: progress(done, total, "")
        )


def listing(_: Nothing, _progress: Progress, subject: Subject, folder: Path) -> "list[BackupRow]":
    """Return the backups of a database: by its id, or by its place where it cannot be read."""
    from db.backup_files import backup_files, backups_of, series_folder
    from db.backup_series import look_into, store_uid
    from db.opening import open_reading

    if not subject.is_open:
        return look_into(backups_of(folder, subject.path), subject.key, subject.older)
    with open_reading(subject.path, subject.key) as store:
        files = backup_files(series_folder(folder, store_uid(store)))
    return look_into(files, subject.key, subject.older)


def look(
    _: Nothing, _progress: Progress, subject: Subject, backup: Path, private: Path
) -> "RestorePreview":
    """Return what a backup would bring back, or all it holds where there is nothing to compare."""
    from db.opening import open_reading
    from db.restoring import what_is_in, what_would_come_back

    private.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not subject.is_open:
        return what_is_in(backup, subject.key_of(backup), private)
    with open_reading(subject.path, subject.key) as store, store.snapshot():
        return what_would_come_back(store, backup, subject.key_of(backup), private)


def unlock(_: Nothing, _progress: Progress, backup: Path, secret: str) -> "DataKey | None":
    """Return the key of a backup. Raises WrongPassphrase."""
    from db.keys import unlock as unlocked

    return unlocked(backup, secret)


def bring_back(  # noqa: PLR0917
    store: "Store",
    progress: Progress,
    backup: Path,
    subject: Subject,
    folders: Folders,
    author: str,
    copies: Collection[str],
) -> "BroughtBack":
    """Bring back what is missing, after a backup of how things are."""
    from db.backup_series import back_up_automatically
    from db.restoring import bring_back as bring

    folders.private.mkdir(mode=0o700, parents=True, exist_ok=True)
    back_up_automatically(store, folders.backups, "before_restore", store.clock)
    return bring(
        store,
        backup,
        subject.key_of(backup),
        author=author,
        private_folder=folders.private,
        copies=copies,
        progress=progress,
    )


def put_back(_: Nothing, _progress: Progress, subject: Subject, backup: Path) -> Put:
    """Put the whole backup in the place of the database, which is closed."""
    from db.putting_back import restore

    key = subject.key_of(backup)
    return Put(restore(subject.path, backup, key, present_key=subject.key), key)


def salvage(_: Nothing, progress: Progress, subject: Subject, folder: Path) -> Put:
    """Salvage a damaged database under its own name; the damaged file is moved aside."""
    from db.backup_files import backups_of
    from db.salvaging import salvage_in_place

    newest = next(iter(backups_of(folder, subject.path)), None)
    key = subject.key_of(subject.path) or subject.key or subject.older
    report, aside = salvage_in_place(
        subject.path,
        key,
        keys_from=newest.path if newest else None,
        step=progress,
    )
    return Put(aside, key, report)

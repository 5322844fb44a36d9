"""Opening, making and backing up databases, away from the window."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ui.jobs import Failed, Openers
from ui.lanes import Progress

if TYPE_CHECKING:
    from db.store import ReadingStore, Store
    from ui.audits.reads import StoreJobs

SUFFIX = ".audit"


class Databases(QObject):
    """Switches the program from one database to another.

    `opened` carries the path once the file is open for work; `refused` the path and the error
    of one that is not, and the one before stays open. `announced` says what else was done.
    """

    opened = Signal(object)
    refused = Signal(object, object)
    announced = Signal(str)

    def __init__(self, jobs: "StoreJobs", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._path: Path | None = None

    @property
    def path(self) -> Path | None:
        """The database that is open."""
        return self._path

    @Slot(str)
    def open(self, path: str) -> None:
        """Open a database that exists."""
        self._switch(Path(path), partial(_open_to_work, Path(path)))

    @Slot(str)
    def create(self, path: str) -> None:
        """Make a database and open it; an existing file is never overwritten."""
        target = Path(path) if Path(path).suffix else Path(path).with_suffix(SUFFIX)
        self._switch(target, partial(_create, target))

    def open_or_create(self, path: Path) -> None:
        """Open a database, made first where there is none."""
        self._switch(path, partial(_open_or_create, path))

    @Slot(str)
    def back_up(self, target: str) -> None:
        """Copy the open database, whole or not at all."""
        self._jobs.write(
            partial(_back_up, target=Path(target)),
            done=lambda _: self.announced.emit(f"Backed up to {Path(target).name}."),
            label="Backing up …",
            owner=self,
        )

    def _switch(self, path: Path, to_work: partial["Store"]) -> None:
        self._jobs.switch_store(
            Openers(partial(_open_to_read, path), to_work),
            done=partial(self._on_opened, path),
            failed=self._refusal(path),
            label="Opening the database …",
        )

    def _on_opened(self, path: Path) -> None:
        self._path = path
        self.opened.emit(path)

    def _refusal(self, path: Path) -> Failed:
        return lambda error: self.refused.emit(path, error)


def _open_to_work(path: Path) -> "Store":
    from db.opening import open_store

    return open_store(path)


def _open_or_create(path: Path) -> "Store":
    from db.opening import open_or_create_store

    return open_or_create_store(path)


def _create(path: Path) -> "Store":
    from db.opening import create_store

    return create_store(path)


def _open_to_read(path: Path) -> "ReadingStore":
    from db.opening import open_reading

    return open_reading(path)


def _back_up(store: "Store", _progress: Progress, target: Path) -> None:
    from db.backups import backup

    backup(store.path, target)

"""Opening, making and backing up databases, away from the window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ui.jobs import Openers
from ui.lanes import Progress

if TYPE_CHECKING:
    from db.store import ReadingStore, Store
    from ui.audits.reads import StoreJobs

SUFFIX = ".audit"


class Databases(QObject):
    """Switches the program from one database to another. Paths are absolute.

    `opened` carries the path once the file is open for work. `refused` carries the path and the
    error of one that is not, or None where it is open already; the one before stays open.
    `announced` says what else was done.
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

    def open(self, path: Path) -> None:
        """Open a database that exists."""
        self._switch(path, _open_to_work)

    def create(self, path: Path) -> None:
        """Make a database and open it; an existing file is never overwritten."""
        named = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._switch(named, _create)

    def open_or_create(self, path: Path) -> None:
        """Open a database, made first where there is none."""
        self._switch(path, _open_or_create)

    @Slot(str)
    def back_up(self, target: str) -> None:
        """Copy the open database, whole or not at all."""
        self._jobs.write(
            partial(_back_up, target=Path(target)),
            done=lambda _: self.announced.emit(f"Backed up to “{Path(target).name}”."),
            label="Backing up …",
            owner=self,
        )

    def _switch(self, path: Path, to_work: "Callable[[Path], Store]") -> None:
        """Not to the database that is open: it would be refused for being in use."""
        path = path.absolute()
        if path == self._path:
            self.refused.emit(path, None)
            self.announced.emit(f"“{path.name}” is open already.")
            return
        self.announced.emit(f"Opening “{path.name}” …")
        # No label: who could stop this half-way would be left with no database at all.
        self._jobs.switch_store(
            Openers(partial(_open_to_read, path), partial(to_work, path)),
            done=partial(self._on_opened, path),
            failed=partial(self._on_failed, path),
        )

    def _on_opened(self, path: Path) -> None:
        self._path = path
        self.announced.emit("")
        self.opened.emit(path)

    def _on_failed(self, path: Path, error: BaseException) -> None:
        self.announced.emit("")
        self.refused.emit(path, error)


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

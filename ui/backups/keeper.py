"""Makes the automatic backups: behind the work, on a thread of its own, so that nothing waits."""

from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.backups import work
from ui.backups.work import Nothing
from ui.databases import Databases
from ui.job_board import Job
from ui.jobs import Jobs, Openers

if TYPE_CHECKING:
    from db.backup_files import Why

PAUSE = 2_000  # milliseconds after opening; the first page is read before


class BackupKeeper(QObject):
    """Backs the open database up a moment after it was opened, and after each merge.

    `executors` are the thread that makes backups and looks into them, and the one that puts files
    back. `failed` carries a sentence: what was asked for goes on without a backup. `jobs` run on
    these threads, for whoever lists backups, looks into one or puts one back.
    """

    failed = Signal(str)
    made = Signal()

    def __init__(
        self,
        databases: Databases,
        executors: tuple[Executor, Executor],
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._databases = databases
        self._folder = folder
        self._running: Job | None = None
        self.trouble = ""
        """Why the last backup could not be made, "" where it was."""
        self.jobs: Jobs[Nothing, Nothing] = Jobs(
            executors[1], executors[0], Openers(Nothing, Nothing)
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(partial(self._make, "opened"))
        databases.opened.connect(self._on_opened)
        databases.locked.connect(self.stop)

    @Slot()
    def after_merge(self) -> None:
        """Back up what a merge brought."""
        self._make("merged")

    @Slot()
    def stop(self) -> None:
        """Leave a backup that is being made, and make none soon."""
        self._pause.stop()
        if self._running is not None:
            self._running.cancel()

    def close(self) -> None:
        """Leave what is being done, and end the thread."""
        self.stop()
        self.jobs.close()

    @Slot()
    def _on_opened(self) -> None:
        self.stop()
        self.trouble = ""
        self._pause.start()

    def _make(self, why: "Why") -> None:
        path = self._databases.path
        if path is None or self._databases.read_only:
            return  # whoever works in it makes its backups
        self._running = self.jobs.read(
            partial(work.back_up, path=path, key=self._databases.key, folder=self._folder, why=why),
            done=self._on_made,
            failed=self._on_failed,
            owner=self,
        )

    def _on_made(self, _path: Path | None) -> None:
        self.trouble = ""
        self.made.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.trouble = f"The automatic backup was not made. {error}"
        self.failed.emit(self.trouble)

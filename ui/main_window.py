"""The window itself: its place on the screen, and leaving it without losing a word.

Imports next to nothing, so that an empty window stands on the screen before the rest of the
program is read; `ui/workspace.py` is what furnishes it.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from ui.job_board import Job, JobBoard
    from ui.memory import WindowMemory
    from ui.workspace import Workspace

PROGRAM = "Case File Audit"
_FIRST_SIZE = (1280, 800)
_SMALLEST_SIZE = (880, 560)


class MainWindow(QMainWindow):
    """An empty window of the size it had last time, to be furnished once it was `painted`.

    `closing` comes before the window goes, so that pages can hand in their last words; the
    window then stays until these are saved.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self, memory: WindowMemory) -> None:
        super().__init__()
        self._memory = memory
        self._was_painted = False
        self._workspace: Workspace | None = None
        self._jobs: JobBoard | None = None
        self._waits_to_close = False
        self._may_lose_work = False
        self.setWindowTitle(PROGRAM)
        self.setMinimumSize(*_SMALLEST_SIZE)
        self.resize(QSize(*_FIRST_SIZE).boundedTo(self.screen().availableSize()))
        self._restore_geometry()

    def furnish(self, workspace: Workspace, jobs: JobBoard) -> None:
        """Put the workspace into the window, and wait for `jobs` to save when it is closed."""
        self._workspace = workspace
        self._jobs = jobs
        self.setWindowIcon(workspace.windowIcon())
        self.setMenuBar(workspace.menu_bar)
        self.setCentralWidget(workspace)
        self._connect_signals(workspace, jobs)

    def _connect_signals(self, workspace: Workspace, jobs: JobBoard) -> None:
        workspace.windowTitleChanged.connect(self.setWindowTitle)
        workspace.quit_requested.connect(self.close)
        self.closing.connect(workspace.closing)
        jobs.ended.connect(self._on_job_ended)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once, that the window stands on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let pages hand in what is unsaved, and stay until it is in the file."""
        if not self._waits_to_close and not self._may_lose_work:
            self._memory.geometry = b64encode(self.saveGeometry().data()).decode()
            self.closing.emit()
        if self._has_unsaved and not self._may_lose_work:
            self._waits_to_close = True
            self._say("Saving your last changes, then closing …")
            event.ignore()
            return
        self._waits_to_close = False
        super().closeEvent(event)

    @property
    def _has_unsaved(self) -> bool:
        return self._jobs is not None and self._jobs.unsaved > 0

    @Slot(object)
    def _on_job_ended(self, job: Job) -> None:
        if job.writes:  # what failed is tried again from time to time: that asks nobody anew
            was_told = self._waits_to_close or self._may_lose_work
            self._may_lose_work = was_told and job.has_failed
        if not self._waits_to_close:
            return
        if self._may_lose_work:
            self._waits_to_close = False
            self._say("The last change could not be saved. Close again to leave without it.")
        elif not self._has_unsaved:
            self.close()

    def _say(self, sentence: str) -> None:
        if self._workspace is not None:
            self._workspace.announce(sentence)

    def _restore_geometry(self) -> None:
        try:
            state = b64decode(self._memory.geometry, validate=True)
        except ValueError:  # what is no base64 is forgotten; Qt itself refuses other nonsense
            return
        self.restoreGeometry(QByteArray(state))

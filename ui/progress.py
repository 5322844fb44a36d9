"""Long work, made visible: after a moment a strip with label, progress and Cancel."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui.job_board import Job
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

SHOW_AFTER = 300  # milliseconds; what is quicker than this needs no telling


class ProgressStrip(QFrame):
    """Shows the oldest running job that has a label, once it has run for a moment.

    Give it every job that starts and ends (`Jobs.started`, `Jobs.ended`).
    """

    def __init__(self, parent: QWidget | None = None, *, show_after: int = SHOW_AFTER) -> None:
        super().__init__(parent)
        set_role(self, "strip")
        self._jobs: list[Job] = []
        self._label = label("")
        self._count = label("", "muted")
        self._bar = named(QProgressBar(), "Progress")
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(GRID * 30)
        self.cancel_button = named(QPushButton("Cancel"), "Cancel this work")
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(show_after)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID // 2, GRID * 3, GRID // 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._count)
        layout.addWidget(self._bar)
        layout.addWidget(self.cancel_button)
        self._patience.timeout.connect(self._on_patience_ended)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.hide()

    @Slot(object)
    def add(self, job: Job) -> None:
        """Watch a job that starts; one without a label stays unseen."""
        if not job.label:
            return
        self._jobs.append(job)
        job.progressed.connect(self._on_progressed)
        if len(self._jobs) == 1:
            self._show_front()

    @Slot(object)
    def remove(self, job: Job) -> None:
        """Stop watching a job that ended, and turn to the next."""
        if job not in self._jobs:
            return
        was_front = self._jobs[0] is job
        self._jobs.remove(job)
        if was_front:
            self._patience.stop()
            self.hide()
            self._show_front()

    def _show_front(self) -> None:
        if self._jobs:
            self._say(self._jobs[0].label)
            self._bar.setRange(0, 0)
            self._count.clear()
            self.cancel_button.setEnabled(True)
            self._patience.start()

    @Slot()
    def _on_patience_ended(self) -> None:
        self.show()

    @Slot(object, object, str)
    def _on_progressed(self, done: int, total: int, text: str) -> None:
        if not self._jobs or self.sender() is not self._jobs[0]:
            return
        self._say(text or self._jobs[0].label)
        # A share of 1,000, because Qt counts in 32 bits and bytes of a file do not fit.
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(done * 1000 // total if total else 0)
        self._count.setText(f"{done:,} of {total:,}" if total else "")

    @Slot()
    def _on_cancel(self) -> None:
        self._say("Stopping …")
        self.cancel_button.setEnabled(False)
        self._jobs[0].cancel()

    def _say(self, text: str) -> None:
        self._label.setText(text)
        self._bar.setAccessibleDescription(text)

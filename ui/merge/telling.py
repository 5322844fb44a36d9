"""Carries what a job tells of each file from its thread to the window's."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from db.merge_report import AuditOutcome, MergedFile
from ui.merge.jobs import OnFile
from ui.merge.running import Running


class Telling(QObject):
    """Says `told(MergedFile, list of AuditOutcome)`; nothing of a job that was given up."""

    told = Signal(object, object)
    _arrived = Signal(object, object, object)

    def __init__(self, running: Running, parent: QObject) -> None:
        super().__init__(parent)
        self._running = running
        self._arrived.connect(self._on_arrived)

    def next(self) -> OnFile:
        """Return what the next job calls on its thread, made just before that is started."""
        run = self._running.run + 1
        return lambda file, outcomes: self._arrived.emit(run, file, list(outcomes))

    @Slot(object, object, object)
    def _on_arrived(self, run: int, file: MergedFile, outcomes: Sequence[AuditOutcome]) -> None:
        if run == self._running.run:
            self.told.emit(file, outcomes)

"""How many audits wait to be settled, counted whenever that may have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ui.settling.reads import count_conflicts

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


class ConflictCount(QObject):
    """Counts on demand; `counted(number)` once it is known. Without a database it says nothing."""

    counted = Signal(int)

    def __init__(self, jobs: StoreJobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs

    @Slot()
    def refresh(self) -> None:
        """Count anew."""
        self._jobs.read(
            count_conflicts,
            done=self.counted.emit,
            failed=lambda _: None,  # whoever lists them is told
            key="settling.count",
            owner=self,
        )

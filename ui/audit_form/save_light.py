"""Whether the open audit is safe in the file, from what is typed, handed on and confirmed."""

from datetime import datetime

from PySide6.QtCore import QObject, Slot

from ui.widgets.save_state import SaveState


class SaveLight(QObject):
    """Turns the save state: saved only when nothing is typed and every edit is confirmed."""

    def __init__(self, state: SaveState) -> None:
        super().__init__(state)
        self._state = state
        self.reset()

    def reset(self) -> None:
        """An audit was opened: all of it is in the file."""
        self._is_pending = False
        self._is_handed_on = False
        self._saved_at: datetime | None = None
        self._trouble = ""
        self._show()

    @Slot(object)
    def set_pending(self, is_pending: bool) -> None:
        """Something is typed that is not handed on yet, or no more."""
        self._is_pending = is_pending
        self._show()

    @Slot()
    def hand_on(self) -> None:
        """An edit went to the store."""
        self._is_handed_on = True
        self._show()

    def confirm(self, saved_at: datetime) -> None:
        """Every edit that went to the store is committed."""
        self._saved_at = saved_at
        self._is_handed_on = False
        self._trouble = ""
        self._show()

    def fail(self, trouble: str) -> None:
        """An edit could not be saved; until one is, this is what is said."""
        self._trouble = trouble
        self._show()

    def _show(self) -> None:
        if self._trouble:
            self._state.not_saved(self._trouble)
        elif self._is_pending or self._is_handed_on:
            self._state.saving()
        elif self._saved_at is not None:
            self._state.saved(self._saved_at)
        else:
            self._state.show_state("Saved", "good", symbol="✓")
            self._state.setAccessibleName("Save state")
            self._state.setAccessibleDescription("Every change is saved as you make it.")
            self._state.setToolTip("Every change is saved as you make it.")

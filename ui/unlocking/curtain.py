"""Takes every dialog out of sight while a database is locked, and brings it back as it was."""

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid


class Curtain:
    """Dialogs may show a case, and hold words that somebody was typing: they are hidden, kept."""

    def __init__(self) -> None:
        self._hidden: list[QDialog] = []

    def draw(self, window: QWidget) -> None:
        """Hide every dialog of a window and everything that pops up."""
        while popup := QApplication.activePopupWidget():
            popup.close()
        shown = [each for each in window.findChildren(QDialog) if each.isVisible()]
        for dialog in reversed(shown):
            dialog.hide()
            self._hidden.append(dialog)

    def lift(self) -> None:
        """Show what was hidden, the way it was."""
        hidden, self._hidden = self._hidden, []
        for dialog in reversed(hidden):
            if isValid(dialog):
                dialog.open()

    def drop(self) -> None:
        """Let what was hidden go: it belongs to a database that is not open any more."""
        hidden, self._hidden = self._hidden, []
        for dialog in hidden:
            if isValid(dialog):
                dialog.deleteLater()

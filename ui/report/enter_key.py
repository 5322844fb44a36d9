"""Keeps the Enter key of a line from also pressing the dialog's own button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit


def is_enter_in_a_line(dialog: QDialog, event: QKeyEvent) -> bool:
    """Return whether a key is the Enter that a line of the dialog has had already.

    Qt hands it on to the dialog, which presses its default button; and a dialog always has one.
    """
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return is_enter and isinstance(dialog.focusWidget(), QLineEdit)

"""A search field that asks once the typing pauses."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import Icons
from ui.widgets.dressing import named

PAUSE = 150  # milliseconds; a quick typist's gap, still felt as at once


class SearchBox(QLineEdit):
    """Emits `search_requested(text)` after a short pause, at once on Enter and on clearing."""

    search_requested = Signal(str)

    def __init__(
        self, icons: Icons, placeholder: str, parent: QWidget | None = None, *, pause: int = PAUSE
    ) -> None:
        super().__init__(parent)
        named(self, placeholder.rstrip(" .…"), "Results appear while you type. Escape clears.")
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        icons.wear(self._glass, "search", "muted", 16)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._asked = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(pause)
        self._pause.timeout.connect(self._ask)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._ask)

    def set_text_quietly(self, text: str) -> None:
        """Show a search that is already in force, without asking for it."""
        self._asked = text.strip()
        self.setText(text)
        self._pause.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Escape; an empty field lets Escape through to its dialog."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self._ask()

    @Slot()
    def _ask(self) -> None:
        self._pause.stop()
        if self.text().strip() != self._asked:
            self._asked = self.text().strip()
            self.search_requested.emit(self._asked)

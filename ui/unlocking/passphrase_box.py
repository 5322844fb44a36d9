"""A box for a passphrase: hidden unless wanted, with a word about Caps Lock."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.dressing import label, named, say_aloud

_LONGEST = 1_000
_CAPS = "Caps Lock seems to be on."
_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseBox(QWidget):
    """Says `edited` after every letter and `entered` on Enter; forgets its text when hidden."""

    edited = Signal()
    entered = Signal()

    def __init__(self, name: str, description: str = "") -> None:
        super().__init__()
        self.line = _Line()
        self.line.setMaxLength(_LONGEST)
        self.line.setInputMethodHints(_HINTS)
        self.shown = QPushButton("&Show")
        self.shown.setCheckable(True)
        self.caption = label("", "strong")
        self.caption.setBuddy(self.line)
        self._caps = label(_CAPS, "small")
        self._caps.hide()
        self._in_capitals = False
        self.rename(name, description)
        self._build()
        self.show_text(False)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.edited)
        self.line.returnPressed.connect(self.entered)
        self.line.caps_seen.connect(self._show_caps)
        self.shown.toggled.connect(self.show_text)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        row.addWidget(self.shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.caption)
        layout.addLayout(row)
        layout.addWidget(self._caps)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    @property
    def caps_hint(self) -> QLabel:
        """What warns of Caps Lock, hidden while there is no sign of it."""
        return self._caps

    def rename(self, name: str, description: str = "", *, in_capitals: bool = False) -> None:
        """Ask for something else, by this name; of what is `in_capitals`, none is warned of."""
        self._in_capitals = in_capitals
        plain = name.replace("&", "")
        self.caption.setText(name)
        named(self.line, plain, description)
        named(self.shown, f"Show {plain.lower()}", "Shows or hides the letters you type.")

    def clear(self) -> None:
        """Forget what was typed, and hide the letters again."""
        self.line.clear()
        self.shown.setChecked(False)
        self._caps.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no passphrase on a page that nobody looks at."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.clear()

    @Slot(bool)
    def show_text(self, is_shown: bool) -> None:
        """Show the letters, or dots in their place."""
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.shown.setText("Hide" if is_shown else "Show")

    @Slot(bool)
    def _show_caps(self, is_on: bool) -> None:
        is_odd = is_on and not self._in_capitals
        if is_odd and not self._caps.isVisible():
            say_aloud(self._caps, _CAPS)
        self._caps.setVisible(is_odd)


class _Line(QLineEdit):
    """Notices Caps Lock by what a letter key gives: Qt has no way to ask for it."""

    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter with the Shift key."""
        super().keyPressEvent(event)
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_seen.emit(False)  # pressed to turn it off, most likely; the next letter tells
        elif len(letter) == 1 and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_seen.emit(letter.isupper() != shifted)

"""Asks for the password of PDFs that leave: typed twice, judged, kept by nobody."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.report.enter_key import is_enter_in_a_line
from ui.theme import GRID
from ui.unlocking.passphrase_choice import PassphraseChoice
from ui.widgets.dressing import label, named, say_aloud, set_role

_ABOUT = (
    "The PDF opens with this password only, in any reader. It is kept nowhere: whoever forgets it "
    "saves the report again."
)
_TELL_APART = "Tell it by another way than the file: by telephone, say, and never in the same mail."
_LONGEST = 127
"""Letters: no reader of PDFs looks at more (ISO 32000-2, 7.6.4.3.3)."""


class PasswordPart(QWidget):
    """Two boxes, a verdict, and a button that suggests one; `entered` on Enter in the second.

    `near` are words that a guesser would try first, such as the name of the file.
    """

    entered = Signal()

    def __init__(self, near: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.choice = PassphraseChoice(lambda: near)
        self.choice.first.rename("&Password", "At least 12 characters, hard to guess.")
        self.choice.second.rename("Password &again", "The same once more, against slips.")
        for box in (self.choice.first, self.choice.second):
            box.line.setMaxLength(_LONGEST)
        self.suggest = named(
            QPushButton("&Suggest one"), "Suggest a password", "Five words, drawn at random."
        )
        self.suggest.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.suggest)
        row.addWidget(label(_TELL_APART, "small", wrap=True), 1)
        row.setSpacing(GRID * 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.choice)
        layout.addLayout(row)
        self.setFocusProxy(self.choice)
        self.suggest.clicked.connect(self._suggest)
        self.choice.entered.connect(self.entered)

    def take(self) -> str:
        """Return the password; "" where it will not do, and say why."""
        return self.choice.take()

    @Slot()
    def _suggest(self) -> None:
        """Put a password of random words into both boxes, to be read."""
        from forms.passphrases import suggested_passphrase

        suggested = suggested_passphrase()
        for box in (self.choice.first, self.choice.second):
            box.line.setText(suggested)
        self.choice.first.shown.setChecked(True)
        say_aloud(self, "A password is suggested.")


class PasswordDialog(QDialog):
    """Says `chosen(password)` once there is one that will do."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what the file will be called, without its ending."""
        super().__init__(parent)
        self.setWindowTitle("Protect the PDF with a password")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.password = PasswordPart((name,))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton("Save P&DF…", QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(named(self.go, "Save PDF"), "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(label("Protect the PDF with a password", "heading"))
        layout.addWidget(label(_ABOUT, wrap=True))
        layout.addWidget(self.password)
        layout.addStretch(1)
        layout.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter belongs to the boxes
        self.go.clicked.connect(self._on_go)
        self.password.entered.connect(self._on_go)
        buttons.rejected.connect(self.reject)
        letter = self.fontMetrics().averageCharWidth()
        wide = QSize(letter * 70, 0).boundedTo(self.screen().availableSize() * 0.92)
        self.resize(wide.width(), self.sizeHint().height())
        self.password.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the boxes: it goes on to the second, and from there it saves."""
        if not is_enter_in_a_line(self, event):
            super().keyPressEvent(event)

    @Slot()
    def _on_go(self) -> None:
        password = self.password.take()
        if password:
            self.accept()
            self.chosen.emit(password)

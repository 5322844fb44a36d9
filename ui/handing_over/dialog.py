"""The dialog that asks what is handed over, under which passphrase, and with which note."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.handing_over.choosing import Choosing
from ui.handing_over.jobs import Wanted
from ui.theme import GRID
from ui.unlocking.passphrase_choice import PassphraseChoice
from ui.widgets.dressing import label, named, say_aloud, set_role

if TYPE_CHECKING:
    from db.listing import FilterChoices
    from ui.audits.reads import StoreJobs

_ABOUT = (
    "Everything goes into one file, encrypted by a passphrase of its own. Send the file by stick, "
    "share or mail; whoever gets it merges it. Nothing changes in your own database."
)
_TELL_APART = (
    "Whoever gets the file needs this passphrase. Tell it by another way than the file: by "
    "telephone, say, and never in the same mail."
)
_COPIED = "The passphrase is on the clipboard."
_LONGEST_NOTE = 2_000


class HandOverDialog(QDialog):
    """Says `chosen(Wanted)` once there is something to hand over and a passphrase that will do."""

    chosen = Signal(object)

    def __init__(
        self,
        offered: "FilterChoices",
        jobs: "StoreJobs",
        parent: QWidget,
        *,
        author: str,
        today: Callable[[], date],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Hand over")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.choosing = Choosing(jobs, offered, today)
        self.passphrase = PassphraseChoice()
        self.suggest = named(
            QPushButton("&Suggest one"), "Suggest a passphrase", "Five words, drawn at random."
        )
        self.copy = named(QPushButton("Cop&y"), "Copy the passphrase")
        self.copied = label("", "small")
        self.author = named(QLineEdit(author), "Handed over by", "Your name or auditor code.")
        self.author.setMaxLength(100)
        self.note = named(QLineEdit(), "Note", "A word to whoever gets the file. Never a name.")
        self.note.setMaxLength(_LONGEST_NOTE)
        self.note.setPlaceholderText("For example: all audits of April")
        self.go = set_role(named(QPushButton("&Hand over…"), "Hand over"), "primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self._build()
        self._connect_signals()
        self.choosing.tool.setFocus()

    def _build(self) -> None:
        left, _ = _column("What goes", self.choosing)
        right, parts = _column("Passphrase of the file", label(_TELL_APART, "muted", wrap=True))
        secret = QHBoxLayout()
        secret.setSpacing(GRID)
        for part in (self.suggest, self.copy):
            secret.addWidget(part)
        secret.addWidget(self.copied, 1)
        parts.addWidget(self.passphrase)
        parts.addLayout(secret)
        for text, box in (("Handed over &by", self.author), ("&Note", self.note)):
            caption = label(text, "strong")
            caption.setBuddy(box)
            parts.addWidget(caption)
            parts.addWidget(box)
        self._place(left, right)

    def _place(self, left: QWidget, right: QWidget) -> None:
        buttons = QDialogButtonBox()
        foot = QHBoxLayout()
        foot.setSpacing(GRID * 2)
        foot.addWidget(self.choosing.told, 1)
        foot.addWidget(buttons)
        buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.clicked.connect(self.reject)
        columns = QHBoxLayout()
        columns.setSpacing(GRID * 4)
        for column in (left, right):
            columns.addWidget(_scrollable(column), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID * 2)
        layout.addWidget(label(_ABOUT, wrap=True))
        layout.addLayout(columns, 1)
        layout.addLayout(foot)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(QSize(letter * 125, line * 34).boundedTo(self.screen().availableSize() * 0.95))

    def _connect_signals(self) -> None:
        self.choosing.counted.connect(self.go.setEnabled)
        self.suggest.clicked.connect(self.suggest_passphrase)
        self.copy.clicked.connect(self._copy)
        self.go.clicked.connect(self._on_go)
        self.choosing.count()

    @Slot()
    def suggest_passphrase(self) -> None:
        """Put a passphrase of random words into both boxes, to be read."""
        from forms.passphrases import suggested_passphrase

        suggested = suggested_passphrase()
        for box in (self.passphrase.first, self.passphrase.second):
            box.line.setText(suggested)
        self.passphrase.first.shown.setChecked(True)
        say_aloud(self.passphrase, "A passphrase is suggested.")

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.passphrase.first.text)
        self.copied.setText(_COPIED)
        say_aloud(self.copied, _COPIED)

    @Slot()
    def _on_go(self) -> None:
        passphrase = self.passphrase.take()
        if not passphrase:
            return
        wanted = Wanted(
            self.choosing.selection(),
            passphrase,
            self.author.text().strip(),
            self.note.text().strip(),
        )
        self.accept()
        self.chosen.emit(wanted)


def _column(heading: str, content: QWidget) -> tuple[QWidget, QVBoxLayout]:
    """Return a column that begins at the top, and where more of it goes."""
    column = set_role(QWidget(), "page")
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, GRID, 0)
    parts = QVBoxLayout()
    parts.setSpacing(GRID)
    parts.addWidget(label(heading, "heading"))
    parts.addWidget(content)
    layout.addLayout(parts)
    layout.addStretch(1)
    return column, parts


def _scrollable(content: QWidget) -> QScrollArea:
    """Large text on a small screen needs more height than there is."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area

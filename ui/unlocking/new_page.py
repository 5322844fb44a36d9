"""The page that makes a database: the welcome at the first start, and File, New database."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.unlocking.column import Column
from ui.unlocking.passphrase_choice import PassphraseChoice
from ui.widgets.dressing import label, named, set_role, tip

_CANCEL = QKeySequence.StandardKey.Cancel
_WELCOME = (
    "Your audits are kept in one file on this computer: a database. Choose a passphrase for it. "
    "Without it nobody can read what is in the file, even if this computer is lost or stolen or "
    "somebody gets a copy."
)
_NEW = (
    "Choose a passphrase for it. Without it nobody can read what is in the file, even if this "
    "computer is lost or stolen or somebody gets a copy."
)
_FORGOTTEN = (
    "Keep it as you keep the keys of your office. A forgotten passphrase cannot be found out by "
    "anybody: the audits in the database are lost then."
)
_RECOVERABLE = (
    "Keep it as you keep the keys of your office. Should you forget it, only the recovery key of "
    "your organisation opens the database."
)
_PLAIN = (
    "Anybody who gets hold of the file can read everything in it. Use this for invented cases "
    "only, never for audits of real children."
)


class NewDatabase(NamedTuple):
    """A database that is to be made: where, and under which passphrase, "" for none.

    `recoverable` where the recovery key that is installed here shall open it, too.
    """

    path: Path
    passphrase: str
    recoverable: bool = True

    def __repr__(self) -> str:
        """Show no passphrase: it belongs in no log and no error report."""
        return f"NewDatabase({self.path.name!r})"


class NewPage(QWidget):
    """Asks for a passphrase; says `make_requested(NewDatabase)`.

    `place_requested` asks where else it shall lie, `open_requested` for one that exists instead,
    `back_requested` for the database that is open.
    """

    make_requested = Signal(object)
    place_requested = Signal()
    open_requested = Signal()
    back_requested = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.path = Path()
        self._is_recoverable = False
        self.column = Column(icons, "lock")
        self.about = label("", wrap=True)
        self.where = label("", "muted", wrap=True)
        self.place = set_role(named(QPushButton("&Elsewhere…"), "Keep it elsewhere"), "quiet")
        self.choice = PassphraseChoice(self._near)
        self.care = label("", "strong", wrap=True)
        self.recoverable = named(
            QCheckBox("The &recovery key of my organisation opens it, too"),
            "Recovery key of my organisation",
            _RECOVERABLE,
        )
        self.plain = named(QCheckBox("For &training only: no passphrase"), "No passphrase", _PLAIN)
        self.plain_warning = label(_PLAIN, "problem", wrap=True)
        self.make = set_role(QPushButton(), "primary")
        self.open = named(QPushButton("Open a database that e&xists…"), "Open a database")
        self.back = named(QPushButton("&Cancel"), "Cancel")
        self._build()
        self._connect_signals()
        self._suit()

    def _build(self) -> None:
        column = self.column
        column.add(self.about)
        column.add(self.choice, self.care, self.recoverable, self.plain, self.plain_warning)
        column.add_row(self.where, self.place, first_grows=True)  # Tab goes past what is above
        column.add_foot(self.make, self.open, self.back)
        column.end()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(column)
        self.setFocusProxy(self.choice.first.line)

    def _connect_signals(self) -> None:
        self.choice.entered.connect(self._on_make)
        self.make.clicked.connect(self._on_make)
        self.plain.toggled.connect(self._suit)
        self.recoverable.toggled.connect(self._suit)
        self.place.clicked.connect(self.place_requested)
        self.open.clicked.connect(self.open_requested)
        self.back.clicked.connect(self.back_requested)

    def ask(
        self, path: Path, *, is_first: bool, can_go_back: bool, is_recoverable: bool = False
    ) -> None:
        """Ask for the passphrase of a database to be made at this path.

        `is_first` greets who starts the program for the first time; `is_recoverable` where the
        organisation has a recovery key installed.
        """
        self.path = path
        self._is_recoverable = is_recoverable
        self.column.heading.setText(
            "Welcome to Case File Audit" if is_first else f"A new database: “{path.stem}”"
        )
        self.about.setText(_WELCOME if is_first else _NEW)
        self.where.setText(f"It will be kept as “{path.name}” in {path.parent}.")
        self.where.setToolTip(tip(str(path)))
        self.open.setVisible(is_first)
        self.back.setVisible(can_go_back)
        self.plain.setChecked(False)
        self.recoverable.setChecked(True)
        self.choice.clear()
        self._suit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the lines to the text size."""
        super().showEvent(event)
        self.column.fit_to_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape, where there is something to go back to."""
        if event.matches(_CANCEL) and not self.back.isHidden():
            self.back_requested.emit()
            return
        super().keyPressEvent(event)

    def _near(self) -> tuple[str, ...]:
        """Return words that are no part of a good passphrase, since they stand beside the file."""
        return self.path.stem, self.path.parent.name, "case file audit"

    @Slot()
    def _on_make(self) -> None:
        if self.plain.isChecked():
            self.make_requested.emit(NewDatabase(self.path, ""))
            return
        passphrase = self.choice.take()
        if passphrase:
            wanted = NewDatabase(self.path, passphrase, self.recoverable.isChecked())
            self.make_requested.emit(wanted)

    @Slot()
    def _suit(self) -> None:
        is_plain = self.plain.isChecked()
        self.choice.setVisible(not is_plain)
        self.care.setVisible(not is_plain)
        self.recoverable.setVisible(self._is_recoverable and not is_plain)
        is_recoverable = self._is_recoverable and self.recoverable.isChecked()
        self.care.setText(_RECOVERABLE if is_recoverable else _FORGOTTEN)
        self.plain_warning.setVisible(is_plain)
        text = "&Make it without a passphrase" if is_plain else "&Make the database"
        self.make.setText(text)
        named(self.make, text.replace("&", ""))

"""The page that asks for the passphrase of a protected database."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.theme import GRID
from ui.unlocking.column import Column
from ui.unlocking.passphrase_box import PassphraseBox
from ui.widgets.dressing import label, named, say_aloud, set_role

PAUSES = (0, 0, 2, 4, 8, 15)
"""Seconds to wait after the first, second … wrong passphrase. They only slow a hand at this
keyboard: what slows a thief with a copy of the file is the cost of one guess (`db/keys.py`)."""

_CANCEL = QKeySequence.StandardKey.Cancel
_LOST = "It is the one that was chosen when the database was made, or at its last change."
_RECOVERY = (
    "The recovery key of your organisation begins with CFA-RECOVERY- and is kept in a safe place. "
    "It opens every database that was made with it installed."
)


class UnlockPage(QWidget):
    """Says `unlock_requested(secret)`, as often as it takes: nobody is ever locked out.

    `open_requested` asks for another database instead, `back_requested` for the one that is open.
    """

    unlock_requested = Signal(str)
    open_requested = Signal()
    back_requested = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.path = Path()
        self._wrong = 0
        self._left = 0
        self._by_recovery = False
        self.column = Column(icons, "lock")
        self.reason = label("", "", wrap=True)
        self.box = PassphraseBox("&Passphrase", _LOST)
        self.problem = label("", "problem", wrap=True)
        self.unlock = set_role(named(QPushButton("&Unlock"), "Unlock"), "primary")
        self.other_way = set_role(QPushButton(), "quiet")
        self.open = named(QPushButton("Open &another database…"), "Open another database")
        self.back = named(QPushButton("&Back"), "Back to the database that is open")
        self._pause = QTimer(self)
        self._pause.setInterval(1_000)
        self._build()
        self._ask_for("passphrase")
        self._connect_signals()

    def _build(self) -> None:
        self.column.add(self.reason)
        self.column.parts.addSpacing(GRID)
        self.column.add(self.box, self.problem)
        self.column.add_row(self.unlock, self.other_way)
        self.column.parts.addSpacing(GRID * 2)
        self.column.add_row(self.open, self.back)
        self.column.end()
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.column)
        self.setFocusProxy(self.box.line)

    def _connect_signals(self) -> None:
        self.box.entered.connect(self._on_entered)
        self.box.edited.connect(self._suit)
        self.unlock.clicked.connect(self._on_entered)
        self.other_way.clicked.connect(self._change_way)
        self.open.clicked.connect(self.open_requested)
        self.back.clicked.connect(self.back_requested)
        self._pause.timeout.connect(self._count_down)

    def ask(self, path: Path, reason: str, *, locked: bool, can_go_back: bool) -> None:
        """Ask for the passphrase of a database: one that was `locked`, or is to be opened.

        Wrong ones are counted on while the database stays the same.
        """
        if path != self.path:
            self.forget_tries()
        self.path = path
        name = path.stem
        self.column.heading.setText(
            f"“{name}” is locked" if locked else f"“{name}” is protected by a passphrase"
        )
        self.reason.setText(reason)
        self.back.setVisible(can_go_back)
        self._ask_for("passphrase")
        self._suit()

    def forget_tries(self) -> None:
        """Begin anew: one was right, or it is another database."""
        self._wrong = self._left = 0
        self._pause.stop()
        self.problem.hide()
        self._suit()

    def refuse(self, sentence: str) -> None:
        """Say that this was not it, and wait a little before the next try."""
        self._wrong += 1
        times = "" if self._wrong == 1 else f" That was try {self._wrong}."
        self._left = PAUSES[min(self._wrong, len(PAUSES) - 1)]
        self._tell(sentence + times)
        self.box.line.selectAll()
        if self._left:
            self._pause.start()
        self._suit()
        self.box.setFocus()

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

    def _tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()
        self.box.line.setAccessibleDescription(sentence)
        say_aloud(self.problem, sentence)

    @Slot()
    def _on_entered(self) -> None:
        if self.unlock.isEnabled():
            self.unlock_requested.emit(self.box.text)

    @Slot()
    def _change_way(self) -> None:
        self._ask_for("passphrase" if self._by_recovery else "recovery key")
        self.problem.hide()
        self.box.setFocus()

    def _ask_for(self, what: str) -> None:
        self._by_recovery = what == "recovery key"
        self.box.clear()
        self.box.rename(
            "&Recovery key" if self._by_recovery else "&Passphrase",
            _RECOVERY if self._by_recovery else _LOST,
            in_capitals=self._by_recovery,
        )
        self.box.line.setPlaceholderText("CFA-RECOVERY-…" if self._by_recovery else "")
        self.box.line.setToolTip(_RECOVERY if self._by_recovery else _LOST)
        other = "Use the passphrase" if self._by_recovery else "Use the recovery key"
        self.other_way.setText(f"{other[:4]}the &{other[8:]}")
        named(self.other_way, other, _LOST if self._by_recovery else _RECOVERY)

    @Slot()
    def _count_down(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._pause.stop()
        self._suit()

    @Slot()
    def _suit(self) -> None:
        """Offer to unlock once there is something to try, and the wait is over."""
        self.unlock.setEnabled(bool(self.box.text) and self._left <= 0)
        self.unlock.setText(f"Unlock (in {self._left} s)" if self._left > 0 else "&Unlock")

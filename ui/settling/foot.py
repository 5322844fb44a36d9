"""The foot of a conflict: how far it is, the reason for all, who settles, and settling."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.settling.asked import Asked, AskedBoxes
from ui.settling.words import progress_text
from ui.theme import GRID
from ui.widgets.badge import Badge
from ui.widgets.dressing import label, named, say_aloud, set_role

_ASKED = Asked(
    "&Reason for all",
    "Why it is settled like this.",
    "Say why the conflict is settled like this.",
    "Settled &by",
)


class Foot(QFrame):
    """Asks for the reason and the name; `settle_wanted` when a person settles."""

    settle_wanted = Signal()
    written = Signal()

    def __init__(self, author: str) -> None:
        super().__init__()
        set_role(self, "strip")
        self.progress = Badge("", "info")
        self._asked = AskedBoxes(_ASKED, author)
        self.reason, self.author = self._asked.reason, self._asked.author
        self.reason.setPlaceholderText("For example: agreed with both auditors on the phone")
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.settle = set_role(named(QPushButton("&Settle"), "Settle the conflict"), "primary")
        self.settle.setToolTip("Seal what is chosen (Ctrl+Enter)")
        self._build()
        self.settle.clicked.connect(self.settle_wanted)
        self.reason.textEdited.connect(self.written)
        self.reason.returnPressed.connect(self.author.setFocus)
        self.author.returnPressed.connect(self.settle_wanted)

    def _build(self) -> None:
        self._asked.addWidget(self._act(), 0, 2, 2, 1, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID, GRID * 3, GRID + 4)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.problem)
        layout.addLayout(self._asked)

    def _act(self) -> QWidget:
        act = QWidget()
        row = QHBoxLayout(act)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.settle)
        act.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        return act

    def show_progress(self, chosen: int, total: int) -> None:
        """Say how many answers are chosen."""
        self.progress.show_state(
            progress_text(chosen, total), "good" if chosen == total else "info"
        )

    def missing(self) -> str:
        """Say what is missing here and go there; return the sentence, "" where nothing is."""
        return self._asked.missing()

    @Slot(str)
    def complain(self, sentence: str) -> None:
        """Say what is in the way; "" for nothing."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        if sentence:
            say_aloud(self.problem, sentence)

"""The bar above one conflict: whose case, which tool, the way back, and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout

from ui.audits.notice import Notice
from ui.theme import GRID, Theme
from ui.widgets.dressing import named, set_role
from ui.widgets.elided_label import ElidedLabel

if TYPE_CHECKING:
    from ui.settling.reads import Board

_KEYS = "1 2 3 or A O T choose  ·  ↑ ↓ rows  ·  Enter next  ·  Ctrl+Enter settle"
_DRAFT = (
    "This audit is open as a draft here. Complete or discard the draft first; the conflict can be "
    "looked at meanwhile."
)


class BoardHead(QFrame):
    """Shows which conflict this is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        set_role(self, "bar")
        self.back = named(QToolButton(), "Back to the list of conflicts")
        self.back.setToolTip("Back to the list of conflicts (Ctrl+W)")
        theme.icons.wear(self.back, "arrow_left", "text", 20)
        self.case = set_role(ElidedLabel(), "heading")
        self.about = set_role(ElidedLabel(), "small")
        self.keys = set_role(ElidedLabel(_KEYS), "small")
        self.look = set_role(named(QPushButton("Show the a&udit"), "Show the audit"), "quiet")
        self.notice = Notice(theme.icons, "alert", "warn")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.case)
        words.addWidget(self.about)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.back)
        row.addLayout(words, 2)
        row.addWidget(self.keys, 3)
        row.addWidget(self.look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        layout.addLayout(row)
        layout.addWidget(self.notice)

    def show_board(self, board: Board) -> None:
        """Show which conflict this is, and what is in the way of settling it."""
        self.case.setText(f"Conflict: {board.case or 'no case reference'}")
        named(self.case, self.case.text())
        self.about.setText(board.about)
        self.notice.say(_DRAFT if board.has_draft else "")

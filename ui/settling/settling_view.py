"""One conflict: what it is about, the answers to choose, the reason; what was chosen is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.settling.board import BoardView, Picked
from ui.settling.foot import Foot
from ui.settling.head import BoardHead

if TYPE_CHECKING:
    from ui.settling.reads import Board
    from ui.theme import Theme


class SettlingView(QWidget):
    """Shows one conflict at a time, each as it was left while the program runs.

    `shown` is the conflict in view, None while there is none.
    """

    def __init__(self, theme: Theme, author: Callable[[], str]) -> None:
        super().__init__()
        self._author = author
        self._kept: dict[str, tuple[Picked, str]] = {}
        self.shown: Board | None = None
        self.head = BoardHead(theme)
        self.board = BoardView(theme)
        self.foot = Foot(author())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.board, 1)
        layout.addWidget(self.foot)
        self.board.changed.connect(self._on_changed)
        self.board.last_passed.connect(self._go_to_foot)
        self.foot.written.connect(self.keep)

    def show_board(self, board: Board) -> None:
        """Show a conflict with what was chosen in it; what was chosen in another is kept."""
        self.keep()
        same = self.shown is not None and self.shown.uid == board.uid
        picked, reason = self._kept.get(board.uid, (None, ""))
        self.shown = board
        self.head.show_board(board)
        self.board.show_board(board, picked)
        self.foot.reason.setText(reason)
        if not self.foot.author.text():
            self.foot.author.setText(self._author())
        if not same:
            self.foot.complain("")
        self._on_changed()

    @Slot()
    def keep(self) -> None:
        """Keep what is chosen, for when the conflict comes back into view."""
        if self.shown is not None and self.board.rows:
            self._kept[self.shown.uid] = (self.board.picked, self.foot.reason.text())

    def put_away(self) -> None:
        """Show no conflict any more; what was chosen is kept."""
        self.keep()
        self.shown = None

    def drop(self, uid: str) -> None:
        """Show none, and let go of what was chosen in one that is settled."""
        self.shown = None
        self._kept.pop(uid, None)

    def forget(self) -> None:
        """Let go of all that belongs to a database that is not open any more."""
        self.shown = None
        self._kept.clear()

    def is_whole(self) -> bool:
        """Return whether all is chosen and said; where not, say what is missing and go there."""
        missing = self.board.show_missing()
        if missing:
            one = "Choose one more answer." if missing == 1 else f"Choose {missing:,} more answers."
            self.foot.complain(one)
            return False
        self.foot.complain(self.foot.missing())
        return not self.foot.problem.text()

    @Slot()
    def _on_changed(self) -> None:
        rows = self.board.rows
        self.foot.show_progress(sum(row.choice is not None for row in rows), len(rows))
        self.keep()

    @Slot()
    def _go_to_foot(self) -> None:
        empty = not self.foot.reason.text().strip()
        (self.foot.reason if empty else self.foot.settle).setFocus(Qt.FocusReason.OtherFocusReason)

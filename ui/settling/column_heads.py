"""What stands above the columns: whose version each is, from when, and taking all of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from forms.settling_names import ANCESTOR
from ui.settling.words import head_text, key_of, names_of, side_text
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role, tip

if TYPE_CHECKING:
    from forms.settling_names import Choice
    from ui.settling.reads import Board, Column

_ALL = {ANCESTOR: "Keep all as before", "ours": "Take all of ours", "theirs": "Take all of theirs"}


class ColumnHeads(QFrame):
    """One card for each version; `all_wanted(name)` when a person takes all of one."""

    all_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "bar")
        self.buttons: dict[Choice, QPushButton] = {}
        self._row = QHBoxLayout(self)
        self._row.setSpacing(GRID)

    def show_board(self, board: Board, *, inset: int) -> None:
        """Head the columns of a conflict; `inset` is how far the rows stand in from the right."""
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()
        self._row.setContentsMargins(GRID * 5, GRID, GRID * 3 + inset, GRID)
        columns = {column.name: column for column in board.columns}
        for place, name in enumerate(names_of(board.columns)):
            self._row.addWidget(self._head(name, columns.get(name), place, board), 1)

    def _head(self, name: Choice, column: Column | None, place: int, board: Board) -> QFrame:
        head = QFrame()
        layout = QVBoxLayout(head)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        title = side_text(name)
        told = head_text(column) if column else "there is no version before them all"
        named(head, f"Column {place + 1}, {title}: {told}")
        above = QHBoxLayout()
        above.addWidget(label(title, "heading"))
        above.addStretch(1)
        button = self._all_button(name, place)
        above.addWidget(button)
        if column is None or (board.tools_differ and name == ANCESTOR):
            button.hide()
        layout.addLayout(above)
        layout.addWidget(label(told, "muted", wrap=True))
        if board.tools_differ and column:
            layout.addWidget(label(column.tool, "small", wrap=True))
        if column and column.reason:
            why = label(_in_short(column.reason), "small", wrap=True)
            why.setToolTip(tip(column.reason))
            layout.addWidget(why)
        layout.addStretch(1)
        return head

    def _all_button(self, name: Choice, place: int) -> QPushButton:
        words = _ALL.get(name, f"Take all of {side_text(name).lower()}")
        button = set_role(named(QPushButton("Take all"), words), "quiet")
        button.setToolTip(f"{words}, where nothing is chosen yet. One answer: {key_of(place)}.")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.all_wanted.emit(name))
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # or the heads would not stand in one line
        button.setSizePolicy(policy)
        self.buttons[name] = button
        return button


def _in_short(reason: str) -> str:
    plain = " ".join(reason.split())
    return f"“{plain}”" if len(plain) <= _SHOWN else f"“{plain[:_SHOWN].rstrip()}…”"


_SHOWN = 90  # letters; the tip shows all

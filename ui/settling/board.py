"""One conflict in columns: what stood before, ours and theirs, an answer a row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from forms.settling_names import BOTH
from ui.settling.answer_row import AnswerRow
from ui.settling.column_heads import ColumnHeads
from ui.settling.joined_list import joined_list
from ui.settling.words import names_of
from ui.theme import GRID, Theme
from ui.widgets.dressing import named, set_role

if TYPE_CHECKING:
    from forms.settling_names import Choice
    from ui.settling.reads import Board


class Picked(NamedTuple):
    """What a person chose and wrote so far, by field, and the versions' hashes then."""

    choices: dict[str, Choice]
    reasons: dict[str, str]
    hashes: dict[Choice, str]


class BoardView(QWidget):
    """Shows a conflict and takes the choices; `changed` after each of them.

    `last_passed` when Enter was pressed and everything is chosen.
    """

    changed = Signal()
    last_passed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._board: Board | None = None
        self.rows: list[AnswerRow] = []
        self.heads = ColumnHeads()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        named(self.area, "Answers in conflict")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heads)
        layout.addWidget(self.area, 1)
        self.heads.all_wanted.connect(self.take_all)

    @property
    def picked(self) -> Picked:
        """What is chosen and written so far."""
        hashes = dict(self._board.hashes) if self._board else {}
        return Picked(
            {row.answer.field: row.choice for row in self.rows if row.choice},
            {row.answer.field: row.reason for row in self.rows if row.reason},
            hashes,
        )

    def show_board(self, board: Board, kept: Picked | None = None) -> None:
        """Show a conflict, with what was chosen before as far as it means the same."""
        self._board = board
        names = names_of(board.columns)
        total = len(board.answers)
        self.rows = [
            AnswerRow(answer, names, self._theme, f"{at} of {total}")
            for at, answer in enumerate(board.answers, 1)
        ]
        sheet = set_role(QWidget(), "page")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(GRID * 3, GRID, GRID, GRID * 2)
        column.setSpacing(GRID)
        for row in self.rows:
            self._wire(row)
            column.addWidget(row)
        if board.joined:
            column.addWidget(joined_list(board.joined, self._theme.icons))
        column.addStretch(1)
        self.area.setWidget(sheet)
        self._restore(kept)
        self.heads.show_board(board, inset=self.area.verticalScrollBar().sizeHint().width())

    def _wire(self, row: AnswerRow) -> None:
        row.chosen.connect(self.changed)
        row.written.connect(self.changed)
        row.left.connect(partial(self._step, row))
        row.done.connect(partial(self._go_on, row))
        row.entered.connect(partial(self._show_row, row))

    def _restore(self, kept: Picked | None) -> None:
        """A version counts as the same where its hash is; what was written always stays."""
        board = self._board
        if kept is None or board is None:
            return
        for row in self.rows:
            field = row.answer.field
            row.why.setText(kept.reasons.get(field, ""))
            was = kept.hashes.get(kept.choices.get(field, ""))
            now = next((name for name, each in board.hashes.items() if each == was), None)
            if kept.choices.get(field) == BOTH and kept.hashes == board.hashes:
                now = BOTH
            if now is not None and row.answer.versions.get(now) is not None:
                row.show_choice(now)
        self.changed.emit()

    @property
    def stop(self) -> QWidget:
        """Where somebody begins: the first answer that nothing is chosen of, or the first."""
        waiting = [row for row in self.rows if not row.choice]
        return (waiting or self.rows)[0].stop if self.rows else self

    def enter(self) -> None:
        """Go to the first answer that nothing is chosen of, or to the first."""
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def take_all(self, name: Choice) -> None:
        """Choose one version wherever nothing is chosen yet."""
        for row in self.rows:
            if row.choice is None:
                row.choose(name)

    def show_missing(self) -> int:
        """Say where nothing is chosen and go to the first such row; return how many there are."""
        waiting = [row for row in self.rows if not row.choice]
        for row in waiting:
            row.complain("Choose which of these stands.")
        if waiting:
            waiting[0].enter()
            self._show_row(waiting[0])  # it may have the focus already, out of view
        return len(waiting)

    def _step(self, row: AnswerRow, step: int) -> None:
        at = self.rows.index(row) + step
        if 0 <= at < len(self.rows):
            self.rows[at].enter(at_reason=row.why.hasFocus(), column=row.column)

    def _go_on(self, row: AnswerRow) -> None:
        """Go to the next answer that nothing is chosen of, round at the end."""
        at = self.rows.index(row) + 1
        waiting = [each for each in self.rows[at:] + self.rows[:at] if not each.choice]
        if waiting:
            waiting[0].enter()
        else:
            self.last_passed.emit()

    def _show_row(self, row: AnswerRow) -> None:
        self.area.ensureWidgetVisible(row, 0, GRID)

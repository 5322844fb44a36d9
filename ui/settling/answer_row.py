"""One answer in conflict: the question, its versions side by side, and why one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from forms.settling_names import BOTH, WHOLE
from ui.settling.version_cell import VersionCell
from ui.settling.words import NOT_BEFORE_ALL, ONLY_SIDES, choice_of, key_of, side_text
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, say_aloud, set_role, set_tone

if TYPE_CHECKING:
    from forms.settling_names import Choice
    from ui.settling.reads import AnswerInConflict

_LONGEST_REASON = 500
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnswerRow(QFrame):
    """Asks which version of one answer stands.

    `chosen(field)` when a person chose; `left(step)` when the arrow keys go to the row before
    (-1) or after (1); `done` on Enter; `entered` when the focus came into it.
    """

    chosen = Signal(str)
    left = Signal(int)
    done = Signal()
    entered = Signal()
    written = Signal()

    def __init__(
        self, answer: AnswerInConflict, names: tuple[Choice, ...], theme: Theme, place: str
    ) -> None:
        super().__init__()
        set_role(self, "card")
        self.answer = answer
        names = (*names, BOTH) if BOTH in answer.versions else names
        self._names = names
        self._choice: Choice | None = None
        self._column = 0
        self.cells = {
            name: VersionCell(
                name,
                answer.versions.get(name),
                f"{_ended(answer.label)} {place}.",
                key_of(at),
                theme,
                why_not=ONLY_SIDES if answer.field == WHOLE else NOT_BEFORE_ALL,
            )
            for at, name in enumerate(names)
        }
        self.why = named(QLineEdit(), f"Why, for “{answer.label}”", "Not required.")
        self.why.setPlaceholderText("Why this one? (not required)")
        self.why.setMaxLength(_LONGEST_REASON)
        self.complaint = label("", "problem", wrap=True)
        self.complaint.hide()
        self._build(place)
        self._connect_signals(theme)
        self._let_tab_stop_at(self._first)

    def _build(self, place: str) -> None:
        named(self, f"{_ended(self.answer.label)} {place}")
        about = QHBoxLayout()
        about.addWidget(label(self.answer.heading, "small", wrap=True), 1)
        about.addWidget(label(place, "small"))
        cells = QHBoxLayout()
        cells.setSpacing(GRID)
        for name, cell in self.cells.items():
            if name != BOTH:  # which has no column of its own
                cells.addWidget(cell, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 2, GRID + 4, GRID * 2, GRID + 4)
        layout.setSpacing(GRID // 2)
        layout.addLayout(about)
        layout.addWidget(label(self.answer.label, "strong", wrap=True))
        layout.addLayout(cells)
        if BOTH in self.cells:
            layout.addWidget(self.cells[BOTH])
        layout.addWidget(self.why)
        layout.addWidget(self.complaint)

    def _connect_signals(self, theme: Theme) -> None:
        for cell in self.cells.values():
            cell.picked.connect(self.choose)
            cell.installEventFilter(self)
        self.why.installEventFilter(self)
        self.why.returnPressed.connect(self.done)
        self.why.textEdited.connect(self.written)
        theme.changed.connect(self._show_words)

    @property
    def choice(self) -> Choice | None:
        """Which version is chosen, None while none is."""
        return self._choice

    @property
    def reason(self) -> str:
        """Why this version is chosen, "" where it is not said."""
        return self.why.text().strip()

    @Slot(str)
    def choose(self, name: Choice) -> None:
        """Choose a version, unless it is not there."""
        if self.answer.versions.get(name) is None:
            return
        had_focus = any(cell.hasFocus() for cell in self.cells.values())
        self.show_choice(name)
        if had_focus:
            self.cells[name].setFocus(Qt.FocusReason.OtherFocusReason)
        say_aloud(self.cells[name], f"{side_text(name)} is chosen.")
        self.chosen.emit(self.answer.field)

    def show_choice(self, name: Choice | None) -> None:
        """Show which version is chosen."""
        self._choice = name
        for each, cell in self.cells.items():
            cell.show_chosen(each == name)
        if name:
            self._let_tab_stop_at(self._names.index(name))
            self.complain("")

    def complain(self, sentence: str) -> None:
        """Say what is missing here; "" for nothing."""
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))
        set_tone(self, "bad" if sentence else "")

    def enter(self, *, at_reason: bool = False, column: int | None = None) -> None:
        """Take the focus: to the reason, to a column, or to what is chosen."""
        if at_reason:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if column is not None and self._cell(column).isEnabled():
            self._let_tab_stop_at(column)
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def stop(self) -> VersionCell:
        """Where Tab stops in the row."""
        return self._cell(self._column)

    @property
    def column(self) -> int:
        """The column that the focus is in, or was in last."""
        return self._column

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by digit or letter; go on by arrows and Enter."""
        key = event.key()
        if key in _STEPS:
            self._step(_STEPS[Qt.Key(key)])
        elif key in _ROWS:
            self.left.emit(_ROWS[Qt.Key(key)])
        elif key in _ENTER:
            self.done.emit()
        elif not event.modifiers() and (name := choice_of(event.text(), self._names)):
            self.choose(name)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell that the focus came in; let the arrows leave the reason's box too."""
        if event.type() == QEvent.Type.FocusIn:
            if isinstance(watched, VersionCell):
                self._let_tab_stop_at(self._names.index(watched.name))
            self.entered.emit()
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.why and is_key and isinstance(event, QKeyEvent) and event.key() in _ROWS:
            self.left.emit(_ROWS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    @property
    def _first(self) -> int:
        """The first column that can be chosen."""
        return next(at for at in range(len(self._names)) if self._cell(at).isEnabled())

    def _cell(self, column: int) -> VersionCell:
        return self.cells[self._names[column]]

    def _step(self, step: int) -> None:
        wanted = self._column + step
        if 0 <= wanted < len(self._names) and self._cell(wanted).isEnabled():
            self.enter(column=wanted)

    def _let_tab_stop_at(self, column: int) -> None:
        """Let Tab stop once in the row, at the cell that is in use; arrows go to the others."""
        self._column = column
        for at in range(len(self._names)):
            policy = Qt.FocusPolicy.StrongFocus if at == column else Qt.FocusPolicy.ClickFocus
            self._cell(at).setFocusPolicy(policy)

    @Slot()
    def _show_words(self) -> None:
        for cell in self.cells.values():
            cell.show_words()


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!", ":")) else f"{sentence}."

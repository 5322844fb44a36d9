"""Choices put in order: lines that are moved up and down."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Answer
from forms.tools import Question
from ui.audit_form.answers import AnswerEditor, in_a_column
from ui.audit_form.option_box import OptionBox
from ui.audit_form.option_paint import RING
from ui.audit_form.options import reserved_options
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role

HELP = "Alt+Up and Alt+Down move a line, a digit moves it to that place, Space keeps the order."

_CODE = Qt.ItemDataRole.UserRole
_CHOOSING = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RankList(QListWidget):
    """The lines in their order; `ranked(codes)` when the person moved one, or kept the order."""

    ranked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.is_read_only = False
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrap(True)
        # Only once the drop is over may the lines be shown anew.
        self.model().rowsMoved.connect(self.keep, Qt.ConnectionType.QueuedConnection)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the order in which the lines stand."""
        return tuple(str(self.item(row).data(_CODE)) for row in range(self.count()))

    def show_lines(self, lines: Sequence[tuple[str, str]], *, is_ranked: bool) -> None:
        """Show (code, label) of each line; they have numbers once they are ranked."""
        current = self.currentItem()
        kept = current.data(_CODE) if current is not None else None
        self.clear()
        for place, (code, words) in enumerate(lines, start=1):
            item = QListWidgetItem(f"{place}.  {words}" if is_ranked else f"–  {words}")
            said = f"place {place} of {len(lines)}" if is_ranked else "not ranked yet"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {said}")
            item.setData(_CODE, code)
            self.addItem(item)
            if code == kept:
                self.setCurrentItem(item)
        self.updateGeometry()

    @Slot()
    def keep(self) -> None:
        """Hand on the order as it stands."""
        if not self.is_read_only:
            self.ranked.emit(self.codes)

    def move_current(self, place: int) -> None:
        """Move the current line to a place, counted from 0, and hand the order on."""
        row = self.currentRow()
        if self.is_read_only or row < 0 or not 0 <= place < self.count():
            return
        codes = [code for code in self.codes if code != self.codes[row]]
        codes.insert(place, self.codes[row])
        self.ranked.emit(tuple(codes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move lines; at the ends leave the arrows to the form, and the letters always."""
        key, row = Qt.Key(event.key()), self.currentRow()
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in _MOVES and is_alt:
            self.move_current(row + _MOVES[key])
        elif key in _MOVES and 0 <= row + _MOVES[key] < self.count():
            super().keyPressEvent(event)
        elif key in _CHOOSING:
            self.keep()
        elif event.text().isdecimal() and event.text() != "0":
            self.move_current(min(int(event.text()), self.count()) - 1)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first line; Qt makes it the current one, but marks none."""
        super().focusInEvent(event)
        self.setCurrentRow(max(self.currentRow(), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where lines wrap otherwise."""
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for room for every line."""
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(GRID * 40, height + 2 * self.frameWidth() + GRID)

    def minimumSizeHint(self) -> QSize:
        """Never show less than every line."""
        return QSize(GRID * 16, self.sizeHint().height())


class RankEditor(AnswerEditor):
    """The lines, buttons that move one, and the reserved answers."""

    def __init__(self, question: Question, theme: Theme) -> None:
        super().__init__()
        self._labels = {choice.code: choice.label for choice in question.choices}
        self._offered = tuple(self._labels)
        self._answer: Answer = None
        self.lines = RankList()
        self.lines.setMaximumWidth(GRID * 60 * theme.text_percent // 100)
        self._up = self._mover("↑", "Move the line up", "Alt+Up", -1)
        self._down = self._mover("↓", "Move the line down", "Alt+Down", 1)
        self._keep = set_role(QPushButton("Keep this order"), "quiet")
        self.reserved = OptionBox(reserved_options(question), theme)
        if not self.reserved.options:
            self.reserved.hide()
        in_a_column(self, self._ranking(), self.reserved)
        self.lines.ranked.connect(lambda codes: self.answered.emit(codes, ""))
        self._keep.clicked.connect(self.lines.keep)
        self.reserved.picked.connect(lambda code: self.answered.emit(code, ""))

    def show_answer(self, answer: Answer) -> None:
        """Show the order that was given, or the tool's own."""
        self._answer = answer
        is_ranked = isinstance(answer, tuple)
        given = answer if isinstance(answer, tuple) else ()
        rest = [code for code in self._offered if code not in given]
        lines = [(code, self._labels.get(code, code)) for code in (*given, *rest)]
        self.lines.show_lines(lines, is_ranked=is_ranked)
        self._keep.setVisible(not is_ranked and not self.lines.is_read_only)
        is_reserved = answer in (NOT_APPLICABLE, NOT_EVIDENCED)
        self.reserved.show_chosen([str(answer)] if is_reserved else [])

    def offer(self, codes: Sequence[str]) -> None:
        """Let these be ranked only."""
        if tuple(codes) != self._offered:
            self._offered = tuple(codes)
            self.show_answer(self._answer)

    def enter(self) -> None:
        """Go to the lines, or to the reserved answer that was given."""
        if self._answer in (NOT_APPLICABLE, NOT_EVIDENCED):
            self.reserved.enter()
        else:
            self.lines.setFocus(Qt.FocusReason.TabFocusReason)

    def describe(self, name: str, state: str) -> None:
        """Name lines and buttons by the question."""
        named(self.lines, name, f"{HELP} {state}.")
        self._keep.setAccessibleDescription(name)
        for button in (self._up, self._down):
            button.setAccessibleDescription(name)
        self.reserved.describe(f"{name} {state}.")

    def press(self, key: str) -> bool:
        """Choose the reserved answer that has this key."""
        return self.reserved.press(key)

    def set_read_only(self) -> None:
        """Show the order only."""
        self.lines.is_read_only = True
        self.lines.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.reserved.set_read_only()
        for part in (self._up, self._down, self._keep):
            part.hide()

    def _ranking(self) -> QWidget:
        whole = QWidget()
        buttons = QVBoxLayout()
        buttons.setSpacing(GRID // 2)
        buttons.addWidget(self._up)
        buttons.addWidget(self._down)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.lines, 1)
        row.addLayout(buttons)
        row.addWidget(self._keep, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        column = QVBoxLayout(whole)
        column.setContentsMargins(RING, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(label(HELP, "small", wrap=True))
        return whole

    def _mover(self, arrow: str, name: str, key: str, step: int) -> QToolButton:
        button = named(QToolButton(), name)
        button.setText(arrow)
        button.setToolTip(f"{name} ({key})")
        button.clicked.connect(lambda: self.lines.move_current(self.lines.currentRow() + step))
        return button

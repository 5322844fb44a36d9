"""A table of small parts with the buttons and keys to add, remove, order and paste rows."""

from collections.abc import Callable

from pydantic import JsonValue
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from forms.designing.plain import Plain
from ui.designer.editors import Editor
from ui.designer.rows_model import Column, RowsModel
from ui.designer.rows_table import RowsCells, RowsTable
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

_MOST_ROWS = 9  # seen at once; a longer list scrolls
Pasted = Callable[[str, JsonValue], list[JsonValue]]
"""Makes the rows after a paste from the pasted text and the rows before."""


class RowsEditor(Editor):
    """A list of parts as a table; `what` is one of them, as in “Add answer”."""

    def __init__(
        self,
        name: str,
        columns: tuple[Column, ...],
        theme: Theme,
        *,
        what: str,
        code: str = "code",
        new: Plain | None = None,
        pasted: Pasted | None = None,
    ) -> None:
        super().__init__()
        self._language = ""
        self._added = -1  # the row that was only just added, if nothing was written in it
        self._words_buttons = 0  # how many buttons stand left of the gap
        self._pasted = pasted
        self.model = RowsModel(columns, code, new or {})
        self.table = RowsTable(name, self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowsCells(self.model, self.table))
        self._share_width()
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GRID // 2)
        self.buttons.addStretch(1)
        self.add = self.add_button(f"Add {what}", theme, "add", self.add_row)
        self.add.setToolTip("Adds one after the chosen row (Insert)")
        if pasted:
            self.paste = self.add_button("Paste lines", theme, "copy", self.paste_lines)
            self.paste.setToolTip("Adds one for each line of the text you copied")
        for icon, tip, pressed in (
            ("arrow_up", "Move the chosen row up (Alt+Up)", lambda: self.move_row(-1)),
            ("arrow_down", "Move the chosen row down (Alt+Down)", lambda: self.move_row(1)),
            ("remove", "Remove the chosen row (Del)", self.remove_row),
        ):
            self._add_tool(theme, icon, tip, pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.table)
        column.addLayout(self.buttons)
        self.setFocusProxy(self.table)
        self.model.edited.connect(lambda rows: self.edited.emit(rows, ""))
        self.model.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def show_value(self, value: JsonValue) -> None:
        """Show a list of parts."""
        self.model.show_rows(value, self._language)

    def flush(self) -> None:
        """Hand on what was typed in a cell: a cell does so when it loses the focus."""
        if self.table.state() == QAbstractItemView.State.EditingState:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def speak(self, language: str) -> None:
        """Show and write the words of a language."""
        self._language = language

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these properties of each part."""
        if columns != self.model.columns:
            self.model.show_columns(columns)
            self._share_width()

    def fix(self, codes: frozenset[str]) -> None:
        """Let these codes stand for ever, for they are published."""
        self.model.fix(codes)

    @Slot()
    def add_row(self) -> None:
        """Put a row after the current one, and begin to write its words."""
        here = self.table.currentIndex()
        self._add_at(here.row() + 1 if here.isValid() else self.model.rowCount())

    def go_on(self) -> None:
        """Go to the cell below the one that was written; below the last words add a row.

        A row that was added and left as it was ends the writing: it goes again.
        """
        here = self.table.currentIndex()
        is_last = here.row() == self.model.rowCount() - 1
        if self._is_only_added(here.row()):
            self.take_back()
        elif not is_last:
            self._write(here.row() + 1, here.column())
        elif self.model.columns[here.column()].is_words and not self._language:
            self.add_row()

    def take_back(self) -> None:
        """Take a row away again that was added and left as it was."""
        row = self.table.currentIndex().row()
        if self._is_only_added(row):
            self.remove_row()
        self._added = -1

    @Slot()
    def remove_row(self) -> None:
        """Take the current row away."""
        at = self.table.currentIndex().row()
        if at >= 0:
            self.model.remove(at)
            self._enter(min(at, self.model.rowCount() - 1))

    def move_row(self, step: int) -> None:
        """Move the current row up (-1) or down (1)."""
        at = self.table.currentIndex().row()
        if at >= 0 and self.model.move(at, step):
            self._enter(at + step)

    @Slot()
    def paste_lines(self) -> None:
        """Add a row for each line of the text that was copied."""
        if self._pasted is not None:
            rows = self._pasted(QApplication.clipboard().text(), [*self.model.rows])
            self.model.show_rows(rows, self._language)
            self.edited.emit(rows or None, "")

    def add_button(
        self, text: str, theme: Theme, icon: str, pressed: Callable[[], None]
    ) -> QPushButton:
        """Put a button below the table, after the others."""
        button = named(QPushButton(text), text)
        button.setProperty("role", "quiet")
        theme.icons.wear(button, icon, "accent", 16)
        button.clicked.connect(pressed)
        self.buttons.insertWidget(self._words_buttons, button)
        self._words_buttons += 1
        return button

    def _add_tool(self, theme: Theme, icon: str, tip: str, pressed: Callable[[], None]) -> None:
        button = named(QToolButton(), f"{self.table.accessibleName()}: {tip.partition(' (')[0]}")
        button.setToolTip(tip)
        theme.icons.wear(button, icon, "muted", 16)
        button.clicked.connect(pressed)
        self.buttons.addWidget(button)

    def _add_at(self, at: int) -> None:
        count = self.model.rowCount()
        self.model.add(at)
        at += max(self.model.rowCount() - count - 1, 0)  # the first language came along before it
        self._write(at, self._words_column)
        self._added = at

    def _is_only_added(self, row: int) -> bool:
        return 0 <= row == self._added and self.model.is_untouched(row)

    @property
    def _words_column(self) -> int:
        return next((at for at, each in enumerate(self.model.columns) if each.is_words), 0)

    def _write(self, row: int, column: int) -> None:
        """Begin to write in a cell."""
        self._added = -1
        self._enter(row, column)
        if self.table.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(self.table.currentIndex())

    def _enter(self, row: int, column: int = -1) -> None:
        index = self.model.index(row, self._words_column if column < 0 else column)
        self.table.setCurrentIndex(index)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _share_width(self) -> None:
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(GRID * 6)
        for at, column in enumerate(self.model.columns):
            stretches = bool(column.share)
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(at, mode.Stretch if stretches else mode.ResizeToContents)

    @Slot()
    def _fit(self) -> None:
        """Be as tall as the rows, up to a few."""
        line = self.fontMetrics().height() + GRID + 2
        self.table.verticalHeader().setDefaultSectionSize(line)
        rows = min(max(self.model.rowCount(), 1), _MOST_ROWS)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(rows * line + head + GRID // 2)

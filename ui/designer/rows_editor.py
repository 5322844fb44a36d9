"""A table of small parts with the buttons and keys to add, remove, order and paste rows."""

from collections.abc import Callable

from pydantic import JsonValue
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from forms.designing.plain import Plain
from ui.designer.editors import Editor
from ui.designer.rows_model import Column, RowsModel
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

_MOST_ROWS = 9  # seen at once; a longer list scrolls
Pasted = Callable[[str, JsonValue], list[JsonValue]]
"""Makes the rows after a paste from the pasted text and the rows before."""


class _Table(QTableView):
    """The table itself: Enter types in a cell, the arrows with Alt move a row."""

    def __init__(self, name: str, editor: "RowsEditor") -> None:
        super().__init__()
        named(
            self,
            name,
            "Enter edits a cell, Insert adds a row, Delete removes it, Alt with an arrow moves it.",
        )
        self._editor = editor
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Work the rows by keys."""
        key = Qt.Key(event.key())
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._editor.move_row(-1 if key == Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self.state() != QAbstractItemView.State.EditingState:  # a cell passes its Enter on
                self.edit(self.currentIndex())
        elif key == Qt.Key.Key_Insert:
            self._editor.add_row()
        elif key == Qt.Key.Key_Delete:
            self._editor.remove_row()
        else:
            super().keyPressEvent(event)


class _Cells(QStyledItemDelegate):
    """Offers a list where a column knows its few values."""

    def __init__(self, columns: tuple[Column, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Make a list for a column of a fixed few, a line for any other."""
        column = self._columns[index.column()]
        if not column.choices:
            made = super().createEditor(parent, option, index)
            made.setStyleSheet("padding: 0 6px; min-height: 0; border-radius: 0;")
            return named(made, column.heading)
        box = named(QComboBox(parent), column.heading)
        box.setStyleSheet("padding: 0 6px; min-height: 0; border-radius: 0;")
        for value, words in column.choices.items():
            box.addItem(words, value)
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Begin with the cell's value."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(Qt.ItemDataRole.EditRole)), 0))
            return
        super().setEditorData(editor, index)

    def setModelData(
        self, editor: QWidget, model: object, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Hand on what was typed or chosen."""
        if isinstance(editor, QComboBox) and isinstance(model, RowsModel):
            model.setData(index, editor.currentData())
        elif isinstance(model, RowsModel):
            super().setModelData(editor, model, index)


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
        self._pasted = pasted
        self.model = RowsModel(columns, code, new or {})
        self.table = _Table(name, self)
        self.table.setModel(self.model)
        self.table.setItemDelegate(_Cells(columns, self.table))
        self._share_width(columns)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GRID // 2)
        self.add = self._button(f"Add {what}", theme, "add", self.add_row)
        if pasted:
            self.paste = self._button("Paste lines", theme, "copy", self.paste_lines)
            self.paste.setToolTip("Adds one for each line of the text you copied")
        self.buttons.addStretch(1)
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

    @Slot()
    def add_row(self) -> None:
        """Put a row after the current one, and begin to write its words."""
        here = self.table.currentIndex()
        at = here.row() + 1 if here.isValid() else self.model.rowCount()
        self.model.add(at)
        self._enter(at)
        self.table.edit(self.table.currentIndex())

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

    def _enter(self, row: int) -> None:
        columns = self.model.columns
        words = next((at for at, each in enumerate(columns) if each.is_words), 0)
        self.table.setCurrentIndex(self.model.index(row, words))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(
        self, text: str, theme: Theme, icon: str, pressed: Callable[[], None]
    ) -> QPushButton:
        button = named(QPushButton(text), text)
        button.setProperty("role", "quiet")
        theme.icons.wear(button, icon, "accent", 16)
        button.clicked.connect(pressed)
        self.buttons.addWidget(button)
        return button

    def _share_width(self, columns: tuple[Column, ...]) -> None:
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(GRID * 6)
        for at, column in enumerate(columns):
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

"""The table of a list of small parts: what its keys do, and how its cells are written in."""

from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.designer.rows_model import RowsModel
from ui.widgets.dressing import named


class Rows(Protocol):
    """What the keys of a table can do to its rows."""

    def add_row(self) -> None:
        """Put a row after the current one."""

    def remove_row(self) -> None:
        """Take the current row away."""

    def move_row(self, step: int) -> None:
        """Move the current row up (-1) or down (1)."""

    def go_on(self) -> None:
        """Go on after a cell was written."""

    def take_back(self) -> None:
        """Take a row away again that was added and left as it was."""


class RowsTable(QTableView):
    """The table itself: Enter types in a cell, the arrows with Alt move a row."""

    def __init__(self, name: str, rows: Rows) -> None:
        super().__init__()
        named(
            self,
            name,
            "Enter edits a cell, Insert adds a row, Delete removes it, Alt with an arrow moves it.",
        )
        self._rows = rows
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
            self._rows.move_row(-1 if key == Qt.Key.Key_Up else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self.state() != QAbstractItemView.State.EditingState:  # a cell passes its Enter on
                self.edit(self.currentIndex())
        elif key == Qt.Key.Key_Insert:
            self._rows.add_row()
        elif key == Qt.Key.Key_Delete:
            self._rows.remove_row()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row the keys are for."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self.currentIndex().isValid():
            self.selectRow(self.currentIndex().row())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter go on with the row below; Esc takes back a row that was only just added."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._rows.go_on()
        elif hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:
            self._rows.take_back()


class RowsCells(QStyledItemDelegate):
    """Offers a list where a column knows its few values."""

    def __init__(self, model: RowsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = model

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Make a list for a column of a fixed few, a line for any other."""
        column = self._rows.columns[index.column()]
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

"""A box for a rule: it completes names and functions, and marks the place of what is wrong."""

import re
from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QStandardItem,
    QStandardItemModel,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QCompleter, QListView, QTextEdit

from forms.rules import FUNCTIONS
from ui.audit_form.text_box import TextBox
from ui.theme import GRID, Theme

_INSERT = Qt.ItemDataRole.UserRole
_STARTED = re.compile(r"(?:\$\{?|[A-Za-z])[A-Za-z0-9_.:-]*$")
_OURS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape}
_LEAST = 2  # letters of a function before a list opens by itself; names open at “$”


class RuleBox(TextBox):
    """Text with a list of names that opens at `${`, of functions at their first letters.

    Ctrl+Space opens it anywhere.
    """

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__(name)
        self.setAccessibleDescription("A rule. Type a dollar sign to name a question.")
        self._theme = theme
        self._names: dict[str, str] = {}
        self._offers = QStandardItemModel(self)
        self._completer = QCompleter(self._offers, self)
        self._completer.setWidget(self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(9)
        self.popup = QListView()
        self._completer.setPopup(self.popup)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]

    def offer(self, names: Mapping[str, str]) -> None:
        """Complete these names, each with the words of its question, and every function."""
        self._names = dict(names)

    def mark(self, column: int) -> None:
        """Underline the place of what is wrong; 0 is nowhere."""
        marks: list[QTextEdit.ExtraSelection] = []
        if column:
            selection = QTextEdit.ExtraSelection()
            cursor = self.textCursor()
            end = max(len(self.toPlainText()) - 1, 0)
            cursor.setPosition(min(column - 1, end))
            cursor.movePosition(
                QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor, 1
            )
            selection.cursor = cursor
            selection.format = self._mark_format()
            marks.append(selection)
        self.setExtraSelections(marks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys of an open list to the list; open it while a name is typed."""
        if self.popup.isVisible() and event.key() in _OURS:
            event.ignore()
            return
        wanted = event.key() == Qt.Key.Key_Space and bool(
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if not wanted:
            super().keyPressEvent(event)
        started = self._started()
        is_long = len(started) >= (1 if started.startswith("$") else _LEAST)
        if wanted or (event.text() and is_long):
            self._open(started)
        else:
            self.popup.hide()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list when the box is left for something else."""
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.popup.hide()
        super().focusOutEvent(event)

    def _started(self) -> str:
        """Return the name or function that is being typed before the caret, "" in a quote."""
        before = self.toPlainText()[: self.textCursor().position()]
        if before.count("'") % 2 or before.count('"') % 2:
            return ""
        match = _STARTED.search(before)
        return match[0] if match else ""

    def _open(self, started: str) -> None:
        """Offer the names that hold what was typed, or the functions that begin with it."""
        self._offers.clear()
        letters = started.lstrip("${").casefold()
        for name, words in self._names.items():
            wanted = not started or (started[0] == "$" and letters in f"{name} {words}".casefold())
            if wanted:
                self._offers.appendRow(_offer(f"${{{name}}}", words))
        for name, help_text in FUNCTIONS.items():
            if started[:1] != "$" and name.startswith(letters) and letters != name:
                self._offers.appendRow(_offer(f"{name}(", help_text.description))
        if not self._offers.rowCount():
            self.popup.hide()
            return
        place = self.cursorRect()
        place.setWidth(GRID * 48)
        self._completer.complete(place)
        self.popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        cursor = self.textCursor()
        for _ in self._started():
            cursor.deletePreviousChar()
        cursor.insertText(str(index.data(_INSERT)))
        self.setTextCursor(cursor)

    def _mark_format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        made.setUnderlineColor(QColor(self._theme.palette.bad))
        made.setBackground(QColor(self._theme.palette.bad_soft))
        return made


def _offer(insert: str, words: str) -> QStandardItem:
    item = QStandardItem(f"{insert}  –  {words}" if words else insert)
    item.setData(insert, _INSERT)
    return item

"""A list of small parts (answers, points, themes, roles) as a table to type in."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from pydantic import JsonValue
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from forms.designing.naming import made_code
from forms.designing.placeholders import OF_ROWS
from forms.designing.plain import Plain, parts_in, text_at, value_at, with_value
from ui.widgets.dressing import tip

_Index = QModelIndex | QPersistentModelIndex


class Column(NamedTuple):
    """A property of each row.

    `choices` maps values to words for a column of a fixed few; `is_words` for what is written in
    each language of the tool.
    """

    name: str
    heading: str
    what: Literal["text", "number", "tick"] = "text"
    choices: Mapping[str, str] = {}
    is_words: bool = False
    share: int = 0
    """How much of the room that is left over the column takes; 0: what its heading needs."""
    within: str = ""
    """The part of the row that the property stands in."""


class RowsModel(QAbstractTableModel):
    """Rows of plain data. `edited(rows)` after a person changed something."""

    edited = Signal(object)

    def __init__(self, columns: tuple[Column, ...], code: str, new: Plain) -> None:
        super().__init__()
        self.columns = columns
        self._code = code
        self._new = new
        self._rows: list[Plain] = []
        self._fixed: frozenset[str] = frozenset()
        self._language = ""

    @property
    def rows(self) -> list[Plain]:
        """The rows as they stand."""
        return list(self._rows)

    def show_rows(self, value: JsonValue, language: str = "") -> None:
        """Show a list of parts, with the words of a language."""
        rows = parts_in(value)
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows, self._language = rows, language
            self.endResetModel()
        elif rows != self._rows or language != self._language:
            self._rows, self._language = rows, language
            last = self.index(len(rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        """Show these properties of each row."""
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self.endResetModel()

    def fix(self, codes: frozenset[str]) -> None:
        """Let these codes stand for ever: answers are kept under them."""
        self._fixed = codes

    def is_untouched(self, at: int) -> bool:
        """Return whether a row still says just what a new one says."""
        return self._is_new(self._rows[at])

    def add(self, at: int) -> None:
        """Put a new row at a position."""
        words = text_at(self._new, (self._words_name,)) or "New"
        taken = {text_at(row, (self._code,)) for row in self._rows}
        fresh = {**self._new, self._code: made_code(words, taken)} if self._code else self._new
        self._hand_on([*self._rows[:at], dict(fresh), *self._rows[at:]])

    def remove(self, at: int) -> None:
        """Take a row away."""
        self._hand_on([row for index, row in enumerate(self._rows) if index != at])

    def move(self, at: int, step: int) -> bool:
        """Move a row up (-1) or down (1). Returns whether it could."""
        if not 0 <= at + step < len(self._rows):
            return False
        rows = list(self._rows)
        rows[at], rows[at + step] = rows[at + step], rows[at]
        self._hand_on(rows)
        return True

    def rowCount(self, _parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def columnCount(self, _parent: _Index | None = None) -> int:
        """Return how many properties each row shows."""
        return len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.columns[section].heading
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell as it is shown, typed or spoken."""
        column = self.columns[index.column()]
        value = value_at(self._rows[index.row()], self._path(column))
        if column.what == "tick":
            return _ticked(column, value in (True, "true"), role)
        text = f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)
        match role:
            case Qt.ItemDataRole.EditRole:
                return text
            case Qt.ItemDataRole.ToolTipRole if self._is_fixed(index):
                return tip(f"{text}: {_FIXED}")
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                said = column.choices.get(text, text) or self._untranslated(index, column)
                return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.heading}: {column.choices.get(text, text) or 'empty'}"
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed or ticked in a cell."""
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and column.what == "tick":
            given: JsonValue = True if Qt.CheckState(value) == Qt.CheckState.Checked else None
        elif role == Qt.ItemDataRole.EditRole:
            given = _read(str(value), column)
        else:
            return False
        before = self._rows[index.row()]
        row = with_value(before, self._path(column), given)
        if column.name == self._words_name and not self._language:
            row = self._with_code(before, row)
        if row != before:
            rows = list(self._rows)
            rows[index.row()] = row
            self._hand_on(rows)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let every cell be edited or ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.columns[index.column()].what == "tick":
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags if self._is_fixed(index) else flags | Qt.ItemFlag.ItemIsEditable

    def _is_fixed(self, index: _Index) -> bool:
        is_code = self.columns[index.column()].name == self._code
        return is_code and text_at(self._rows[index.row()], (self._code,)) in self._fixed

    @property
    def _words_name(self) -> str:
        return next((column.name for column in self.columns if column.is_words), "")

    def _with_code(self, before: Plain, row: Plain) -> Plain:
        """Make the code anew where the words are quite others: “Yes, alone” is still a yes."""
        code = text_at(before, (self._code,)) if self._code else ""
        old, new = (text_at(each, (self._words_name,)) for each in (before, row))
        is_made = code == made_code(old, frozenset()) and not _shared_words(old, new)
        if not code or code in self._fixed or not (self._is_new(before) or is_made):
            return row
        taken = {text_at(other, (self._code,)) for other in self._rows if other is not before}
        after = text_at(row, (self._words_name,))
        return {**row, self._code: made_code(after, taken)} if after else row

    def _is_new(self, row: Plain) -> bool:
        return text_at(row, (self._words_name,)) in OF_ROWS

    def _path(self, column: Column) -> tuple[str, ...]:
        if column.is_words and self._language:
            return ("translations", self._language, column.name)
        return (column.within, column.name) if column.within else (column.name,)

    def _untranslated(self, index: _Index, column: Column) -> str:
        """Return the words of the first language, in brackets, where there is no translation."""
        if not (column.is_words and self._language):
            return ""
        words = text_at(self._rows[index.row()], (column.name,))
        return f"({words})" if words else ""

    def _hand_on(self, rows: list[Plain]) -> None:
        self.show_rows([*rows], self._language)
        self.edited.emit([*rows] or None)


_FIXED = "published, so it stays for ever: answers given before are kept under it"


def _ticked(column: Column, is_on: bool, role: int) -> object:
    if role == Qt.ItemDataRole.CheckStateRole:
        return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{column.heading}: {'yes' if is_on else 'no'}"
    return None


def _shared_words(one: str, other: str) -> set[str]:
    return {*re.findall(r"\w+", one.casefold())} & {*re.findall(r"\w+", other.casefold())}


def _read(text: str, column: Column) -> JsonValue:
    plain = text.strip()
    if column.what != "number":
        return plain or None
    try:
        number = float(plain.replace(",", "."))
    except ValueError:
        return plain or None
    return int(number) if number.is_integer() else number

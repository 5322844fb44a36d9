"""The rows of the list of tools as Qt asks for them."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.tools.catalogue import Entry
from ui.tools.words import STATUS_LOOKS, audits_text, questions_text
from ui.widgets.dressing import tip

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = Qt.ItemDataRole.UserRole


class Column(NamedTuple):
    """One column: its heading, its words, its least width in letters, its share of more.

    What the details tell as well may be left out where room is short.
    """

    title: str
    text: Callable[[Entry], str]
    letters: int
    growth: int = 0
    is_told_beside: bool = False


COLUMNS = (
    Column("Audit tool", lambda entry: entry.title, 24, growth=1),
    Column("Version", lambda entry: entry.version, 8),
    Column("Status", lambda entry: STATUS_LOOKS[entry.status].label, 14),
    Column("Questions", questions_text, 9, is_told_beside=True),
    Column("Audits", audits_text, 13, is_told_beside=True),
)
STATUS_COLUMN = 2


class ToolsModel(QAbstractTableModel):
    """Tools in the order they came; `ENTRY_ROLE` gives the `Entry` of any cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    def show_entries(self, entries: list[Entry]) -> None:
        """List these tools instead of those before."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def place_of(self, key: str) -> int:
        """Return the row a tool stands in, -1 where it is not listed."""
        return next((at for at, entry in enumerate(self._entries) if entry.key == key), -1)

    def entry(self, place: int) -> Entry | None:
        """Return the tool in a row, nothing outside the list."""
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        """Return how many tools are listed."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's title, or a row's number for screen readers."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return COLUMNS[section].title if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        column = COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = column.text(entry)
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(entry) or 'none'}"
        return entry if role == ENTRY_ROLE else None

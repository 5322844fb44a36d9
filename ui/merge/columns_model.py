"""A list of things as Qt asks for it: what each column says of a thing is written down once."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.merge.words import Look
from ui.widgets.dressing import tip

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
THING_ROLE = Qt.ItemDataRole.UserRole
LOOK_ROLE = Qt.ItemDataRole.UserRole + 1
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(NamedTuple, Generic[T]):
    """One column: its heading, its words, its least width in letters, its share of more.

    `key` gives what it is sorted by, its words where that is None. A `look` paints it as a pill.
    Columns with `spare` are left out where room is short, the highest number first.
    """

    title: str
    text: Callable[[T], str]
    letters: int
    growth: int = 0
    key: Callable[[T], object] | None = None
    look: Callable[[T], Look] | None = None
    is_number: bool = False
    spare: int = 0


class ColumnsModel(QAbstractTableModel, Generic[T]):
    """Things in the order they came, until somebody sorts them. `THING_ROLE` gives the thing."""

    def __init__(self, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._things: list[T] = []

    def show_things(self, things: Sequence[T]) -> None:
        """List these instead of those before."""
        self.beginResetModel()
        self._things = list(things)
        self.endResetModel()

    def replace(self, place: int, thing: T) -> None:
        """Show another thing in one row."""
        self._things[place] = thing
        last = len(self.columns) - 1
        self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    @property
    def things(self) -> Sequence[T]:
        """What is listed, in the order it stands in."""
        return self._things

    def thing(self, place: int) -> T | None:
        """Return what stands in a row, nothing outside the list."""
        return self._things[place] if 0 <= place < len(self._things) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the things in the order of a column; what is equal stays in the order it had."""
        if not 0 <= column < len(self.columns):
            return
        wanted = self.columns[column]
        self.layoutAboutToBeChanged.emit()
        self._things.sort(
            key=lambda thing: _sortable(wanted.key(thing) if wanted.key else wanted.text(thing)),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        """Return how many things are listed."""
        return 0 if parent.isValid() else len(self._things)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's title, or a row's number for screen readers."""
        is_column = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.TextAlignmentRole and is_column:
            return _RIGHT if self.columns[section].is_number else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].title if is_column else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        thing, column = self._things[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = column.text(thing)
            return tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.text(thing) or 'none'}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number:
            return _RIGHT
        if role == LOOK_ROLE and column.look:
            return column.look(thing)
        return thing if role == THING_ROLE else None


def _sortable(key: object) -> tuple[int, float, str]:
    """Return a key that numbers and words can be compared by, whatever stands in a column."""
    if isinstance(key, int | float):
        return 0, float(key), ""
    return 1, 0.0, str(key).casefold()

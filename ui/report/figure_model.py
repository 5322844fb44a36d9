"""Rows of figures as Qt asks for them."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.report.board import BoardRow, BoardTable
from ui.widgets.dressing import tip

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
LABEL, CHART, SHARE, INTERVAL, COUNT = range(5)
_EMPTY = BoardTable("", "", "", [])


class FigureModel(QAbstractTableModel):
    """A table of shares: what, how answers are spread, share, interval, count."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = _EMPTY

    def show_table(self, table: BoardTable) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    @property
    def rows(self) -> list[BoardRow]:
        """The rows shown."""
        return self._table.rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else COUNT + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's title, or how it is aligned: like the figures below it."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        titles = (self._table.about, self._table.charted, "Good", "95% interval", "Count")
        return titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows or says."""
        if not index.isValid():
            return None
        row = self._table.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(row, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return tip("\n".join(part for part in (row.label, row.counts, row.note) if part))
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(row, index.column())
            case _:
                return row if role == ROW_ROLE else None


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column >= SHARE else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def _text(row: BoardRow, column: int) -> str:
    if column == LABEL:
        return row.label
    if column == CHART:
        return "" if row.chart else row.answers
    if row.share is None:
        return ""
    return row.share[column - SHARE]


def _spoken(row: BoardRow, column: int) -> str:
    if column == LABEL:
        return ". ".join(part for part in (row.label, row.note) if part)
    if column == CHART and row.chart:
        return row.chart.words
    if column == INTERVAL and row.share and row.share.interval:
        return f"95% interval {row.share.interval}"
    return _text(row, column)

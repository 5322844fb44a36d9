"""The table beside the chart: its twin in numbers, as high as its rows."""

from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.theme import GRID, Theme
from ui.widgets.dressing import named, set_role, tip

if TYPE_CHECKING:
    from ui.explore.shown import Table, TableCell

Index = QModelIndex | QPersistentModelIndex
_WIDEST = 30  # letters of the first column, and of any other
_NARROWEST = 5
_HEAD = 12  # letters of a line of a heading
_PADDING = 26


class CrossingModel(QAbstractTableModel):
    """Rows of a `Table` as Qt asks for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._strong = QFont()
        self._strong.setWeight(QFont.Weight.DemiBold)

    def show_table(self, table: "Table | None") -> None:
        """Show another table, or none."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def cell(self, index: Index) -> "TableCell | None":
        """Return what stands in a cell."""
        if self._table is None or not index.isValid():
            return None
        return self._table.rows[index.row()][index.column()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() or self._table is None else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() or self._table is None else len(self._table.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's title, or how it is aligned: like the figures below it."""
        if orientation != Qt.Orientation.Horizontal or self._table is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._table.heads[section])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._table.heads[section]
        head = "\n".join(wrap(self._table.heads[section], _HEAD)) if section else None
        head = head or self._table.heads[section]
        return head if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows or says."""
        cell = self.cell(index)
        if cell is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return (
                    cell.spoken if role == Qt.ItemDataRole.AccessibleTextRole else tip(cell.spoken)
                )
            case Qt.ItemDataRole.FontRole if index.row() == self.rowCount() - 1:
                return self._strong
            case _:
                return None


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


class CrossingTable(QTableView):
    """Shows a `Table`; wide ones scroll sideways.

    `chosen(place, code)` when a person enters a cell, `entered(rectangle)` when the keyboard
    goes to one.
    """

    chosen = Signal(object, object)
    entered_cell = Signal(QRect)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "Table", "Arrow keys move through the cells. Enter lists the audits behind.")
        set_role(self, "figures")
        self.figures = CrossingModel(self)
        self.setModel(self.figures)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        named(header, "Table: columns")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.doubleClicked.connect(self._choose)
        self.selectionModel().currentChanged.connect(self._on_moved)
        theme.changed.connect(self.fit)

    def show_table(self, table: "Table | None") -> None:
        """Show another table and take the height it needs."""
        self.figures.show_table(table)
        self.fit()
        if table is not None:
            nothing_marked = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.figures.index(0, 0), nothing_marked)

    def sizeHint(self) -> QSize:
        """Ask for all rows and the heading."""
        return QSize(self._whole_width(), self._whole_height())

    def minimumSizeHint(self) -> QSize:
        """Never ask for less height: the page scrolls."""
        return QSize(GRID * 30, self._whole_height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, but for going sideways."""
        if event.angleDelta().x():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter lists the audits behind a cell."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @Slot()
    def fit(self) -> None:
        """Take the widths and the height that the texts need."""
        self.ensurePolished()
        metrics, letter = self.fontMetrics(), self.fontMetrics().averageCharWidth()
        heads = self.horizontalHeader().fontMetrics()
        for column in range(self.figures.columnCount()):
            head = str(self.figures.headerData(column, Qt.Orientation.Horizontal))
            texts = [
                str(self.figures.index(row, column).data())
                for row in range(self.figures.rowCount())
            ]
            needed = [
                metrics.horizontalAdvance(line) * 21 // 20
                for text in texts
                for line in text.split("\n")
            ]
            titles = [heads.horizontalAdvance(line) * 11 // 10 for line in head.split("\n")]
            widest = max([*titles, *needed])
            bounds = _NARROWEST * letter, _WIDEST * letter
            self.setColumnWidth(column, min(max(widest, bounds[0]), bounds[1]) + _PADDING)
        lines = max(
            (
                str(self.figures.index(row, column).data()).count("\n") + 1
                for row in range(self.figures.rowCount())
                for column in range(self.figures.columnCount())
            ),
            default=1,
        )
        for row in range(self.figures.rowCount()):
            self.setRowHeight(row, metrics.lineSpacing() * lines + GRID * 3 // 2)
        self.setFixedHeight(self._whole_height())
        self.updateGeometry()

    def _whole_width(self) -> int:
        return self.horizontalHeader().length() + GRID

    def _whole_height(self) -> int:
        bar = self.horizontalScrollBar().sizeHint().height()
        head = self.horizontalHeader().sizeHint().height()
        return self.verticalHeader().length() + head + bar + 2

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        cell = self.figures.cell(index)
        if cell is not None and cell.place is not None:
            self.chosen.emit(cell.place, cell.code)

    @Slot(QModelIndex, QModelIndex)
    def _on_moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self.hasFocus():
            self.entered_cell.emit(self.visualRect(current))

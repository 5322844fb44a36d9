"""A table of shares that is as high as its rows: the page scrolls, not the table."""

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from ui.report.board import BoardTable
from ui.report.figure_cells import FigureCells, bar_scale, row_height
from ui.report.figure_model import CHART, COUNT, INTERVAL, LABEL, SHARE, FigureModel
from ui.theme import GRID, Theme
from ui.widgets.dressing import named, set_role

_LONGEST_LABEL = 85  # letters; figures further away are hard to follow across
_NARROWEST_LABEL = 22
_LETTERS = {SHARE: 7, INTERVAL: 14, COUNT: 15}


class FigureTable(QTableView):
    """Shows a `BoardTable`; `row_entered(rectangle)` says which part the keyboard went to.

    Labels get at most the width of `label_letters`; what is left goes to the figures.
    """

    row_entered = Signal(QRect)

    def __init__(
        self,
        name: str,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        label_letters: int = _LONGEST_LABEL,
    ) -> None:
        super().__init__(parent)
        self._label_letters = label_letters
        named(self, name, "Arrow keys move through the rows.")
        set_role(self, "figures")
        self._model = FigureModel(self)
        self._cells = FigureCells(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        named(header, f"{name}: columns")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        self.selectionModel().currentRowChanged.connect(self._on_row_changed)
        theme.changed.connect(self._fit)

    @property
    def figures(self) -> FigureModel:
        """What the table holds."""
        return self._model

    def show_table(self, table: BoardTable) -> None:
        """Show another table and take the height it needs."""
        self._cells.forget()
        self.clearSpans()
        self._model.show_table(table)
        for place, row in enumerate(table.rows):
            if row.is_heading:
                self.setSpan(place, LABEL, 1, COUNT + 1)
            elif row.answers:
                self.setSpan(place, CHART, 1, COUNT - CHART)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for all rows and the heading."""
        return QSize(GRID * 60, self._whole_height())

    def minimumSizeHint(self) -> QSize:
        """Never ask for less height: the page scrolls."""
        return QSize(GRID * 40, self._whole_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the labels to the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def _whole_height(self) -> int:
        return self.verticalHeader().length() + self.horizontalHeader().sizeHint().height() + 2

    @Slot()
    def _fit(self) -> None:
        self.ensurePolished()
        letter = self.fontMetrics().averageCharWidth()
        widths = {column: count * letter + 2 * GRID for column, count in _LETTERS.items()}
        whole = self.viewport().width()
        spare = whole - sum(widths.values())
        charts = [row.chart.width for row in self._model.rows if row.chart]
        bar = round(max(charts, default=0) * bar_scale(self.font())) + 3 * GRID
        most = self._label_letters * letter
        least = min(most, _NARROWEST_LABEL * letter)
        widths[CHART] = min(bar, max(spare - least, GRID * 12))
        label = max(spare - widths[CHART], least)
        widths[LABEL] = min(label, most)
        for column in (CHART, SHARE, INTERVAL, COUNT):
            widths[column] += (label - widths[LABEL]) // 4
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        for place, row in enumerate(self._model.rows):
            label = whole if row.is_heading else widths[LABEL]
            room = (label, widths[CHART] + widths[SHARE] + widths[INTERVAL])
            self.setRowHeight(place, row_height(row, self.font(), room))
        self.setFixedHeight(self._whole_height())

    @Slot(QModelIndex, QModelIndex)
    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self.hasFocus():
            self.row_entered.emit(self.visualRect(current))

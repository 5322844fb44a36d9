"""A table of whole rows, ticked with Space wherever in a row the focus is."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.theme import GRID
from ui.widgets.dressing import named


class RowTable(QTableView):
    """Shows a model; `widths` are of its columns, in letters, the last one takes the rest."""

    def __init__(self, model: QAbstractTableModel, name: str, widths: Sequence[int]) -> None:
        super().__init__()
        named(self, name)
        self._widths = widths
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._fit(name)

    def _fit(self, name: str) -> None:
        header, rows = self.horizontalHeader(), self.verticalHeader()
        named(header, f"Columns of: {name}")
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        letter = self.fontMetrics().averageCharWidth()
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width * letter)
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the row, or take its tick away."""
        index = self.currentIndex().siblingAtColumn(0)
        tickable = bool(self.model().flags(index) & Qt.ItemFlag.ItemIsUserCheckable)
        if event.key() != Qt.Key.Key_Space or not index.isValid() or not tickable:
            super().keyPressEvent(event)
            return
        role = Qt.ItemDataRole.CheckStateRole
        is_ticked = Qt.CheckState(index.data(role)) == Qt.CheckState.Checked
        wanted = Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked
        self.model().setData(index, wanted, role)

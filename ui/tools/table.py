"""The list of tools: whole rows, fixed column widths, status as pills."""

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.theme import GRID, Theme
from ui.tools.catalogue import Entry
from ui.tools.model import COLUMNS, ENTRY_ROLE, STATUS_COLUMN, Column, Index, ToolsModel
from ui.tools.words import STATUS_LOOKS
from ui.widgets.dressing import named
from ui.widgets.pill import paint_icon_pill
from ui.widgets.pill_cells import PillCells

_PADDING = 3 * GRID


class ToolsTable(QTableView):
    """Shows a `ToolsModel`; `opened` on Enter or a double click, `current_changed` on marking."""

    opened = Signal()
    current_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "Audit tools", "Arrow keys move, Enter opens or amends.")
        self._model = ToolsModel(self)
        self.setModel(self._model)
        self.setItemDelegateForColumn(STATUS_COLUMN, _StatusPill(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        named(header, "Columns")
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._fit)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._fit()

    @property
    def current(self) -> Entry | None:
        """The tool that is marked, if there is one."""
        return self._model.entry(self.currentIndex().row())

    def show_entries(self, entries: list[Entry]) -> None:
        """List other tools; the marked one stays marked if it is still there."""
        marked = self.current
        self._model.show_entries(entries)
        self.mark(marked.key if marked else "")

    def mark(self, key: str) -> None:
        """Mark a tool and bring it into view; the first where there is no such tool."""
        place = max(self._model.place_of(key), 0)
        self.setCurrentIndex(self._model.index(place, 0))
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the marked tool on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns; leave out what the details tell where it is short."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.ensurePolished()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID + 4)
        spare = self.viewport().width() - sum(map(self._least, COLUMNS))
        for place, column in enumerate(COLUMNS):
            is_hidden = column.is_told_beside and spare < 0
            self.setColumnHidden(place, is_hidden)
            spare += self._least(column) if is_hidden else 0
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, self._least(column) + max(spare, 0) * column.growth)

    def _least(self, column: Column) -> int:
        return column.letters * self.fontMetrics().averageCharWidth() + _PADDING

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit()


class _StatusPill(PillCells):
    """Paints the status with its icon."""

    def paint_pill_of(self, painter: QPainter, room: QRectF, index: Index) -> None:
        """Paint the status of the tool in this line."""
        entry: Entry = index.data(ENTRY_ROLE)
        look = STATUS_LOOKS[entry.status]
        paint_icon_pill(painter, self.theme, room, look.label, tone=look.tone, icon=look.icon)

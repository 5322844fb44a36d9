"""A table of things: whole rows, widths shared among the columns, states as pills."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui.merge.columns_model import LOOK_ROLE, Column, ColumnsModel, Index
from ui.merge.words import Look
from ui.theme import GRID, Theme
from ui.widgets.dressing import named
from ui.widgets.pill import paint_icon_pill
from ui.widgets.pill_cells import PillCells

T = TypeVar("T")
_PADDING = 3 * GRID


class ColumnsTable(QTableView, Generic[T]):
    """Lists things; `opened` on Enter or a double click, `current_changed` on marking.

    `name` and `keys` are what a screen reader says of it. Headings sort.
    """

    opened = Signal()
    current_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column[T]],
        name: str,
        keys: str = "Arrow keys move.",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, name, keys)
        self.list: ColumnsModel[T] = ColumnsModel(columns, self)
        self.setModel(self.list)
        pills = _Pills(theme, self)
        for place, column in enumerate(columns):
            if column.look:
                self.setItemDelegateForColumn(place, pills)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_up_header()
        theme.changed.connect(self._fit)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._fit()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        named(header, "Columns", "Click to sort.")
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(self._on_sort_indicated)

    @property
    def current(self) -> T | None:
        """The thing that is marked, if there is one."""
        return self.list.thing(self.currentIndex().row())

    def show_things(self, things: Sequence[T], mark: int = 0) -> None:
        """List these, in the order they come, and mark one of them."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.list.show_things(things)
        if things:
            self.setCurrentIndex(self.list.index(min(max(mark, 0), len(things) - 1), 0))
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the marked thing on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current is not None:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns; leave out what can be spared where it is short."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.ensurePolished()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID + 4)
        columns = self.list.columns
        room = self.viewport().width()
        shown = set(range(len(columns)))
        for place in sorted(shown, key=lambda place: -columns[place].spare):
            short = sum(self._least(columns[each]) for each in shown) > room
            if short and columns[place].spare:
                shown.discard(place)
        needed = sum(self._least(columns[each]) for each in shown)
        never, maybe = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(never if needed <= room else maybe)
        spare = max(room - needed, 0)
        shares = sum(columns[each].growth for each in shown) or 1
        for place, column in enumerate(columns):
            self.setColumnHidden(place, place not in shown)
            self.setColumnWidth(place, self._least(column) + spare * column.growth // shares)

    def _least(self, column: Column[T]) -> int:
        letters = max(column.letters, len(column.title) + 1)
        return letters * self.fontMetrics().averageCharWidth() + _PADDING

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit()

    @Slot(int, Qt.SortOrder)
    def _on_sort_indicated(self, column: int, order: Qt.SortOrder) -> None:
        """Sort, and keep the mark on the thing it was on."""
        if column < 0:
            return
        marked = self.current
        self.list.sort(column, order)
        at = next((at for at, each in enumerate(self.list.things) if each is marked), 0)
        self.setCurrentIndex(self.list.index(at, 0))


class _Pills(PillCells):
    """Paints a state with its icon."""

    def paint_pill_of(self, painter: QPainter, room: QRectF, index: Index) -> None:
        """Paint the look that the column gives, where it gives one."""
        look: Look | None = index.data(LOOK_ROLE)
        if look:
            paint_icon_pill(painter, self.theme, room, look.label, tone=look.tone, icon=look.icon)

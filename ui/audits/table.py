"""The list itself: whole rows, fixed column widths, and the keys that work in it."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from db.listing import AuditRow, SortKey
from ui.audits.delegates import AuditPills, row_height
from ui.audits.model import COLUMNS, GRADE_COLUMN, STATUS_COLUMN, AuditsModel
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

_PADDING = 3 * GRID


class AuditsTable(QTableView):
    """Shows an `AuditsModel`; the current audit and the place scrolled to survive new rows.

    `opened` on Enter or a double click, `typed(text)` when somebody types over the list,
    `sort_requested(SortKey, descending)` from the headings.
    """

    opened = Signal()
    typed = Signal(str)
    current_changed = Signal()
    sort_requested = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "Audits", "Arrow keys move, Enter opens, letters search.")
        self._model = AuditsModel(self)
        self._is_fitting = False
        self._was_dragged = False
        self.setModel(self._model)
        pills = AuditPills(theme, self)
        for column in (STATUS_COLUMN, GRADE_COLUMN):
            self.setItemDelegateForColumn(column, pills)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._set_up_headers()
        theme.changed.connect(self._on_text_size_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        named(header, "Columns", "Click to sort.")
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(GRID * 6)
        header.sortIndicatorChanged.connect(self._on_sort_indicated)
        header.sectionResized.connect(self._on_section_resized)
        self._fit_rows()

    @property
    def current(self) -> AuditRow | None:
        """The audit that is marked, if there is one."""
        return self._model.audit(self.currentIndex().row())

    @property
    def audits_model(self) -> AuditsModel:
        """What is listed."""
        return self._model

    def show_rows(self, rows: list[AuditRow], *, from_top: bool) -> None:
        """List other rows. After a search (`from_top`) the first one is marked.

        Otherwise the marked audit stays marked, and the list where it was scrolled to.
        """
        marked = None if from_top else self.current
        offset = 0 if from_top else self.verticalScrollBar().value()
        self._model.show_rows(rows)
        if rows:
            self.mark(max(self._model.place_of(marked.uid), 0) if marked else 0)
        self.verticalScrollBar().setValue(offset)
        self.current_changed.emit()

    def mark(self, place: int) -> None:
        """Mark the audit in a row and bring it into view."""
        self.setCurrentIndex(self._model.index(place, 0))

    def indicate_sort(self, sort: SortKey, *, descending: bool) -> None:
        """Show in the headings what the list is sorted by, without asking for it."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        column = [each.sort for each in COLUMNS].index(sort)
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(column, order)
        header.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the marked audit on Enter.

        Not `activated`: on some desktops a single click emits that as well.
        """
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Hand letters typed over the list to the search box: it searches every column."""
        if search.strip():
            self.typed.emit(search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns, until a person has set them by hand."""
        super().resizeEvent(event)
        if not self._was_dragged:
            self._fit_columns(event.size().width())

    def _fit_columns(self, room: int) -> None:
        letter = self.fontMetrics().averageCharWidth()
        least = [column.letters * letter + _PADDING for column in COLUMNS]
        spare = max(room - sum(least), 0)
        shares = sum(column.growth for column in COLUMNS)
        self._is_fitting = True
        for place, (width, column) in enumerate(zip(least, COLUMNS, strict=True)):
            self.setColumnWidth(place, width + spare * column.growth // shares)
        self._is_fitting = False

    def _fit_rows(self) -> None:
        self.ensurePolished()
        self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics().height()))

    @Slot()
    def _on_text_size_changed(self) -> None:
        self._fit_rows()
        self._fit_columns(self.viewport().width())

    @Slot(int, int, int)
    def _on_section_resized(self, _section: int, _old: int, _new: int) -> None:
        self._was_dragged = self._was_dragged or not self._is_fitting

    @Slot(int, Qt.SortOrder)
    def _on_sort_indicated(self, column: int, order: Qt.SortOrder) -> None:
        self.sort_requested.emit(COLUMNS[column].sort, order == Qt.SortOrder.DescendingOrder)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.opened.emit()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit()

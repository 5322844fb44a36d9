"""Chooses one audit from the list of those that were completed, searched while typing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from db.listing import AuditFilter, SortKey
from ui.audits.loader import AuditLoader, Listing
from ui.audits.table import AuditsTable
from ui.audits.words import amount
from ui.report.audit_reads import can_be_printed
from ui.report.enter_key import is_enter_in_a_line
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, say_aloud, set_role
from ui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs, Surroundings

_NONE = "No completed audit matches. Try fewer words, or a part of the case reference."
_BLIND = "An audit that you moderate without its grades is not listed before you have sealed them."
_SHARE = 0.9  # of the screen


class AuditPicker(QDialog):
    """Says `chosen(AuditRow)`; lists the newest first, narrowed to `text` at once."""

    chosen = Signal(object)

    def __init__(self, jobs: "StoreJobs", theme: Theme, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Choose an audit")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._wanted = AuditFilter(text=text)
        self._loader = AuditLoader(jobs, self)
        self.search = SearchBox(theme.icons, "Search completed audits …")
        self.search.setToolTip("Case, tool, auditor, team and service are searched.")
        self.search.set_text_quietly(text)
        self.count = label("", "muted", wrap=True)
        self.table = AuditsTable(theme)
        self.table.indicate_sort("changed_at", descending=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use = buttons.addButton("Make its &report", QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(named(self.use, "Make its report"), "primary")
        self.use.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        for part in (self.search, self.count):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter belongs to search and list
        self._connect_signals(buttons)
        self.resize(self.screen().availableSize() * _SHARE)
        self.search.setFocus()
        self._loader.refresh(self._wanted)

    def _connect_signals(self, buttons: QDialogButtonBox) -> None:
        self.search.search_requested.connect(self._on_searched)
        self.search.installEventFilter(self)
        self.table.typed.connect(self._search_for)
        self.table.opened.connect(self._choose)
        self.table.sort_requested.connect(self._sort_by)
        self._loader.listed.connect(self._show_listing)
        self._loader.surrounded.connect(self._show_looks)
        self.use.clicked.connect(self._choose)
        buttons.rejected.connect(self.reject)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter choose only what was searched for: older rows may be listed still."""
        if not is_enter_in_a_line(self, event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow and Enter keys go on from the search box into the list."""
        is_typed = watched is self.search and event.type() == QEvent.Type.KeyPress
        if is_typed and isinstance(event, QKeyEvent) and self._on_search_key(event.key()):
            return True
        return super().eventFilter(watched, event)

    def _on_search_key(self, key: int) -> bool:
        shown = self._loader.shows(self._wanted._replace(text=self.search.text().strip()))
        if self.table.current is None or not shown:
            return False
        if key == Qt.Key.Key_Down:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        else:
            return False
        return True

    def _load(self, wanted: AuditFilter) -> None:
        self._wanted = wanted
        self._loader.load(wanted, from_top=True)

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        self._load(self._wanted._replace(text=text))

    @Slot(str, bool)
    def _sort_by(self, sort: SortKey, descending: bool) -> None:
        self.table.indicate_sort(sort, descending=descending)
        self._load(self._wanted._replace(sort=sort, descending=descending))

    @Slot(str)
    def _search_for(self, letters: str) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(letters)

    @Slot(object)
    def _show_listing(self, listing: Listing) -> None:
        sealed = [row for row in listing.rows if can_be_printed(row)]
        self.table.show_rows(sealed, from_top=listing.from_top)
        self.use.setEnabled(bool(sealed))
        if listing.is_whole:
            is_any_blind = any(row.manner == "blind" for row in listing.rows)
            told = amount(len(sealed)) if sealed else _NONE
            self.count.setText(f"{told} {_BLIND}" if is_any_blind else told)
            say_aloud(self.count, self.count.text())

    @Slot(object)
    def _show_looks(self, around: "Surroundings") -> None:
        self.table.audits_model.show_looks(around.looks)

    @Slot()
    def _choose(self) -> None:
        row = self.table.current
        if row is not None:
            self.accept()
            self.chosen.emit(row)

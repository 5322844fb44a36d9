"""The page of automatic backups: which there are, what is in each, and the ways back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.backups.preview import BackupPreview
from ui.backups.words import ABOUT, CHECKED_LOOKS, WHY_WORDS, count_text, made_text, size_text
from ui.merge.columns_model import Column
from ui.merge.columns_table import ColumnsTable
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role
from ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from db.backup_series import BackupRow
    from db.restoring import RestorePreview


def _columns() -> "tuple[Column[BackupRow], ...]":
    return (
        Column("Made", made_text, 15, key=lambda row: row.file.made_at.timestamp()),
        Column("Why", lambda row: WHY_WORDS[row.file.why], 14, growth=1, spare=2),
        Column("Audits", lambda row: count_text(row, row.audits), 6, is_number=True),
        Column("Drafts", lambda row: count_text(row, row.drafts), 6, is_number=True, spare=1),
        Column("Size", size_text, 8, key=lambda row: row.size, is_number=True, spare=3),
        Column(
            "Checked",
            lambda row: CHECKED_LOOKS[row.checked].label,
            14,
            growth=1,
            look=lambda row: CHECKED_LOOKS[row.checked],
        ),
    )


class BackupsPage(QWidget):
    """Lists the backups of one database. It says what was asked for, with the `BackupRow`.

    `bring_requested` carries also whether drafts that differ come back as copies.
    """

    look_requested = Signal(object)
    bring_requested = Signal(object, bool)
    whole_requested = Signal(object)
    unlock_requested = Signal(object)
    salvage_requested = Signal()
    back_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.heading = label("Backups", "title")
        self.about = label(ABOUT, "muted", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.table: ColumnsTable[BackupRow] = ColumnsTable(
            theme,
            _columns(),
            "Backups",
            "Arrow keys move; what one would bring back stands beside.",
        )
        self.preview = BackupPreview(theme)
        self.salvage = named(
            QPushButton("&Salvage what can be read…"),
            "Salvage what can be read",
            "Reads the damaged file into a new one.",
        )
        self.back = named(QToolButton(), "Back")
        self.back.setToolTip("Back (Alt+Left)")
        self.back.setShortcut(QKeySequence("Alt+Left"))
        theme.icons.wear(self.back, "arrow_left", "text", 20)
        self.nothing = EmptyState(theme.icons, "backup", "There is no backup of this database yet")
        self._stack = QStackedWidget()
        self._build()
        self._connect_signals()

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GRID * 2)
        splitter.addWidget(self.table)
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([600, 560])
        self._stack.addWidget(splitter)
        self._stack.addWidget(self.nothing)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.back)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.salvage)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 3)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.about)
        layout.addWidget(self.problem)
        layout.addWidget(self._stack, 1)
        self.entry = self.table  # who comes to the page wants the list

    def _connect_signals(self) -> None:
        preview = self.preview
        self.table.current_changed.connect(self._on_current_changed)
        preview.bring_requested.connect(
            lambda copies: self.bring_requested.emit(self.table.current, copies)
        )
        preview.whole_requested.connect(lambda: self.whole_requested.emit(self.table.current))
        preview.unlock_requested.connect(lambda: self.unlock_requested.emit(self.table.current))
        self.salvage.clicked.connect(self.salvage_requested)
        self.back.clicked.connect(self.back_requested)

    def tell(self, name: str, problem: str, *, is_open: bool, can_write: bool) -> None:
        """Say whose backups they are, and what is wrong; "" for nothing.

        `can_write` where something may be put back into the file, or in its place.
        """
        self.preview.can_write = can_write
        self.heading.setText(f"Backups of “{name}”")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.salvage.setVisible(not is_open)
        set_role(self.salvage, "")
        self.table.show_things([])  # a mark on a backup of another database means nothing here

    def show_rows(self, rows: "list[BackupRow]") -> None:
        """List these backups; the one that was marked stays marked, else the newest is."""
        marked = self.table.current.path if self.table.current else None
        paths = [row.path for row in rows]
        self._stack.setCurrentIndex(0 if rows else 1)
        detail = (
            "The first is made a moment after the database was opened, once there is work in it."
            if not self.salvage.isVisibleTo(self)
            else "Salvage reads what can still be read in the damaged file."
        )
        self.nothing.say("There is no backup of this database", detail)
        self.table.show_things(rows, paths.index(marked) if marked in paths else 0)

    def show_preview(self, row: "BackupRow", preview: "RestorePreview", *, is_open: bool) -> None:
        """Show what a backup would bring back, if it is still the one that is marked."""
        if row == self.table.current:
            self.preview.show_preview(preview, is_open=is_open)

    def refuse(self, row: "BackupRow", sentence: str) -> None:
        """Say why a backup cannot be looked into."""
        if row == self.table.current:
            self.preview.refuse(sentence)

    @Slot()
    def _on_current_changed(self) -> None:
        row = self.table.current
        self.preview.show_row(row)
        if row is not None and row.checked in ("whole", "opens"):
            self.look_requested.emit(row)

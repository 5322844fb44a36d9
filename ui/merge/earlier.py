"""The merges that were done before: who, when, what came; opened again or taken back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.merge.columns_model import Column
from ui.merge.columns_table import ColumnsTable
from ui.merge.words import amount, counts_text
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named

if TYPE_CHECKING:
    from db.batches import BatchSummary


class EarlierMerges(QWidget):
    """Lists merges; `open_requested` and `undo_requested` carry the `BatchSummary` marked."""

    open_requested = Signal(object)
    undo_requested = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._newest = ""
        self.table = _table(theme)
        self.open = named(QPushButton("Open &report"), "Open the report of the marked merge")
        self.undo = named(QPushButton("&Undo…"), "Undo the marked merge")
        theme.icons.wear(self.open, "document", "text", 18)
        theme.icons.wear(self.undo, "undo", "text", 18)
        self.count = label("Earlier merges", "heading")
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.count, 1)
        head.addWidget(self.open)
        head.addWidget(self.undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.table.opened.connect(self._open)
        self.open.clicked.connect(self._open)
        self.undo.clicked.connect(self._undo)

    def show_batches(self, batches: "list[BatchSummary]") -> None:
        """List these; the marked one stays marked, unless there is a newer merge."""
        marked, before = self.table.current, self._newest
        self._newest = batches[0].uid if batches else ""
        uid = marked.uid if marked and before == self._newest else self._newest
        at = next((at for at, each in enumerate(batches) if each.uid == uid), 0)
        self.table.show_things(batches, at)
        self.setVisible(bool(batches))

    @Slot()
    def _open(self) -> None:
        if self.table.current is not None:
            self.open_requested.emit(self.table.current)

    @Slot()
    def _undo(self) -> None:
        if self.table.current is not None:
            self.undo_requested.emit(self.table.current)


def _table(theme: Theme) -> "ColumnsTable[BatchSummary]":
    columns: tuple[Column[BatchSummary], ...] = (
        Column(
            "Merged on",
            lambda batch: f"{batch.merged_at.astimezone():%d/%m/%Y %H:%M}",
            17,
            key=lambda batch: batch.merged_at.timestamp(),
        ),
        Column("By", lambda batch: batch.author, 12, growth=1),
        Column("Files", _files, 20, growth=2),
        Column("Audits", _audits, 26, growth=3),
    )
    return ColumnsTable(
        theme, columns, "Earlier merges", "Arrow keys move, Enter opens the report."
    )


def _files(batch: "BatchSummary") -> str:
    names = ", ".join(batch.files[:3])
    more = f" and {len(batch.files) - 3:,} more" if len(batch.files) > 3 else ""
    return f"{amount(len(batch.files), 'file')}: {names}{more}"


def _audits(batch: "BatchSummary") -> str:
    return counts_text(batch.audits) if batch.audits else ""

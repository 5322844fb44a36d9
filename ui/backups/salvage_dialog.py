"""What salvage read and what it did not, to be read and kept in mind."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ui.merge.columns_model import Column
from ui.merge.columns_table import ColumnsTable
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role

if TYPE_CHECKING:
    from db.salvaging import Lost, SalvageReport

_SHARE = 0.9  # of the screen
_TABLES = {
    "tool": "Audit tool",
    "revision": "Sealed version",
    "current_audit": "Current values",
    "draft": "Draft",
    "draft_value": "Answer of a draft",
    "received_draft": "Draft of somebody else",
    "draft_base": "What a draft builds on",
    "record": "Record",
    "field": "Name of a field",
    "revision_value": "Answer of a sealed version",
    "revision_parent": "Link between versions",
    "own_revision": "Mark of what was made here",
    "batch": "Merge",
    "batch_file": "Merged file",
    "batch_revision": "What a merge brought",
    "batch_draft": "Draft that a merge brought",
    "erasure": "Mark of what was erased",
    "about": "Name of the database",
    "handover": "Hand-over",
}
_MORE = "A backup may hold more. File, Backups shows what one would bring back beside all this."


class SalvageDialog(QDialog):
    """Tells the outcome, and lists each loss by the id of its record."""

    def __init__(self, report: "SalvageReport", told: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Salvaged")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        heading = "Everything was read" if report.is_complete else "What could be read was read"
        layout.addWidget(label(heading, "heading", wrap=True))
        layout.addWidget(label(told, wrap=True))
        if report.lost:
            columns: tuple[Column[Lost], ...] = (
                Column("What", lambda lost: _TABLES.get(lost.table, lost.table), 24),
                Column("What of it", lambda lost: lost.reason, 44, growth=1),
                Column("Id", lambda lost: lost.record, 36, spare=1),
            )
            self.table: ColumnsTable[Lost] = ColumnsTable(
                theme, columns, "What is lost, or to be checked"
            )
            self.table.show_things(report.lost)
            layout.addWidget(label(_MORE, wrap=True))
            layout.addWidget(label("What is lost, or to be checked", "strong"))
            layout.addWidget(self.table, 1)
            room = self.screen().availableSize()
            self.resize(QSize(GRID * 130, GRID * 64).boundedTo(room * _SHARE))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = named(buttons.button(QDialogButtonBox.StandardButton.Close), "Close")
        set_role(close, "primary").setDefault(True)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(GRID * 62)
        (self.table if report.lost else close).setFocus()

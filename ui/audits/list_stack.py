"""The list, or why there is none and what to do about it."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from db.listing import AuditRow
from ui.audits.table import AuditsTable
from ui.theme import Theme
from ui.widgets.empty_state import EmptyState


class ListStack(QStackedWidget):
    """Shows the table of audits while it has rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = AuditsTable(theme)
        self.nothing_yet = EmptyState(
            theme.icons,
            "audits",
            "No audits in this database yet",
            detail="Choose an audit tool, name the case, and grade it section by section.",
            action="Start your first audit",
        )
        self.no_match = EmptyState(
            theme.icons,
            "search",
            "No audit matches",
            detail="Try fewer words, or another period or team.",
            action="Clear filters",
        )
        for part in (self.table, self.nothing_yet, self.no_match):
            self.addWidget(part)

    def show_rows(self, rows: list[AuditRow], *, from_top: bool, narrowed: bool) -> None:
        """List other rows; without any, say why: nothing there yet, or the filters."""
        self.table.show_rows(rows, from_top=from_top)
        nothing = self.no_match if narrowed else self.nothing_yet
        self.setCurrentWidget(self.table if rows else nothing)

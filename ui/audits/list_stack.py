"""The list, or why there is none and what to do about it."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.listing import AuditRow
from ui.audits.table import AuditsTable
from ui.theme import Theme
from ui.widgets.commands import follow
from ui.widgets.empty_state import EmptyState


class ListStack(QStackedWidget):
    """Shows the table of audits while it has rows; why it has none is made when first shown.

    `new` is what starts an audit: where that cannot be done now, it is not offered here either.
    """

    new_requested = Signal()
    clear_requested = Signal()

    def __init__(self, theme: Theme, new: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new = new
        self._theme = theme
        self.table = AuditsTable(theme)
        self.addWidget(self.table)

    @cached_property
    def nothing_yet(self) -> EmptyState:
        """What stands here while the database holds no audit."""
        state = EmptyState(
            self._theme.icons,
            "audits",
            "No audits in this database yet",
            detail="Choose an audit tool, name the case, and grade it section by section.",
            action="Start your first audit",
        )
        state.action_requested.connect(self.new_requested)
        follow(state.button, self._new)
        self._new.changed.connect(lambda: follow(state.button, self._new))
        self.addWidget(state)
        return state

    @cached_property
    def no_match(self) -> EmptyState:
        """What stands here while filters leave nothing."""
        state = EmptyState(
            self._theme.icons,
            "search",
            "No audit matches",
            detail="Try fewer words, or another period or team.",
            action="Clear filters",
        )
        state.action_requested.connect(self.clear_requested)
        self.addWidget(state)
        return state

    def show_rows(self, rows: list[AuditRow], *, from_top: bool, narrowed: bool) -> None:
        """List other rows; without any, say why: nothing there yet, or the filters."""
        self.table.show_rows(rows, from_top=from_top)
        if rows:
            self.setCurrentWidget(self.table)
        else:
            self.setCurrentWidget(self.no_match if narrowed else self.nothing_yet)

"""What the page shows in place of figures: why there are none, and what to do next."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.icons import Icons
from ui.widgets.empty_state import EmptyState


class ExploreStack(QStackedWidget):
    """Shows the figures, or the reason why there are none."""

    def __init__(self, icons: Icons, sheet: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = QWidget()
        self.nothing_yet = EmptyState(
            icons,
            "explore",
            "No completed audits yet",
            detail="There is something to explore once an audit was completed.",
        )
        self.no_match = EmptyState(
            icons,
            "search",
            "No audits match",
            detail="Choose a longer period or fewer filters.",
            action="Clear filters",
        )
        self.stopped = EmptyState(
            icons,
            "clock",
            "Nothing was worked out",
            detail="The work was stopped, or could not be done as asked.",
            action="Work it out",
        )
        for part in (self._empty, sheet, self.nothing_yet, self.no_match, self.stopped):
            self.addWidget(part)

    def show_nothing(self) -> None:
        """Show an empty page."""
        self.setCurrentWidget(self._empty)

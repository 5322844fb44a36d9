"""What a page of figures shows in place of them: why there are none, and what to do next."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.icons import Icons
from ui.widgets.empty_state import EmptyState


class FiguresStack(QStackedWidget):
    """Shows the figures, or the reason why there are none; nothing at first.

    `promise` says what will be here once an audit was completed; `stopped` what was not done
    where the work was stopped, and `again` is the button that does it.
    """

    def __init__(
        self, icons: Icons, figures: QWidget, *, icon: str, promise: str, stopped: str, again: str
    ) -> None:
        super().__init__()
        self._empty = QWidget()
        self.nothing_yet = EmptyState(icons, icon, "No completed audits yet", detail=promise)
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
            stopped,
            detail="The work was stopped, or could not be done as asked.",
            action=again,
        )
        for part in (self._empty, figures, self.nothing_yet, self.no_match, self.stopped):
            self.addWidget(part)

    def show_nothing(self) -> None:
        """Show an empty page."""
        self.setCurrentWidget(self._empty)

"""What the report page shows in place of a report: why there is none, and what to do next."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.icons import Icons
from ui.widgets.empty_state import EmptyState


class ReportStack(QStackedWidget):
    """Shows the report, or the reason why there is none."""

    def __init__(self, icons: Icons, report: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report = report
        self.nothing_yet = EmptyState(
            icons,
            "report",
            "No completed audits yet",
            detail="Figures and the report appear here once an audit was completed.",
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
            "The report was not made",
            detail="The work was stopped, or could not be done as asked.",
            action="Make it",
        )
        self.lacks = {
            "team": EmptyState(
                icons,
                "person",
                "Which team?",
                detail="Choose the team in the filters above. Its audits are set beside those of "
                "all other teams.",
            ),
            "audit": EmptyState(
                icons,
                "search",
                "Which audit?",
                detail="Type its case reference, or its id, in the field above and press Enter, or "
                "choose it from a list.",
                action="Choose an audit…",
            ),
        }
        self._empty = QWidget()
        states = (self.nothing_yet, self.no_match, self.stopped, *self.lacks.values())
        for part in (self._empty, report, *states):
            self.addWidget(part)

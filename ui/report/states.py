"""What the report page shows in place of a report: why there is none, and what to do next."""

from PySide6.QtWidgets import QWidget

from ui.icons import Icons
from ui.widgets.empty_state import EmptyState
from ui.widgets.figures_stack import FiguresStack


class ReportStack(FiguresStack):
    """Shows the report, or the reason why there is none: it may lack what it is to be about."""

    def __init__(self, icons: Icons, report: QWidget) -> None:
        super().__init__(
            icons,
            report,
            icon="report",
            promise="Figures and the report appear here once an audit was completed.",
            stopped="The report was not made",
            again="Make it",
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
        for state in self.lacks.values():
            self.addWidget(state)

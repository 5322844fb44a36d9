"""The dialog that shows what a received audit changes, answer by answer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from db.merge_report import AuditOutcome
from ui.merge.difference_html import as_html, side_text, summary
from ui.merge.words import OUTCOME_LOOKS, OUTCOME_MEANINGS
from ui.theme import GRID, Theme
from ui.widgets.badge import Badge
from ui.widgets.changes_text import ChangesText
from ui.widgets.dressing import label, say_aloud

if TYPE_CHECKING:
    from db.differences import AuditDifference

_SHARE = 0.9  # of the screen


class DifferenceDialog(QDialog):
    """Shows an audit here and in the file, side by side; F8 goes from one answer to the next."""

    def __init__(
        self,
        outcome: AuditOutcome,
        difference: "AuditDifference",
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        case = difference.case or outcome.case
        self.setWindowTitle(f"What changes in the audit of {case}" if case else "What changes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._difference = difference
        self.told = label(summary(difference, outcome.outcome), "strong", wrap=True)
        self.left = label(side_text("Here", difference.here), "muted", wrap=True)
        self.right = label(side_text("In the file", difference.there), "muted", wrap=True)
        self.text = ChangesText("answer")
        self._build(outcome, case)
        theme.changed.connect(self.refresh)
        self.refresh()
        self.text.setFocus()

    def _build(self, outcome: AuditOutcome, case: str) -> None:
        look = OUTCOME_LOOKS[outcome.outcome]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        head = QHBoxLayout()
        head.addWidget(label(case or "Audit", "heading"))
        head.addWidget(Badge(look.label, look.tone))
        head.addWidget(label(OUTCOME_MEANINGS[outcome.outcome], "muted", wrap=True), 1)
        layout.addLayout(head)
        layout.addWidget(self.told)
        columns = QHBoxLayout()
        for side in (self.left, self.right):
            columns.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(columns)
        layout.addWidget(self.text, 1)
        layout.addLayout(self.text.foot_of(self))
        room = self.screen().availableSize()
        self.resize(QSize(GRID * 130, room.height()).boundedTo(room * _SHARE))

    @Slot()
    def refresh(self) -> None:
        """Write the differences in the colours in use."""
        html, count = as_html(self._difference.differences, self._theme.palette)
        self.text.show_changes(html, [f"change{at}" for at in range(count)])
        say_aloud(self.told, self.told.text())

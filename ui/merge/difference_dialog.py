"""The dialog that shows what a received audit changes, answer by answer."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from db.merge_report import AuditOutcome
from ui.merge.difference_html import as_html, side_text, summary
from ui.merge.words import OUTCOME_LOOKS, OUTCOME_MEANINGS
from ui.theme import GRID, Theme
from ui.widgets.badge import Badge
from ui.widgets.dressing import label, named, say_aloud

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
        self._anchors = 0
        self._at = -1
        self.told = label(summary(difference, outcome.outcome), "strong", wrap=True)
        self.left = label(side_text("Here", difference.here), "muted", wrap=True)
        self.right = label(side_text("In the file", difference.there), "muted", wrap=True)
        self.text = named(
            QTextBrowser(), "What differs", "F8 next answer, Shift+F8 the one before."
        )
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
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
        layout.addLayout(self._foot())
        room = self.screen().availableSize()
        self.resize(QSize(GRID * 130, room.height()).boundedTo(room * _SHARE))

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        for text, key, step in (("&Previous answer", "Shift+F8", -1), ("&Next answer", "F8", 1)):
            plain = text.replace("&", "")
            button = named(QPushButton(text), plain)
            button.setToolTip(f"{plain} ({key})")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, step=step: self.step(step))
            QShortcut(QKeySequence(key), self, lambda step=step: self.step(step))
            foot.addWidget(button)
        foot.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        foot.addWidget(buttons)
        return foot

    @Slot()
    def refresh(self) -> None:
        """Write the differences in the colours in use."""
        html, self._anchors = as_html(self._difference.differences, self._theme.palette)
        self.text.setHtml(html)
        say_aloud(self.told, self.told.text())

    def step(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) answer that differs, round at the end."""
        if self._anchors:
            self._at = (max(self._at, -1 if step > 0 else 0) + step) % self._anchors
            self.text.scrollToAnchor(f"change{self._at}")
            self.text.setFocus()

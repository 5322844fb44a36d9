"""Asking who moderates an audit, and whether the auditor's grades are in view meanwhile."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from db.listing import AuditRow
from forms.errors import AuditAppError
from forms.moderations import refuse_moderator
from ui.audits.dialogs import caption, column, fit, letters, question_row
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role, set_tone

_OPEN = "The form holds what the auditor gave, and the auditor's grade stands beside yours."
_BLIND = (
    "You see the evidence, but no grade, reason or summary of the auditor until all of yours "
    "are given."
)


class BeginDialog(QDialog):
    """Asks who moderates, and how; `confirmed(name, manner)` once that can be."""

    confirmed = Signal(str, str)

    def __init__(self, row: AuditRow, author: str, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._auditor = row.auditor
        self.setWindowTitle("Moderate an audit")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.moderator = named(QLineEdit(author), "Moderator", "Your name or auditor code.")
        self.moderator.setMaxLength(100)
        self.in_the_open = named(QRadioButton("Beside the auditor's &grades"), "Open", _OPEN)
        self.blind = named(QRadioButton("&Blind"), "Blind", _BLIND)
        self.in_the_open.setChecked(True)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.yes = QPushButton("&Moderate")
        set_role(named(self.yes, "Moderate"), "primary")
        self._build(row, icons)

    def _build(self, row: AuditRow, icons: Icons) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        again = row.status in ("moderated", "disputed")
        asked = f"Moderate the audit of {row.case or 'this case'}{' again' if again else ''}?"
        told = f"What {row.auditor or 'the auditor'} sealed is kept beside what you give."
        layout = column(self)
        layout.addLayout(question_row(icons, asked, told, ("check_circle", "accent")))
        layout.addWidget(caption("Mo&derator", self.moderator))
        layout.addWidget(self.moderator)
        layout.addSpacing(GRID)
        for button, words in ((self.in_the_open, _OPEN), (self.blind, _BLIND)):
            layout.addWidget(button)
            told_below = label(words, "muted", wrap=True)
            told_below.setContentsMargins(GRID * 3, 0, 0, GRID)
            layout.addWidget(told_below)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.setMinimumWidth(letters(self, 66))
        self.setTabOrder(self.moderator, self.in_the_open)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.moderator.setFocus()
        fit(self)

    @Slot()
    def _on_accepted(self) -> None:
        name = self.moderator.text().strip()
        try:
            refuse_moderator(name, self._auditor)
        except AuditAppError as error:
            self._complain(str(error))
            return
        self.accept()
        self.confirmed.emit(name, "blind" if self.blind.isChecked() else "open")

    def _complain(self, sentence: str) -> None:
        set_tone(self.moderator, "bad")
        self.problem.setText(sentence)
        self.problem.show()
        fit(self)
        self.moderator.setAccessibleDescription(sentence)
        self.moderator.setFocus()

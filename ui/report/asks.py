"""What only some kinds of report ask for: one audit, a target in steps, quarters or months."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from exports.reports.kinds import ReportKind
from ui.audits.choice_box import ChoiceBox
from ui.theme import GRID
from ui.widgets.dressing import named

_AUDIT_LETTERS, _TARGET_LETTERS = 26, 34
_LONGEST_AUDIT, _LONGEST_TARGET = 100, 500


class Asks(QWidget):
    """Fields that show for the kinds that need them.

    `changed` only when a person changed something; `batch_requested` asks for a report for each
    team.
    """

    changed = Signal()
    batch_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.audit = _field(
            "Case reference or id of the audit",
            "Press Enter to make its report",
            "Case reference or id",
            (_AUDIT_LETTERS, _LONGEST_AUDIT),
        )
        self.target = _field(
            "Target in dated steps",
            "Days and shares, parted by semicolons. Press Enter to draw them",
            "30/09/2026 = 60%; 31/12/2026 = 85%",
            (_TARGET_LETTERS, _LONGEST_TARGET),
        )
        self.every = ChoiceBox("Periods")
        self.every.set_choices([("quarter", "By quarter"), ("month", "By month")])
        self.each_team = named(
            QPushButton("A report for each &team…"),
            "A report for each team",
            "Saves the report of every team in the selection into a folder",
        )
        self._said = self._words()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in (self.audit, self.target, self.every, self.each_team):
            layout.addWidget(part)
        for field in (self.audit, self.target):
            field.editingFinished.connect(self._on_edited)
        self.every.choice_changed.connect(self.changed)
        self.each_team.clicked.connect(self.batch_requested)

    def show_for(self, kind: ReportKind) -> None:
        """Show what a kind asks for."""
        self.audit.setVisible("audit" in kind.asks)
        self.target.setVisible("target" in kind.asks)
        self.every.setVisible("target" in kind.asks)
        self.each_team.setVisible(kind.work_out_each is not None)

    def _words(self) -> tuple[str, str]:
        return self.audit.text().strip(), self.target.text().strip()

    @Slot()
    def _on_edited(self) -> None:
        """Tell of other words once: leaving a field again is no new question."""
        if self._words() != self._said:
            self._said = self._words()
            self.changed.emit()


def _field(name: str, what: str, example: str, letters: tuple[int, int]) -> QLineEdit:
    """Return a field that is `letters` wide, and takes so many at most."""
    wide, most = letters
    field = named(QLineEdit(), name, what)
    field.setPlaceholderText(example)
    field.setMinimumWidth(wide * field.fontMetrics().averageCharWidth())
    field.setMaxLength(most)
    return field

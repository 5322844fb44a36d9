"""The fields that say which case is audited, by whom and when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit, QWidget

from ui.audits.new_audit_options import NewAuditOptions
from ui.audits.period_picker import chosen_day, date_edit, qt_date
from ui.theme import GRID
from ui.widgets.dressing import label, named

_LONGEST = 100  # letters of a reference, as the audit's own model has it


class Particulars(QWidget):
    """Case reference, auditor, date, and attributes with the values seen before."""

    case_changed = Signal()

    def __init__(
        self, options: NewAuditOptions, auditor: str, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.case = named(QLineEdit(), "Case reference", "Required. Never a name.")
        self.case.setMaxLength(_LONGEST)
        self.case.setPlaceholderText("A reference, never a name")
        self.auditor = _value_box("Auditor", options.auditors, auditor)
        self.auditor.setAccessibleDescription("Required. Your name or auditor code.")
        self.day = date_edit("Date of audit", today)
        self.day.setMaximumDate(qt_date(today))
        self.attributes = {
            each.name: _value_box(each.label, each.values) for each in options.attributes
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID // 2)
        _put(grid, 0, 0, "&Case reference", self.case, 2)
        _put(grid, 2, 0, "A&uditor", self.auditor)
        _put(grid, 2, 1, "&Date of audit", self.day)
        for place, each in enumerate(options.attributes):
            row, column = 4 + place // 2 * 2, place % 2
            _put(grid, row, column, each.label, self.attributes[each.name])
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        self.case.textChanged.connect(lambda _: self.case_changed.emit())

    @property
    def date(self) -> date:
        """The day of the audit."""
        return chosen_day(self.day)

    def attribute_values(self) -> dict[str, str]:
        """Return what was entered, by the attribute's name; what is empty is left out."""
        texts = {name: box.currentText().strip() for name, box in self.attributes.items()}
        return {name: text for name, text in texts.items() if text}


def _value_box(name: str, values: Sequence[str], text: str = "") -> QComboBox:
    """Make a field that offers values and takes any other."""
    box = named(QComboBox(), name, "Choose, or type another.")
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.addItems(list(values))
    box.setCurrentIndex(-1)
    box.setEditText(text)
    edit = box.lineEdit()
    if edit is not None:
        named(edit, name, "Choose, or type another.").setMaxLength(_LONGEST)
    completer = box.completer()
    if completer is not None:
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    return box


def _put(  # noqa: PLR0917 -- where and what, as addWidget has it
    grid: QGridLayout, row: int, column: int, text: str, field: QWidget, columns: int = 1
) -> None:
    caption: QLabel = label(text, "strong")
    caption.setBuddy(field)
    caption.setContentsMargins(0, GRID // 2 if row else 0, 0, 0)
    grid.addWidget(caption, row, column, 1, columns)
    grid.addWidget(field, row + 1, column, 1, columns)

"""Choosing a period: by name, or from a day to a day."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

from ui.audits.choice_box import ChoiceBox
from ui.audits.period import PERIOD_LABELS, Days, PeriodName, named_days
from ui.theme import GRID
from ui.widgets.dressing import label, named

DATE_FORMAT = "dd/MM/yyyy"


class PeriodPicker(QWidget):
    """A named period. `dates`, for a period of one's own, stands where the page puts it."""

    period_changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.box = ChoiceBox("Period")
        self.box.set_choices([(name, text) for name, text in PERIOD_LABELS.items()])
        self.first = date_edit("First day of the period", today())
        self.last = date_edit("Last day of the period", today())
        self.dates = named(QWidget(), "Days of the period")
        inner = QHBoxLayout(self.dates)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        for part in (self.first, label("to", "muted"), self.last):
            inner.addWidget(part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box, 1)
        self.dates.hide()
        self._suggest_dates()
        self.box.choice_changed.connect(self._on_named)
        self.first.dateChanged.connect(self._on_dated)
        self.last.dateChanged.connect(self._on_dated)

    @property
    def name(self) -> PeriodName:
        """The name of the chosen period."""
        return next((name for name in PERIOD_LABELS if name == self.box.value), "all")

    def days(self) -> Days:
        """Return the days chosen; a first day after the last is taken the other way round."""
        if self.name != "between":
            return named_days(self.name, self._today())
        first, last = sorted([chosen_day(self.first), chosen_day(self.last)])
        return Days(first, last)

    def state(self) -> dict[str, str]:
        """Return the choice as text, to be remembered."""
        if self.name != "between":
            return {} if self.name == "all" else {"period": self.name}
        days = self.days()
        return {"period": self.name, "from": str(days.first), "to": str(days.last)}

    def restore(self, state: Mapping[str, str]) -> None:
        """Show a remembered choice, quietly."""
        self.box.set_value(state.get("period", "all"))
        for edit, field in ((self.first, "from"), (self.last, "to")):
            day = QDate.fromString(state.get(field, ""), "yyyy-MM-dd")
            if day.isValid():
                edit.blockSignals(True)
                edit.setDate(day)
                edit.blockSignals(False)
        self.dates.setVisible(self.name == "between")

    def _suggest_dates(self) -> None:
        days = named_days("last_12_months", self._today())
        if days.first:
            self.first.setDate(qt_date(days.first))

    @Slot()
    def _on_named(self) -> None:
        self.dates.setVisible(self.name == "between")
        self.period_changed.emit()

    @Slot()
    def _on_dated(self) -> None:
        self.period_changed.emit()


def qt_date(day: date) -> QDate:
    """Return a day as Qt has it."""
    return QDate(day.year, day.month, day.day)


def chosen_day(edit: QDateEdit) -> date:
    """Return the day that a date field shows."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def date_edit(name: str, day: date) -> QDateEdit:
    """Make a date field with a calendar, showing that day."""
    edit = named(QDateEdit(qt_date(day)), name, "Day, month, year.")
    edit.setCalendarPopup(True)
    edit.setDisplayFormat(DATE_FORMAT)
    return edit

"""A date, typed forgivingly or taken from a calendar."""

from collections.abc import Callable
from datetime import date
from string import Template

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from ui.audit_form.dates import read_date, shown_date
from ui.audit_form.text_box import LineBox
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

NO_DATE = "This is not a date. Type day, month and year, such as 02/04/2026."

_CALENDAR_SIZE = (GRID * 46, GRID * 36)
_MONTH_BUTTONS = (
    ("qt_calendar_prevmonth", "arrow_left", "Month before"),
    ("qt_calendar_nextmonth", "arrow_right", "Month after"),
)
_LOOK = Template("""
QWidget#qt_calendar_navigationbar { background: ${surface}; }
QToolButton { color: ${text}; font-weight: 600; padding: 6px 10px; }
QTableView, QTableView:focus { border: none; border-radius: 0; }
QTableView::item { padding: 0; border: none; }
""")


class DateBox(QWidget):
    """A line for dd/mm/yyyy and a button that opens a calendar; signals as `LineBox`."""

    pending_changed = Signal(object)
    settled = Signal(object, object)

    def __init__(self, name: str, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._theme = theme
        self._today = today
        self.line = LineBox(name, "dd/mm/yyyy")
        self.line.setFixedWidth(GRID * 18)
        self.button = named(QToolButton(), f"Calendar: {name}", "Opens a calendar to choose from.")
        self.button.setToolTip("Choose from a calendar")
        theme.icons.wear(self.button, "calendar", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.line)
        layout.addWidget(self.button)
        layout.addStretch(1)
        self.setFocusProxy(self.line)
        self.line.pending_changed.connect(self.pending_changed)
        self.line.settled.connect(self.settled)
        self.button.clicked.connect(self.open_calendar)

    @property
    def day(self) -> date | None:
        """The date that is typed, if it is one."""
        return read_date(self.line.text(), self._today())

    @Slot()
    def open_calendar(self) -> None:
        """Show a calendar at the date typed, or today."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        start = self.day or self._today()
        calendar = _calendar(menu, self._theme, start)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.activated.connect(lambda chosen: self._take(chosen, menu))
        calendar.clicked.connect(lambda chosen: self._take(chosen, menu))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, chosen: QDate, menu: QMenu) -> None:
        menu.close()
        self.line.type_in(shown_date(date(chosen.year(), chosen.month(), chosen.day())))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def _calendar(menu: QMenu, theme: Theme, start: date) -> QCalendarWidget:
    """Make a calendar in our look; Qt's own paints its head in the accent and cuts day names."""
    calendar = named(QCalendarWidget(menu), "Calendar", "Arrow keys move, Enter takes the day.")
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setSelectedDate(QDate(start.year, start.month, start.day))
    calendar.setStyleSheet(_LOOK.substitute(theme.palette._asdict()))
    calendar.setMinimumSize(*(side * theme.text_percent // 100 for side in _CALENDAR_SIZE))
    for button_name, icon, name in _MONTH_BUTTONS:
        button = calendar.findChild(QToolButton, button_name)
        if isinstance(button, QToolButton):
            button.setIcon(theme.icons.icon(icon, "text"))
            named(button, name)
    weekend = QTextCharFormat()
    weekend.setForeground(QColor(theme.palette.text))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
    return calendar

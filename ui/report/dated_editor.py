"""Typed rows of a day and what belongs to it, read as they are typed; says what is wrong."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.audit_form.date_box import NO_DATE
from ui.audit_form.dates import shown_date
from ui.report.dated_rows import DatedRow, DatedRows, RowWords
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, say_aloud, set_tone

T = TypeVar("T")


class Sort(NamedTuple, Generic[T]):
    """What rows of one sort are: their words, and how what belongs to a day is read and shown.

    `read` raises ValueError with a sentence. With `once` no day may stand there twice: the
    sentence about it ends in the day.
    """

    words: RowWords
    read: Callable[[date, str], T]
    show: Callable[[T], tuple[date, str]]
    once: str = ""


class _Fault(NamedTuple):
    field: QLineEdit
    sentence: str


class DatedEditor(QWidget, Generic[T]):
    """Rows a person types; `changed` when there is something else to read.

    What is wrong is said below the rows in words, and its field is marked.
    """

    changed = Signal()

    def __init__(self, sort: Sort[T], theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._sort = sort
        self._known: tuple[T, ...] = ()
        self.table = DatedRows(sort.words, theme, today)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.table)
        layout.addWidget(self.problem)
        self.table.changed.connect(self._on_changed)

    def show_items(self, items: Iterable[T]) -> None:
        """Show these rows, quietly."""
        shown = [self._sort.show(item) for item in items]
        self.table.show_rows([(shown_date(day), text) for day, text in shown])
        self._known = self.items()
        self._tell(None)

    def items(self) -> tuple[T, ...]:
        """Return what is typed and can be read, in the order of the rows."""
        return tuple(item for _, item in self._read()[0])

    def check(self) -> bool:
        """Return whether all rows can be read; else say what is wrong, and go there."""
        _, faults = self._read()
        fault = next(iter(faults), None)
        self._tell(fault)
        if fault is None:
            return True
        say_aloud(self.problem, fault.sentence)
        fault.field.setFocus(Qt.FocusReason.OtherFocusReason)
        fault.field.selectAll()
        return False

    def _read(self) -> tuple[list[tuple[date, T]], list[_Fault]]:
        read: list[tuple[date, T]] = []
        faults: list[_Fault] = []
        for row in self.table.rows:
            if row.is_blank:
                continue
            try:
                read.append(self._read_row(row, {day for day, _ in read}))
            except _Wrong as wrong:
                faults.append(_Fault(wrong.field, str(wrong)))
        return read, faults

    def _read_row(self, row: DatedRow, taken: set[date]) -> tuple[date, T]:
        day = row.day.day
        if day is None:
            raise _Wrong(row.day.line, NO_DATE)
        if self._sort.once and day in taken:
            raise _Wrong(row.day.line, f"{self._sort.once} {shown_date(day)}.")
        try:
            return day, self._sort.read(day, row.value.text())
        except ValueError as error:
            raise _Wrong(row.value, str(error)) from None

    @Slot()
    def _on_changed(self) -> None:
        """Say what is wrong, but not of a field that nobody came to yet."""
        faults = [fault for fault in self._read()[1] if fault.field.text().strip()]
        self._tell(next(iter(faults), None))
        found = self.items()
        if found != self._known:
            self._known = found
            self.changed.emit()

    def _tell(self, fault: _Fault | None) -> None:
        for row in self.table.rows:
            row.forgive()
        self.problem.setText(fault.sentence if fault else "")
        self.problem.setVisible(fault is not None)
        if fault is not None:
            set_tone(fault.field, "bad")
            fault.field.setAccessibleDescription(fault.sentence)


class _Wrong(ValueError):
    """What cannot be read, and in which field."""

    def __init__(self, field: QLineEdit, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field

"""A small table that is typed into: in each row a day, what belongs to it, and a way out."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ui.audit_form.date_box import DateBox
from ui.audit_form.text_box import LineBox
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role, set_tone

_DAY, _VALUE, _REMOVE, _REST = range(4)


class RowWords(NamedTuple):
    """What rows are called (“step”), the heads of their columns, an example of what belongs there.

    At most `longest` letters are taken; what `is_long` has all the width there is.
    """

    row: str
    day: str
    value: str
    example: str
    longest: int
    is_long: bool = False


class DatedRow:
    """The fields of one row."""

    def __init__(self, words: RowWords, theme: Theme, today: Callable[[], date]) -> None:
        self._words = words
        self.day = DateBox(words.day, theme, today)
        self.value = LineBox(words.value, words.example)
        self.value.setMaxLength(words.longest)
        self.remove = QToolButton()
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.icons.wear(self.remove, "remove", "muted", 18)

    @property
    def parts(self) -> tuple[QWidget, QWidget, QWidget]:
        """The fields and the button, as they stand beside one another."""
        return self.day, self.value, self.remove

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed in it."""
        return not self.day.line.text().strip() and not self.value.text().strip()

    def number(self, place: int) -> None:
        """Let screen readers tell the row from the others; the first is 1."""
        row = f"{self._words.row} {place}"
        named(self.day.line, f"{self._words.day}, {row}")
        named(self.day.button, f"Calendar: {row}", "Opens a calendar to choose from.")
        named(self.value, f"{self._words.value}, {row}")
        named(self.remove, f"Remove {row}")
        self.remove.setToolTip(f"Remove {row}")

    def forgive(self) -> None:
        """Mark neither field as wrong."""
        for line in (self.day.line, self.value):
            set_tone(line, "")
            line.setAccessibleDescription("")


class DatedRows(QWidget):
    """Rows that can be added and removed; `changed` once a person typed something else."""

    changed = Signal()

    def __init__(self, words: RowWords, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._today = today
        self.rows: list[DatedRow] = []
        text = f"Add a {words.row}"
        self.add = set_role(named(QPushButton(text), text), "quiet")
        self.add.setAutoDefault(False)
        theme.icons.wear(self.add, "add", "accent", 18)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(_VALUE if words.is_long else _REST, 1)
        for column, head in ((_DAY, words.day), (_VALUE, words.value)):
            self._grid.addWidget(label(head, "muted"), 0, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(self._grid)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self._on_add)
        self.show_rows([])

    def show_rows(self, typed: Iterable[tuple[str, str]]) -> None:
        """Show these days and what belongs to them, quietly; a blank row where there are none."""
        for row in self.rows:
            self._let_go(row)
        self.rows = []
        for day, value in [*typed] or [("", "")]:
            row = self._append()
            row.day.line.show_text(day)
            row.value.show_text(value)
        self._lay_out()

    def _append(self) -> DatedRow:
        row = DatedRow(self._words, self._theme, self._today)
        row.day.settled.connect(self.changed)
        row.value.settled.connect(self.changed)
        row.remove.clicked.connect(lambda: self._remove(row))
        self.rows.append(row)
        return row

    def _lay_out(self) -> None:
        """Put the rows below one another; Tab goes through them, then to what adds one."""
        before: QWidget | None = None
        for place, row in enumerate(self.rows, 1):
            row.number(place)
            for column, part in enumerate(row.parts):
                self._grid.addWidget(part, place, column)
            for stop in (row.day.line, row.day.button, row.value, row.remove):
                if before is not None:
                    self.setTabOrder(before, stop)
                before = stop
        if before is not None:
            self.setTabOrder(before, self.add)

    def _let_go(self, row: DatedRow) -> None:
        for part in row.parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()

    def _remove(self, row: DatedRow) -> None:
        place = self.rows.index(row)
        self._let_go(row)
        del self.rows[place]
        self._lay_out()
        goes_on = self.rows[min(place, len(self.rows) - 1)].remove if self.rows else self.add
        goes_on.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    @Slot()
    def _on_add(self) -> None:
        row = self._append()
        self._lay_out()
        row.day.setFocus(Qt.FocusReason.OtherFocusReason)

"""Editors for answers that are typed: numbers, dates, times, text."""

import re
from collections.abc import Callable
from datetime import date

from forms.findings import Answer
from forms.tools import Question
from ui.audit_form.answers import TypedEditor, in_a_column, in_a_row
from ui.audit_form.date_box import DateBox
from ui.audit_form.dates import read_date, shown_date
from ui.audit_form.options import reserved_options
from ui.audit_form.text_box import LineBox, TextBox
from ui.audit_form.times import read_time
from ui.theme import GRID, Theme
from ui.widgets.dressing import set_role
from ui.widgets.elided_label import ElidedLabel

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


class NumberEditor(TypedEditor):
    """A number with its unit; blanks and thousands commas are forgiven."""

    def __init__(self, question: Question, theme: Theme) -> None:
        super().__init__(reserved_options(question), theme)
        self._line = LineBox("Number")
        self._line.setFixedWidth(GRID * 14)
        self._unit = set_role(ElidedLabel(number_hint(question)), "muted")
        if not self._unit.text():
            self._unit.hide()
        in_a_row(self, self._line, self._unit, self.reserved)
        self.connect_box()

    def box(self) -> LineBox:
        """Return the line the number is typed in."""
        return self._line

    @property
    def limits(self) -> str:
        """Unit and limits in words."""
        return self._unit.text()

    def read(self, text: str) -> Answer:
        """Return the number, or the text where it is none."""
        plain = re.sub(r"[\s,]", "", text)
        if not _NUMBER.fullmatch(plain):
            return super().read(text)
        number = float(plain)
        return int(number) if number.is_integer() else number

    def written(self, answer: Answer) -> str:
        """Return the number with no needless decimals."""
        return f"{answer:,.10g}" if isinstance(answer, float) else str(answer)


class DateEditor(TypedEditor):
    """A date, typed or taken from a calendar."""

    def __init__(self, question: Question, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__(reserved_options(question), theme)
        self._today = today
        self.dates = DateBox("Date", theme, today)
        self._hint = set_role(ElidedLabel(date_hint(question)), "muted")
        if not self._hint.text():
            self._hint.hide()
        in_a_row(self, self.dates, self._hint, self.reserved)
        self.connect_box()

    def box(self) -> LineBox:
        """Return the line the date is typed in."""
        return self.dates.line

    @property
    def limits(self) -> str:
        """The limits in words."""
        return self._hint.text()

    def read(self, text: str) -> Answer:
        """Return the date in ISO form, or the text where it is none."""
        day = read_date(text, self._today())
        return day.isoformat() if day else super().read(text)

    def written(self, answer: Answer) -> str:
        """Return the date as dd/mm/yyyy."""
        day = read_date(str(answer), self._today())
        return shown_date(day) if day else str(answer)

    def describe(self, name: str, state: str) -> None:
        """Name box and calendar by the question."""
        super().describe(name, state)
        self.dates.button.setAccessibleName(f"Calendar for: {name}")

    def set_read_only(self) -> None:
        """Offer no calendar."""
        super().set_read_only()
        self.dates.button.setEnabled(False)


class TimeEditor(TypedEditor):
    """A time of day, on a clock of 24 hours."""

    def __init__(self, question: Question, theme: Theme) -> None:
        super().__init__(reserved_options(question), theme)
        self._line = LineBox("Time", "hh:mm")
        self._line.setFixedWidth(GRID * 14 * theme.text_percent // 100)
        self._hint = set_role(ElidedLabel(self.limits), "muted")
        in_a_row(self, self._line, self._hint, self.reserved)
        self.connect_box()

    def box(self) -> LineBox:
        """Return the line the time is typed in."""
        return self._line

    @property
    def limits(self) -> str:
        """How a time is written."""
        return "hours and minutes, 24-hour clock"

    def read(self, text: str) -> Answer:
        """Return the time as HH:MM, or the text where it is none."""
        return read_time(text) or super().read(text)


class LineEditor(TypedEditor):
    """One line of text."""

    def __init__(self, question: Question, theme: Theme) -> None:
        super().__init__(reserved_options(question), theme)
        self._line = LineBox("Answer", "Write the answer here")
        in_a_column(self, self._line, self.reserved)
        self.connect_box()

    def box(self) -> LineBox:
        """Return the line the text is typed in."""
        return self._line


class TextEditor(TypedEditor):
    """Free text over several lines."""

    def __init__(self, question: Question, theme: Theme) -> None:
        super().__init__(reserved_options(question), theme)
        self._text = TextBox("Answer", "Write the answer here", lines=2)
        in_a_column(self, self._text, self.reserved)
        self.connect_box()

    def box(self) -> TextBox:
        """Return the box the text is typed in."""
        return self._text


def number_hint(question: Question) -> str:
    """Return the unit and the limits of a number in words: `days, 0 to 200`."""
    low, high = question.minimum, question.maximum
    if low is not None and high is not None:
        limits = f"{low:g} to {high:g}"
    elif low is not None:
        limits = f"{low:g} or more"
    else:
        limits = f"up to {high:g}" if high is not None else ""
    return ", ".join(part for part in (question.unit, limits) if part)


def date_hint(question: Question) -> str:
    """Return the limits of a date in words."""
    latest = question.latest
    words = []
    if question.earliest:
        words.append(f"from {shown_date(question.earliest)}")
    if latest is not None:
        words.append("to today" if latest == "today" else f"to {latest:%d/%m/%Y}")
    return " ".join(words)

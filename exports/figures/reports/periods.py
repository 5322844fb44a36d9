"""A period by its days: what it is called, and which period comes before it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS_OF_A_QUARTER = 3


class Period(NamedTuple):
    """Days from `first` to `last`, both within it."""

    first: date
    last: date

    @classmethod
    def quarter_of(cls, day: date) -> Period:
        """Return the calendar quarter that a day is in."""
        first = _month(day) - (day.month - 1) % _MONTHS_OF_A_QUARTER
        return cls(_first_of(first), _last_of(first + _MONTHS_OF_A_QUARTER - 1))

    @property
    def whole_months(self) -> int:
        """How many calendar months it takes; 0 where it takes a part of one."""
        if self.first.day != 1 or self.last != _last_of(_month(self.last)):
            return 0
        return _month(self.last) - _month(self.first) + 1

    def before(self) -> Period | None:
        """Return the period of the same length that ends the day before; None before year 1.

        After whole months it is as many whole months, else as many days.
        """
        try:
            last = self.first - timedelta(days=1)
            if months := self.whole_months:
                return Period(_first_of(_month(self.first) - months), last)
            return Period(self.first - (self.last - self.first) - timedelta(days=1), last)
        except (OverflowError, ValueError):
            return None

    @property
    def name(self) -> str:
        """`2026`, `2026 Q2` or `April 2026` where it is one of these, else its days."""
        months = self.whole_months
        if months == 12 and self.first.month == 1:
            return f"{self.first.year:04}"
        quarter, beyond = divmod(self.first.month - 1, _MONTHS_OF_A_QUARTER)
        if months == _MONTHS_OF_A_QUARTER and not beyond:
            return f"{self.first.year:04} Q{quarter + 1}"
        if months == 1:
            return f"{self.first:%B %Y}"
        return f"{self.first:%d/%m/%Y} to {self.last:%d/%m/%Y}"


def _month(day: date) -> int:
    """Return the number of a month, counted through all years."""
    return day.year * 12 + day.month - 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _last_of(month: int) -> date:
    first = _first_of(month)
    return first.replace(day=monthrange(first.year, first.month)[1])

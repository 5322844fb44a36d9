"""Periods that people ask for by name, as days, so that a question can be asked again later."""

from datetime import date, timedelta
from typing import Literal, NamedTuple

PeriodName = Literal["all", "this_quarter", "last_quarter", "last_12_months", "between"]


class Days(NamedTuple):
    """First and last day of a period, both within it; None where it is open."""

    first: date | None = None
    last: date | None = None


def named_days(name: PeriodName, today: date) -> Days:
    """Return the days of a named period; quarters are those of the calendar.

    All days for `all`, and for `between`, whose days a person gives.
    """
    match name:
        case "this_quarter":
            return _quarter(today)
        case "last_quarter":
            return _quarter(_quarter_start(today) - timedelta(days=1))
        case "last_12_months":
            return Days(year_before(today), today)
        case _:
            return Days()


def year_before(day: date) -> date:
    """Return the day after the same day one year earlier, so that the two span a whole year."""
    try:
        earlier = day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        earlier = day.replace(year=day.year - 1, day=28)
    return earlier + timedelta(days=1)


def _quarter_start(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _quarter(day: date) -> Days:
    start = _quarter_start(day)
    following = _quarter_start(start + timedelta(days=100))
    return Days(start, following - timedelta(days=1))

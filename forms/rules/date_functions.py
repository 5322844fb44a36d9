"""Functions of rules on dates and times; none depends on the machine's language or time zone."""

import math
import re
from datetime import date, datetime, time

from forms.rules.function import Function
from forms.rules.surroundings import Surroundings
from forms.rules.values import LONGEST_TEXT, Value, as_moment, as_number, as_text

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]+)?))?(?:Z|[+-].*)?")


def _today(around: Surroundings) -> date:
    return around.today


def _now(around: Surroundings) -> datetime:
    return around.now


def _date(value: Value) -> Value:
    """Return the day of a date, a moment, a number of days or an ISO text; "" for anything else."""
    moment = as_moment(value)
    if moment is None:
        return ""
    return moment.date() if isinstance(moment, datetime) else moment


def _date_time(value: Value) -> Value:
    moment = as_moment(value)
    return "" if moment is None else _with_clock(moment)


def _with_clock(moment: date) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


def _decimal_date_time(value: Value) -> float:
    moment = as_moment(value)
    return math.nan if moment is None else as_number(moment)


def _decimal_time(value: Value) -> float:
    """Return the part of the day that has passed: 0.5 at noon."""
    if isinstance(value, datetime):
        return as_number(value) % 1
    clock = _CLOCK.fullmatch(as_text(value).strip().rpartition("T")[2])
    if not clock:
        return math.nan
    return (int(clock[1]) + (int(clock[2]) + float(clock[3] or 0) / 60) / 60) / 24


def _formatted(value: Value, layout: Value) -> str:
    """Write a date by the marks of the ODK specification; an unknown mark stays as it is."""
    day = as_moment(value)
    if day is None:
        return ""
    moment = _with_clock(day)
    words = {
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": f"{moment.month}",
        "b": _MONTHS[moment.month - 1],
        "d": f"{moment.day:02}",
        "e": f"{moment.day}",
        "a": _DAYS[moment.weekday()],
        "H": f"{moment.hour:02}",
        "h": f"{moment.hour}",
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
    }
    marks = as_text(layout)[:LONGEST_TEXT]
    return re.sub("%(.)", lambda mark: words.get(mark[1], mark[0]), marks)[:LONGEST_TEXT]


DATE_FUNCTIONS: dict[str, Function] = {
    "today": Function("today()", "the day of today", 0, 0, _today, looks_around=True),
    "now": Function("now()", "today with the time of day", 0, 0, _now, looks_around=True),
    "date": Function("date(value)", "the date of a number of days or of a text", 1, 1, _date),
    "date-time": Function(
        "date-time(value)", "the moment of a number of days or of a text", 1, 1, _date_time
    ),
    "decimal-date-time": Function(
        "decimal-date-time(value)",
        "the days since 1970, with the part of the day",
        1,
        1,
        _decimal_date_time,
    ),
    "decimal-time": Function(
        "decimal-time(time)",
        "the part of the day that has passed: 0.5 at noon",
        1,
        1,
        _decimal_time,
    ),
    "format-date": Function(
        "format-date(date, layout)", "the date as text: '%d/%m/%Y' or '%e %b %Y'", 2, 2, _formatted
    ),
    "format-date-time": Function(
        "format-date-time(moment, layout)", "the moment as text: '%d/%m/%Y %H:%M'", 2, 2, _formatted
    ),
}

"""The values of rules, and how one kind becomes another: XPath 1.0 with the dates of ODK."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Scalar = str | float | bool | date
"""One answer; "" is none. A number is a float; a date may be a datetime."""


@dataclass(frozen=True)
class Nodes:
    """The answers to one question of a repeat over all its instances, in order."""

    values: tuple[Scalar, ...]


Value = Scalar | Nodes

LONGEST_TEXT = 20_000
"""Characters of a text that a rule puts together; what is longer is cut."""

_NUMBER = re.compile(r"[ \t\r\n]*(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))[ \t\r\n]*")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?P<time>T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_EPOCH = date(1970, 1, 1).toordinal()
_SECONDS_A_DAY = 86_400


def as_text(value: Value) -> str:
    """Return a value as XPath's string() gives it; dates in ISO form, a node-set as its first."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return _number_text(float(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    return as_text(first_of(value))


def as_number(value: Value) -> float:
    """Return a value as number() gives it: what is no number is NaN, a date is days since 1970.

    ODK also reads ISO dates standing in a text. Moments count by the clock on the wall where they
    were taken, so that an audit comes out the same in every time zone.
    """
    if isinstance(value, float | int):
        return float(value)
    if isinstance(value, str):
        number = _NUMBER.fullmatch(value)
        if number:
            return float(number[1])
        moment = read_moment(value)
        return math.nan if moment is None else as_number(moment)
    if isinstance(value, datetime):
        midnight = value.replace(hour=0, minute=0, second=0, microsecond=0)
        return _days(value) + (value - midnight).total_seconds() / _SECONDS_A_DAY
    if isinstance(value, date):
        return _days(value)
    return as_number(first_of(value))


def as_boolean(value: Value) -> bool:
    """Return a value as XPath's boolean() gives it: a text or node-set is true if not empty."""
    if isinstance(value, float):
        return not math.isnan(value) and value != 0
    if isinstance(value, Nodes):
        return bool(value.values)
    return bool(value)


def first_of(value: Value) -> Scalar:
    """Return the first answer of a node-set, "" if it has none; anything else as it is."""
    if isinstance(value, Nodes):
        return value.values[0] if value.values else ""
    return value


def all_of(value: Value) -> tuple[Scalar, ...]:
    """Return the answers of a node-set, or the one value there is."""
    return value.values if isinstance(value, Nodes) else (value,)


def as_moment(value: Value) -> date | None:
    """Return a value as a date or datetime; None where it is neither one, a day number nor ISO."""
    scalar = first_of(value)
    if isinstance(scalar, date):
        return scalar
    if isinstance(scalar, str) and (moment := read_moment(scalar)):
        return moment
    try:
        days = math.floor(as_number(scalar))
        day = date.fromordinal(_EPOCH + days)
        part = as_number(scalar) - days
        return datetime.combine(day, time()) + timedelta(days=part) if part else day
    except (ValueError, OverflowError):  # NaN, or outside the years 1 to 9999
        return None


def read_moment(text: str) -> date | None:
    """Return the date or datetime an ISO text such as 2026-04-02T09:30 is; None if it is none."""
    match = _MOMENT.fullmatch(text.strip()) if "-" in text[:8] else None
    if not match:
        return None
    try:
        if match["time"]:
            return datetime.fromisoformat(match[0])
        return date.fromisoformat(match[0])
    except ValueError:
        return None


def _days(day: date) -> float:
    return float(day.toordinal() - _EPOCH)


def _number_text(number: float) -> str:
    """XPath 1.0, section 4.2: no exponent, and as many digits as tell the number from others."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return str(int(number)) if number.is_integer() else format(Decimal(repr(number)), "f")

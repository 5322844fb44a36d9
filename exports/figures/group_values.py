"""The values of a field that figures are grouped by: their order, and what people call them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from exports.figures.combining import CombinedTool
from forms.audits import AGE_BANDS, PLAN_TYPES
from forms.scales import version_number

PERIODS: Final = {"quarter": 4, "month": 12}
"""Fields that are periods, and how many a year has."""
NOT_RECORDED: Final = "Not recorded"

_ORDERS: Final = {"plan_type": PLAN_TYPES, "age_band": AGE_BANDS}
_PERIOD: Final = re.compile(r"([0-9]{4})-Q?([0-9]{1,2})")
_MOST_PERIODS: Final = 240
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
)  # fmt: skip


def ordered(field: str, values: Collection[str], tools: Sequence[CombinedTool]) -> list[str]:
    """Return values as tables show them, “not recorded” last.

    Periods stand in order with those between them, unless that were more than 20 years of months;
    plan types, age bands, agencies, roles and grades as lists of them do; others by the alphabet.
    """
    recorded = [value for value in values if value]
    rest = ["" for value in values if not value][:1]
    if field in PERIODS:
        return [*_periods(field, sorted(recorded)), *rest]
    if field == "version":
        return [*sorted(recorded, key=lambda each: (version_number(each), each)), *rest]
    order = {value: place for place, value in enumerate(_known(field, tools))}
    recorded.sort(key=lambda each: (order.get(each, len(order)), each.casefold(), each))
    return recorded + rest


def titles(field: str, values: Collection[str], tools: Sequence[CombinedTool]) -> dict[str, str]:
    """Return value → what people call it; agencies, roles and grades as their tool does."""
    called = dict(_called(field, tools))
    return {value: called.get(value) or _title(field, value) for value in values}


def _title(field: str, value: str) -> str:
    if not value:
        return NOT_RECORDED
    if field == "quarter":
        return value.replace("-", " ")
    if field == "month" and _PERIOD.fullmatch(value):
        return f"{_MONTHS[int(value[5:]) - 1]} {value[:4]}"
    return value


def _known(field: str, tools: Sequence[CombinedTool]) -> Sequence[str]:
    return _ORDERS.get(field) or [value for value, _ in _called(field, tools)]


def _called(field: str, tools: Sequence[CombinedTool]) -> Iterator[tuple[str, str]]:
    """Yield value and title of what audit tools name themselves, the newest version's first."""
    for tool in tools:
        newest = tool.newest
        parties = {"agency": newest.agencies, "role": newest.roles}.get(field, ())
        yield from ((party.id, party.title) for party in parties)
        if field == "overall":
            yield from ((point.code, point.label) for point in newest.grades.points)


def _periods(field: str, found: Sequence[str]) -> list[str]:
    """Return every period from the first to the last."""
    a_year = PERIODS[field]
    numbers = [
        int(match[1]) * a_year + int(match[2]) - 1
        for match in map(_PERIOD.fullmatch, found)
        if match
    ]
    if not numbers or max(numbers) - min(numbers) > _MOST_PERIODS:
        return list(found)
    every = range(min(numbers), max(numbers) + 1)
    mark = "-Q{}" if field == "quarter" else "-{:02}"
    return [f"{each // a_year:04}{mark.format(each % a_year + 1)}" for each in every]

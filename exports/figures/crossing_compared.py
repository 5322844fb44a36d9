"""What two groups, or the last two periods, of a crossing tell beside each other, in words."""

from __future__ import annotations

from typing import Final

from exports.figures.comparing import Comparison, Side, compare_groups, compare_periods
from exports.figures.crossing_data import Crossing, CrossingRow
from exports.figures.group_values import PERIODS

_PAIR: Final = 2
_NO_GROUPS: Final = frozenset({"auditor", "case", "overall", "version"})
"""Fields whose values are no groups of cases to be set beside each other like this."""


def compared(crossing: Crossing) -> list[str]:
    """Return whether two groups differ, or the last two periods, as whole sentences.

    Nothing where there are more groups: the best and the worst of many always differ.
    """
    comparison = _comparison(crossing)
    return [comparison.words, *comparison.cautions] if comparison else []


def _comparison(crossing: Crossing) -> Comparison | None:
    shown = [row for row in crossing.rows if row.value and row.total.n]
    unit = ("audit", "audits") if crossing.kind == "grade" else ("answer", "answers")
    if crossing.total.good_or_better is None or len(shown) < _PAIR:
        return None
    before, now = shown[-_PAIR:]
    if crossing.by in PERIODS:
        return compare_periods(_side(now), _side(before), _broken(crossing, before, now), unit)
    if len(shown) > _PAIR or crossing.by in _NO_GROUPS:
        return None
    return compare_groups(_side(before), _side(now), unit=unit)


def _side(row: CrossingRow) -> Side:
    share = row.total.good_or_better
    if share is None:
        raise ValueError("a row of a judged measure without a share")
    return Side(row.title, share)


def _broken(crossing: Crossing, before: CrossingRow, now: CrossingRow) -> str | None:
    """Return why the later of two periods must not be compared with the earlier."""
    places = crossing.rows.index(before) + 1, crossing.rows.index(now) + 1
    reasons = [row.broken_by for row in crossing.rows[slice(*places)] if row.broken_by]
    return " ".join(dict.fromkeys(reasons)) or None

"""The overall grades by calendar quarter, broken where quarters must not be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from db.reading import FactCount
from exports.figures.combining import CombinedTool, version_names
from exports.figures.facts import by_code
from exports.figures.report_data import TrendPoint
from exports.figures.shares import graded
from exports.figures.wording import listed
from forms.scales import Scale

_QUARTER = re.compile(r"[0-9]{4}-Q[1-4]")


def trend_points(
    tools: Sequence[CombinedTool], grades: Scale, quarters: Mapping[str, list[FactCount]]
) -> list[TrendPoint]:
    """Return every quarter from the first to the last that has an audit.

    Audits without a date are in none. A quarter is broken from the one before where its graded
    audits were made with other versions of the tool than those of the last quarter that had any.
    """
    points: list[TrendPoint] = []
    mix_before: frozenset[str] = frozenset()
    for period in _every_quarter(filter(_QUARTER.fullmatch, quarters)):
        rows = quarters.get(period, [])
        overall = graded(grades, by_code(rows))
        mix = frozenset(row.tool for row in rows if row.code in grades.counted_codes)
        broken_by = None
        if mix and mix_before and mix != mix_before:
            broken_by = _change(tools, mix_before, mix)
        points.append(TrendPoint(period=period, overall=overall, broken_by=broken_by))
        mix_before = mix or mix_before
    return points


def _every_quarter(found: Iterable[str]) -> Iterator[str]:
    numbers = [int(period[:4]) * 4 + int(period[-1]) - 1 for period in found]
    if numbers:
        for number in range(min(numbers), max(numbers) + 1):
            yield f"{number // 4:04}-Q{number % 4 + 1}"


def _change(tools: Sequence[CombinedTool], before: frozenset[str], now: frozenset[str]) -> str:
    if len(tools) == 1:
        return f"The audit tool changed from {_names(tools, before)} to {_names(tools, now)}."
    return f"The audit tools used changed from {_names(tools, before)} to {_names(tools, now)}."


def _names(tools: Sequence[CombinedTool], hashes: frozenset[str]) -> str:
    """Return `version 1.0`, `versions 1.0 and 1.1`, or with several tools their titles too."""
    versions = [version for tool in tools for version in tool.versions]
    known = version_names(versions)
    found = [version for version in versions if version.hash in hashes]
    if len(tools) > 1:
        return listed([f"{each.title} {known[each.hash]}" for each in found])
    names = listed([known[each.hash] for each in found])
    return f"version {names}" if len(found) == 1 else f"versions {names}"

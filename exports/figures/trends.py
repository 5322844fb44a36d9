"""Grades and answers by calendar quarter or month, broken where these must not be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from exports.figures.answers import answer_distribution
from exports.figures.breaks import break_sentence
from exports.figures.combining import CombinedQuestion, CombinedTool, MeasuredGrades
from exports.figures.facts import Facts, by_code
from exports.figures.report_data import AnswerPoint, TrendPoint
from exports.figures.shares import graded
from forms.scales import Scale
from forms.versions.measures import scale_measure

_QUARTER: Final = re.compile(r"[0-9]{4}-Q[1-4]")
_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_NOT_JUDGED: Final = frozenset({"not_applicable", "unanswered", "hidden"})


def trend_points(facts: Facts, grades: Scale, field: str = "overall") -> list[TrendPoint]:
    """Return the grades of every quarter from the first to the last that has an audit.

    They are the overall grades, or those of a section where `field` is `section.…`. The periods
    are months where `facts` keep months. Audits without a date are in none. A quarter is broken
    from the last one with grades where they became a new measure, or where the tools changed and
    nobody said what that means. Of a quarter with grades of several measures the newest are shown.
    """
    points: list[TrendPoint] = []
    before: frozenset[str] = frozenset()
    for period in _every_period(facts.by_quarter):
        versions, scale = _grades_shown(facts, grades, period, field)
        counts = facts.by_quarter.get(period, {})
        points.append(
            TrendPoint(
                period=period,
                overall=graded(scale, by_code(counts[each, field] for each in versions)),
                broken_by=break_sentence(facts.tools, before, versions),
                scale=None if scale is grades else scale,
            )
        )
        before = versions or before
    return points


def answer_points(
    facts: Facts, tool: CombinedTool, combined: CombinedQuestion
) -> list[AnswerPoint]:
    """Return the answers to a question for each quarter from the first that asks it to the last.

    It is broken as the grades are: where the question became a new measure, or where a version
    asks it in other words and nobody said what that means.
    """
    points: list[AnswerPoint] = []
    before: frozenset[str] = frozenset()
    asked = {version for each in combined.measures for version in each.codes}
    for period in _every_period(
        quarter
        for quarter, counts in facts.by_quarter.items()
        if any((version, combined.field) in counts for version in asked)
    ):
        shown, versions = combined.newest, frozenset[str]()
        for measured in combined.measures:
            if given := _answered(facts, period, combined.field, measured.codes):
                shown, versions = measured, given
                break
        figures = answer_distribution(facts, shown, period)
        broken_by = break_sentence([tool], before, versions, combined.question.id)
        points.append(AnswerPoint(**dict(figures), period=period, broken_by=broken_by))
        before = versions or before
    return points


def _grades_shown(
    facts: Facts, grades: Scale, period: str, field: str
) -> tuple[frozenset[str], Scale]:
    """Return the versions whose grades are shown in a quarter, and their scale.

    Grades of one tool may stand on another scale in earlier quarters; those of several tools
    are put together, so that they must stand on the same.
    """
    wanted, together = scale_measure(grades), frozenset[str]()
    for tool in facts.tools:
        for measured in tool.grades:
            alike = scale_measure(measured.scale) == wanted
            if not alike and len(facts.tools) > 1:
                continue
            if given := _graded(facts, period, measured, field):
                if not alike:
                    return given, measured.scale
                together |= given
                break
    return together, grades


def _graded(facts: Facts, period: str, measured: MeasuredGrades, field: str) -> frozenset[str]:
    counts = facts.by_quarter.get(period, {})
    codes = measured.scale.counted_codes
    return frozenset(
        version for version in measured.versions if codes & counts.get((version, field), {}).keys()
    )


def _answered(facts: Facts, period: str, field: str, versions: Iterable[str]) -> frozenset[str]:
    counts = facts.by_quarter.get(period, {})
    return frozenset(
        version for version in versions if counts.get((version, field), {}).keys() - _NOT_JUDGED
    )


def _every_period(found: Iterable[str]) -> Iterator[str]:
    """Yield every quarter from the first to the last, or every month; other names are no dates."""
    names = sorted(found)
    quarters = [int(each[:4]) * 4 + int(each[-1]) - 1 for each in names if _QUARTER.fullmatch(each)]
    months = [int(each[:4]) * 12 + int(each[-2:]) - 1 for each in names if _MONTH.fullmatch(each)]
    if quarters:
        for number in range(quarters[0], quarters[-1] + 1):
            yield f"{number // 4:04}-Q{number % 4 + 1}"
    elif months:
        for number in range(months[0], months[-1] + 1):
            yield f"{number // 12:04}-{number % 12 + 1:02}"

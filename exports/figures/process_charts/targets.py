"""A target in dated steps, and whether a process as it is will meet it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from exports.figures.process_charts.models import (
    Assurance,
    Measured,
    TargetStep,
    Wanted,
)
from exports.figures.process_charts.rules import Standing
from exports.figures.process_charts.streaks import sign

When = Literal["now", "ahead"]
Known = Literal["hit", "missed", "inconsistent"]

_PERIOD: Final = re.compile(r"(?P<year>[0-9]{4})(-(Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")


def period_end(period: str) -> date:
    """Return the last day of 2026-Q3, 2026-09 or 2026. Raises ValueError for anything else."""
    found = _PERIOD.fullmatch(period)
    if not found:
        raise ValueError("a period is written as 2026-Q3, 2026-09 or 2026")
    year = int(found["year"])
    month = int(found["month"] or 3 * int(found["quarter"] or 4))
    return date(year, month, monthrange(year, month)[1])


def target_at(steps: Sequence[TargetStep], period: str) -> TargetStep | None:
    """Return the step that a period is held to: the last that is due by the period’s end."""
    end = period_end(period)
    return max((step for step in steps if step.by <= end), key=_by, default=None)


def assurances(last: Measured, standing: Standing | None, wanted: Wanted) -> list[Assurance]:
    """Return what the lines at the last point say of the target in force and of the next one.

    Without limits that cannot be said. A target is hit consistently where even the worse limit
    meets it, missed where even the better one does not, and else inconsistent: then chance
    decides. Source: NHS England, “Making data count: strengthening your decisions” (2019).
    """
    found = []
    present = target_at(wanted.steps, last.period)
    if present:
        found.append(_assurance("now", present, last, standing, wanted))
    ahead = [step for step in wanted.steps if step.by > period_end(last.period)]
    if ahead:
        found.append(_assurance("ahead", min(ahead, key=_by), last, standing, wanted))
    return found


def _by(step: TargetStep) -> date:
    return step.by


def _assurance(
    when: When, step: TargetStep, last: Measured, standing: Standing | None, wanted: Wanted
) -> Assurance:
    target = f"The target {'of' if when == 'now' else 'for'} {step.by:%d/%m/%Y}"
    target = f"{target}, {wanted.show(step.value)}"
    if standing is None:
        words = (
            f"{target}: too few points yet to tell chance from practice{_met(step, last, wanted)}."
        )
        return Assurance(when=when, target=step.value, by=step.by, verdict="unknown", words=words)
    verdict = _verdict(step.value, standing, wanted.higher_is_better)
    words = f"{target}, {_meets(verdict, when)}: {_why(verdict, standing, wanted)}."
    return Assurance(when=when, target=step.value, by=step.by, verdict=verdict, words=words)


def _met(step: TargetStep, last: Measured, wanted: Wanted) -> str:
    if last.value is None:
        return ""
    short = last.value < step.value if wanted.higher_is_better else last.value > step.value
    meets = "does not meet it" if short else "meets it"
    return f"; {last.period} with {wanted.show(last.value)} {meets}"


def _verdict(target: float, standing: Standing, higher_is_better: bool) -> Known:
    worse, better, way = standing.low, standing.high, 1
    if not higher_is_better:
        worse, better, way = better, worse, -1
    if sign(way * worse, way * target) >= 0:
        return "hit"
    return "missed" if sign(way * better, way * target) < 0 else "inconsistent"


def _meets(verdict: Known, when: When) -> str:
    verb = "is" if when == "now" else "would be"
    if verdict == "inconsistent":
        return f"{verb} sometimes hit and sometimes missed, by chance"
    return f"{verb} consistently {verdict}"


def _why(verdict: Known, standing: Standing, wanted: Wanted) -> str:
    low, high = wanted.show(standing.low), wanted.show(standing.high)
    if verdict == "inconsistent":
        return f"it lies between the limits, {low} and {high}"
    upper = wanted.higher_is_better == (verdict == "missed")
    limit = f"the upper limit, {high}," if upper else f"the lower limit, {low},"
    return f"even {limit} {'misses' if verdict == 'missed' else 'meets'} it"

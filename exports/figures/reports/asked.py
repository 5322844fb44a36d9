"""What a report over time is asked for: its measure, its target in dated steps, known changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from exports.figures.process_charts.models import Kind, TargetStep
from exports.figures.reports.over_time_data import Every

_SHARE: Final = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,2})?)\s*%")
_DAY: Final = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_LONGEST: Final = 300
"""Letters of what somebody says of a change."""


@dataclass(frozen=True, slots=True)
class KnownChange:
    """A day from which practice is known to be another, and what changed, in words."""

    day: date
    what: str


@dataclass(frozen=True, slots=True)
class OverTime:
    """What is charted: quarters or months, one measure in front, its target, known changes.

    `of` is the id of a section or question; "" is the overall grade. `chart` is None where the
    number of points decides.
    """

    every: Every = "quarter"
    of: str = ""
    steps: tuple[TargetStep, ...] = ()
    changes: tuple[KnownChange, ...] = ()
    chart: Kind | None = None


def read_step(text: str) -> TargetStep:
    """Read `2026-09-30=60%` or `30/09/2026 = 60%`. Raises ValueError, which says what is wrong."""
    day, _, share = text.partition("=")
    found = _SHARE.fullmatch(share.strip())
    by = _day(day)
    if by is None or not found or float(found["number"]) > 100:
        raise ValueError(f"“{text.strip()}” is not a day and a share, such as 2026-09-30=60%")
    return TargetStep(by=by, value=float(found["number"]) / 100)


def read_change(text: str) -> KnownChange:
    """Read `2026-04-01=New supervision policy`. Raises ValueError, which says what is wrong."""
    day, _, what = text.partition("=")
    by, told = _day(day), " ".join(what.split())
    if by is None or not told:
        raise ValueError(
            f"“{text.strip()}” is not a day and what changed, such as 2026-04-01=New policy"
        )
    if len(told) > _LONGEST:
        raise ValueError(f"what changed is told in more than {_LONGEST} letters")
    return KnownChange(by, told)


def read_steps(lines: Iterable[str]) -> list[TargetStep]:
    """Read a file of steps, one a line; empty lines and those that begin with # are passed over.

    Raises ValueError, which names the line.
    """
    steps = []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                steps.append(read_step(line))
            except ValueError as error:
                raise ValueError(f"line {number}: {error}") from None
    return steps


def in_order(steps: Sequence[TargetStep]) -> tuple[TargetStep, ...]:
    """Return steps by date. Raises ValueError where two are for one day."""
    twice = [day for day, times in Counter(step.by for step in steps).items() if times > 1]
    if twice:
        raise ValueError(f"there are two targets for {min(twice):%d/%m/%Y}")
    return tuple(sorted(steps, key=lambda step: step.by))


def _day(text: str) -> date | None:
    """Read a day as ISO has it or as people here write it; None for anything else."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        return date.fromisoformat(text.strip())
    except ValueError:
        return None

"""How periods are called, what a line over time comes to, and what must be known of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from exports.figures.process_charts.models import ProcessChart, Signal
from exports.figures.process_charts.targets import period_end
from exports.figures.reports.over_time_data import (
    Every,
    Pattern,
    Series,
    StepFigures,
)
from exports.figures.wording import amount

_TOLD: Final = 2
"""How many signals the headline tells."""


def period_name(period: str) -> str:
    """Return `2026 Q1` for 2026-Q1 and `Mar 2026` for 2026-03."""
    if "Q" in period:
        return period.replace("-", " ")
    return f"{period_end(period):%b %Y}"


def renamed(periods: Iterable[str]) -> Callable[[str], str]:
    """Return what calls these periods as people do, wherever they stand in a sentence."""
    names = {period: period_name(period) for period in periods}
    if not names:
        return str
    every = re.compile(rf"(?<![\d-])(?:{'|'.join(map(re.escape, names))})(?![\d-])")
    return lambda text: every.sub(lambda found: names[found[0]], text)


def pattern_of(chart: ProcessChart) -> Pattern:
    """Return what the newest signal since the line last started says; more points may undo it."""
    newest = _newest_signal(chart)
    if newest is not None:
        return "neither" if newest.good is None else "better" if newest.good else "worse"
    has_line = bool(chart.stretches) and chart.stretches[-1].centre is not None
    return "none" if has_line else "too few"


def pattern_words(chart: ProcessChart) -> str:
    """Return the same in a few words, such as “For the better, 2026 Q2”."""
    told = _PATTERNS[pattern_of(chart)]
    newest = _newest_signal(chart)
    return f"{told}, {unbroken(period_name(newest.periods[-1]))}" if newest else told


def unbroken(name: str) -> str:
    """Return the name of a period so that it stays on one line."""
    return name.replace(" ", "\u00a0")


def _newest_signal(chart: ProcessChart) -> Signal | None:
    if not chart.stretches:
        return None
    first = chart.stretches[-1].first
    latest = [each for each in chart.signals if each.places[-1] >= first]
    return max(latest, key=lambda each: each.places[-1], default=None)


_PATTERNS: Final[dict[Pattern, str]] = {
    "better": "For the better",
    "worse": "For the worse",
    "neither": "Drifting or mixed",
    "none": "No signal",
    "too few": "Too few points",
}


def headline(main: Series) -> list[str]:
    """Return what a board must know of the chosen measure: its target first, then its signals."""
    if main.latest is None:
        return [f"{main.title}: nothing was measured in this selection."]
    if not main.is_drawn:
        return main.chart.words
    return [*_targets(main.chart), *_newest(main)]


def _targets(chart: ProcessChart) -> list[str]:
    """Return what the chart says of targets, and what it says of relying on that."""
    if not chart.assurances:
        return []
    first = chart.words.index(chart.assurances[0].words)
    return chart.words[first:]


def _newest(main: Series) -> Iterator[str]:
    """Yield the newest signals, or that there are none; nothing where there is no line."""
    chart = main.chart
    if not chart.stretches or chart.stretches[-1].centre is None:
        yield "There are too few points since the line last started to tell chance from change."
        return
    first = chart.stretches[-1].first
    signals = [each for each in chart.signals if each.places[-1] >= first]
    yield from (each.words for each in signals[-_TOLD:])
    if not signals:
        yield "No signal: the points vary as they would by chance."


def limits_over_time(
    main: Series, steps: Sequence[StepFigures], every: Every, periods: Sequence[str], as_at: str
) -> Iterator[str]:
    """Yield what the reader must know before relying on the charts, the weightiest first."""
    if any(point.anew for point in main.points):
        yield (
            "The line starts anew where the tool, the scale or practice changed. What stands "
            "before and after may not be read as one development."
        )
    if periods and as_at and date.fromisoformat(as_at) < period_end(periods[-1]):
        yield (
            f"The newest audit was sealed on {date.fromisoformat(as_at):%d/%m/%Y}, before "
            f"{period_name(periods[-1])} was over: its figures may still change."
        )
    empty = sum(1 for point in main.points if point.share is None or not point.share.n)
    if empty:
        without = amount(empty, f"{every} has", f"{every}s have")
        yield f"{without} nothing that was measured; rules pass over such gaps."
    yield from _of_targets(steps)
    yield (
        "Many charts are looked at here. Of steady lines some show a signal by chance alone, so "
        "ask what happened before you act on one."
    )


def _of_targets(steps: Sequence[StepFigures]) -> Iterator[str]:
    if steps:
        yield (
            "That a target was met once says little: read what is said of practice as it is. The "
            "interval of each share is wide where few audits were done."
        )


def method_over_time(every: Every) -> list[str]:
    """Return how the charts were made, and which there are."""
    return [
        *method_of_lines(every),
        "Full charts are drawn of every section that the tool grades, and of up to six questions "
        "with a signal, those for the worse first. All other questions that have good answers are "
        "told in one line each.",
    ]


def method_of_lines(every: Every) -> list[str]:
    """Return how a chart of a line was made."""
    return [
        f"Each point is one calendar {every} by the date of the audit.",
        "The number of points decides the chart. With 5 to 11 points without a change between it "
        "is a run chart about the median; from 12 points it has limits, each as wide as so many "
        "audits ask for, unless another chart was asked for.",
    ]

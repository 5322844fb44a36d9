"""The dated steps of a target, each beside the first period that is held to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from exports.figures.process_charts.models import TargetStep
from exports.figures.process_charts.targets import period_end
from exports.figures.reports.over_time_data import (
    Series,
    SeriesPoint,
    StepFigures,
    is_unpublished,
)


def step_figures(main: Series, steps: Sequence[TargetStep]) -> list[StepFigures]:
    """Return the steps by date, each with the first measured period that is held to it.

    A period is held to the last step due by its last day, as on the chart.
    """
    ordered = sorted(steps, key=lambda step: step.by)
    return [_step(main, step, following) for step, following in zip_longest(ordered, ordered[1:])]


def _step(main: Series, step: TargetStep, following: TargetStep | None) -> StepFigures:
    held = _held(main, step, following)
    if held is None:
        periods = [point.period for point in main.chart.points]
        ahead = not periods or step.by > period_end(periods[-1])
        return StepFigures(
            step=step, held="", share=None, met="not yet due" if ahead else "nothing measured"
        )
    share = held.share
    if is_unpublished(share):
        return StepFigures(step=step, held=held.name, share=share, met="not published")
    is_met = share is not None and share.share is not None and share.share >= step.value
    return StepFigures(step=step, held=held.name, share=share, met="met" if is_met else "not met")


def _held(main: Series, step: TargetStep, following: TargetStep | None) -> SeriesPoint | None:
    for charted, point in zip(main.chart.points, main.points, strict=True):
        end = period_end(charted.period)
        if end < step.by or point.share is None or not point.share.n:
            continue
        return None if following and end >= following.by else point
    return None

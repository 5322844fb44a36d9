"""Every number and word of a report against a target, complete before it is drawn."""

from __future__ import annotations

from typing import Literal

from exports.figures.complete import Complete
from exports.figures.process_charts.models import ProcessChart, TargetStep
from exports.figures.report_data import Share
from exports.figures.reports.tool_report import ToolReport

Every = Literal["quarter", "month"]

Pattern = Literal["better", "worse", "neither", "none", "too few", "not published"]
"""What the newest signal says, since the line last started."""


def is_unpublished(share: Share | None) -> bool:
    """Return whether something was measured of which the share is not published."""
    return share is not None and share.n != 0 and share.share is None


class SeriesPoint(Complete):
    """One quarter or month as people call it, with its share; `anew` says why a line starts there.

    `share` is None where the measure has no good or bad.
    """

    name: str
    share: Share | None
    anew: str


class Series(Complete):
    """One measure over time: its shares, the process chart of them, and what the chart says.

    `points` and the points of `chart` are the same periods. `good` is what counts as good, such
    as “good or better”. `latest` is the place of the last point with a share, None where none has.
    `told` is `pattern` in a few words,
    with the period. Where points are not published, no chart `is_drawn`, and it says why.
    """

    id: str
    title: str
    section: str
    """The section that a question stands in; "" for grades."""
    good: str
    unit: tuple[str, str]
    """What n counts, one and many."""
    points: list[SeriesPoint]
    chart: ProcessChart
    latest: int | None
    pattern: Pattern
    told: str
    is_drawn: bool = True


class StepFigures(Complete):
    """One dated step of the target, and how the period that it falls due in stood to it.

    `held` names the first period held to the step that has a share; "" while there is none.
    """

    step: TargetStep
    held: str
    share: Share | None
    met: Literal["met", "not met", "not yet due", "nothing measured", "not published"]


class OverTimeData(ToolReport):
    """One tool's audits over time, the chosen measure first and against its target.

    `sections` and `questions` hold full charts; `others` are further questions, told in a line
    each. The report names no case, no auditor and no worker.
    """

    every: Every
    main: Series
    steps: list[StepFigures]
    headline: list[str]
    """What a board must know, whole sentences, the weightiest first."""
    sections: list[Series]
    questions: list[Series]
    others: list[Series]

"""What a process chart is made from, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from exports.figures.complete import Complete
from exports.figures.methods import Method
from exports.figures.percentages import percent

Kind = Literal["run", "xmr", "p"]
"""A run chart has a median and no limits; XmR is for single values, p for shares of varying n."""

Rule = Literal[
    "outside", "one_side", "steady", "near_limit", "shift", "trend", "few_runs", "many_runs"
]
"""The first four are the rules of charts with limits, the others those of run charts."""

Direction = Literal["up", "down", "neither"]


class Measured(NamedTuple):
    """One period as it was measured; `value` is None where there was nothing to measure.

    `good` of `n` is what a p-chart is made from. Both changes are whole sentences about what is
    new from this period on: `broken_by` another measure, so that nothing before can be compared;
    `changed_by` a known change of practice, from which limits are worked out anew.
    """

    period: str
    value: float | None
    good: int | None = None
    n: int | None = None
    broken_by: str | None = None
    changed_by: str | None = None


class TargetStep(Complete):
    """A target with the day by which it is to be reached; it holds until the next step."""

    by: date
    value: float


class Wanted(NamedTuple):
    """How a chart is to be made; without `kind` the data decide.

    `bounds` are the lowest and highest value there can be: limits are cut there. `show` writes a
    value for people.
    """

    kind: Kind | None = None
    steps: tuple[TargetStep, ...] = ()
    higher_is_better: bool = True
    bounds: tuple[float, float] | None = (0.0, 1.0)
    show: Callable[[float], str] = percent


class Signal(Complete):
    """Something that chance alone seldom makes: which rule, in which points, to which side.

    `places` count the chart’s points from 0. `good` is None where it goes neither up nor down.
    """

    rule: Rule
    direction: Direction
    good: bool | None
    places: list[int]
    periods: list[str]
    words: str
    method: Method


class ChartPoint(Complete):
    """One period with the lines at its place; None where there is no value or no line."""

    period: str
    value: float | None
    n: int | None
    centre: float | None
    low: float | None
    high: float | None
    target: float | None


class Stretch(Complete):
    """Points that one centre line belongs to; no line goes on from one stretch to the next.

    `because` says why it begins, None for the first; `comparable` is whether its values may be
    compared with those before it. `centre` is the median of a run chart, else the mean; None with
    too few points. `mean_range` and `range_limit` are those of the moving ranges of an XmR chart.
    """

    first: int
    last: int
    measured: int
    because: str | None
    comparable: bool
    centre: float | None
    trial: bool
    mean_range: float | None
    range_limit: float | None
    words: str


class Assurance(Complete):
    """Whether a target is met by the process as it is, not only by its last point."""

    when: Literal["now", "ahead"]
    target: float
    by: date
    verdict: Literal["hit", "missed", "inconsistent", "unknown"]
    words: str
    method: Method = "targets"


class ProcessChart(Complete):
    """A whole chart: every point with its lines, what the rules found, and all of it in words."""

    kind: Kind
    points: list[ChartPoint]
    stretches: list[Stretch]
    signals: list[Signal]
    assurances: list[Assurance]
    words: list[str]
    method: Method

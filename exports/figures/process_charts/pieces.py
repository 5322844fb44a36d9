"""A series cut where it changed, and the lines of each piece: none goes on over a change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from exports.figures.process_charts.limits import Limits, individual_limits, share_limits
from exports.figures.process_charts.models import Kind, Measured
from exports.figures.process_charts.rules import broken_rules
from exports.figures.process_charts.run_charts import run_rules
from exports.figures.process_charts.streaks import Found

LEAST: Final = 5
"""How many points a centre line needs."""
ENOUGH: Final = 12
"""From how many points on limits are no longer on trial."""


class Piece(NamedTuple):
    """The points from `first` to `last`, those of them with a value, and their lines and signals.

    `found` counts within `places`. Without enough points there is no centre; a run chart has no
    limits.
    """

    first: int
    last: int
    places: list[int]
    centre: float | None = None
    limits: Limits | None = None
    found: Sequence[Found] = ()

    @property
    def trial(self) -> bool:
        """Whether its limits come from too few points to be relied on."""
        return self.limits is not None and len(self.places) < ENOUGH


def cut(series: Sequence[Measured]) -> list[Piece]:
    """Return the pieces between changes, without lines yet."""
    starts = [
        place
        for place, point in enumerate(series)
        if place == 0 or point.broken_by or point.changed_by
    ]
    return [
        Piece(start, after - 1, _valued(series, start, after))
        for start, after in pairwise([*starts, len(series)])
    ]


def suited_kind(series: Sequence[Measured], pieces: Sequence[Piece]) -> Kind:
    """Return the chart that so many points allow: a run chart until one piece has 12 of them."""
    if max((len(piece.places) for piece in pieces), default=0) < ENOUGH:
        return "run"
    counted = all(point.n and point.good is not None for point in series if _has_value(point))
    return "p" if counted else "xmr"


def lined(
    series: Sequence[Measured], piece: Piece, kind: Kind, bounds: tuple[float, float] | None
) -> Piece:
    """Return a piece with its centre, limits and signals; as it is with too few points."""
    if len(piece.places) < LEAST:
        return piece
    values = [value for place in piece.places if (value := series[place].value) is not None]
    if kind == "run":
        return piece._replace(centre=median(values), found=run_rules(values))
    if kind == "xmr":
        limits = individual_limits(values, bounds)
    else:
        limits = share_limits([_counted(series[place]) for place in piece.places])
    found = broken_rules(limits.standings)
    return piece._replace(centre=limits.standings[0].centre, limits=limits, found=found)


def _valued(series: Sequence[Measured], start: int, stop: int) -> list[int]:
    return [place for place in range(start, stop) if _has_value(series[place])]


def _has_value(point: Measured) -> bool:
    return point.value is not None


def _counted(point: Measured) -> tuple[int, int]:
    if point.good is None or point.n is None:
        raise ValueError("a p-chart needs a count and its n in every period with a value")
    return point.good, point.n

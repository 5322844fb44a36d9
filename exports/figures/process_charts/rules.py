"""The four rules of a chart with limits: what chance alone seldom makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from exports.figures.process_charts.streaks import Found, direction, sign, streaks

ON_ONE_SIDE: Final = 7
STEADY: Final = 7
_NEAR: Final = 2
"""How many sigma from the mean a point is near a limit: the outer third."""


class Standing(NamedTuple):
    """A value with the lines at its place; `sigma` is a third of the way to an uncut limit."""

    value: float
    centre: float
    low: float
    high: float
    sigma: float


def broken_rules(series: Sequence[Standing]) -> list[Found]:
    """Return every signal in a series that one centre line belongs to.

    The rules are those of NHS England’s “Making data count” (2019 and later): a point outside the
    limits; 7 or more points on one side of the mean; 7 or more rising or falling; 2 of 3 in a row
    near one limit. They go back to W. A. Shewhart (1931) and the Western Electric “Statistical
    Quality Control Handbook” (1956). A point on the mean ends a run on one side of it, an equal
    value ends a rise. Each signal holds all points of its run, however long.
    """
    return [*_outside(series), *_one_side(series), *_steady(series), *_near_a_limit(series)]


def _outside(series: Sequence[Standing]) -> Iterator[Found]:
    for place, point in enumerate(series):
        if sign(point.value, point.high) > 0:
            yield Found("outside", "up", (place,))
        elif sign(point.value, point.low) < 0:
            yield Found("outside", "down", (place,))


def _one_side(series: Sequence[Standing]) -> Iterator[Found]:
    signs = [sign(point.value, point.centre) for point in series]
    for side, places in streaks(signs, ON_ONE_SIDE):
        yield Found("one_side", direction(side), tuple(places))


def _steady(series: Sequence[Standing]) -> Iterator[Found]:
    steps = [sign(after.value, before.value) for before, after in pairwise(series)]
    for way, places in streaks(steps, STEADY - 1):
        yield Found("steady", direction(way), (*places, places.stop))


def _near_a_limit(series: Sequence[Standing]) -> Iterator[Found]:
    for side in (1, -1):
        near = [place for place, point in enumerate(series) if _is_near(point, side)]
        together: list[int] = []
        for place in near:
            if together and place - together[-1] > 2:
                yield from _near_together(side, together)
                together = []
            together.append(place)
        yield from _near_together(side, together)


def _near_together(side: int, places: Sequence[int]) -> Iterator[Found]:
    if len(places) >= 2:
        yield Found("near_limit", direction(side), tuple(places))


def _is_near(point: Standing, side: int) -> bool:
    return sign(point.value, point.centre + side * _NEAR * point.sigma) == side

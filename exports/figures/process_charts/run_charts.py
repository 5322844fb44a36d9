"""The rules of a run chart: shift, trend, and too few or too many runs about the median."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from math import ceil, comb, floor, sqrt
from statistics import median
from typing import Final

from exports.figures.intervals import Z_95
from exports.figures.process_charts.streaks import Found, direction, sign, streaks

SHIFT: Final = 6
TREND: Final = 5
_ENOUGH_FOR_RUNS: Final = 10
_A_TAIL: Final = 40
"""Each tail holds at most one in 40 orders."""
_EXACT_UP_TO: Final = 200


def run_rules(values: Sequence[float]) -> list[Found]:
    """Return every signal in a series about its own median.

    Source: R. J. Perla, L. P. Provost and S. K. Murray, “The run chart: a simple analytical tool
    for learning from variation in healthcare processes”, BMJ Quality & Safety 20 (2011), pages 46
    to 51: 6 or more points on one side of the median, those on it passed over; 5 or more rising
    or falling, equal neighbours counted once; too few or too many runs, from 10 points that are
    not on the median. Their fourth, an “astronomical” point, is for the eye.

    These rules are for short series: chance alone sets one off in about a tenth of charts with 11
    points, but in a third with 24. From 12 points on a chart has limits and other rules.
    """
    return [*_shifts(values), *_trends(values), *_runs(values)]


@lru_cache(maxsize=256)
def expected_runs(above: int, below: int) -> tuple[int, int]:
    """Return the fewest and the most runs that chance makes, each tail at most 2.5%.

    `above` and `below` count the points on each side of the median, both at least 1. Exact up to
    200 points; beyond, by the normal distribution that it then is in all but name.

    Source: the exact distribution of A. Wald and J. Wolfowitz, Annals of Mathematical Statistics
    11 (1940), pages 147 to 162, as tabled by F. S. Swed and C. Eisenhart, the same 14 (1943),
    pages 66 to 87.
    """
    number = above + below
    if number > _EXACT_UP_TO:
        twice = 2 * above * below
        mean = twice / number + 1
        spread = sqrt(twice * (twice - number) / (number**2 * (number - 1)))
        return ceil(mean - Z_95 * spread), floor(mean + Z_95 * spread)
    ways = [_ways(runs, above, below) for runs in range(number + 1)]
    orders = comb(number, above)
    return _first_beyond(ways, orders), number - _first_beyond(ways[::-1], orders)


def _first_beyond(ways: Sequence[int], orders: int) -> int:
    """Return how many runs, from the near end, it takes until a tail is full."""
    tails = accumulate(ways)
    return next(place for place, tail in enumerate(tails) if _A_TAIL * tail > orders)


def _ways(runs: int, above: int, below: int) -> int:
    """Return in how many orders so many points make so many runs."""
    half, odd = divmod(runs, 2)
    if runs < 2:
        return 0
    if not odd:
        return 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
    more = comb(above - 1, half) * comb(below - 1, half - 1)
    return more + comb(above - 1, half - 1) * comb(below - 1, half)


def _sides(values: Sequence[float]) -> list[tuple[int, int]]:
    """Return place and side of every value that is not on the median."""
    middle = median(values)
    signs = [sign(value, middle) for value in values]
    return [(place, side) for place, side in enumerate(signs) if side]


def _shifts(values: Sequence[float]) -> Iterator[Found]:
    sides = _sides(values)
    for side, run in streaks([side for _, side in sides], SHIFT):
        yield Found("shift", direction(side), tuple(sides[each][0] for each in run))


def _trends(values: Sequence[float]) -> Iterator[Found]:
    places = [place for place in range(len(values)) if place == 0 or _moved(values, place)]
    steps = [sign(values[after], values[before]) for before, after in pairwise(places)]
    for way, run in streaks(steps, TREND - 1):
        yield Found("trend", direction(way), tuple(places[run.start : run.stop + 1]))


def _moved(values: Sequence[float], place: int) -> bool:
    return sign(values[place], values[place - 1]) != 0


def _runs(values: Sequence[float]) -> Iterator[Found]:
    sides = [side for _, side in _sides(values)]
    above = sides.count(1)
    if len(sides) < _ENOUGH_FOR_RUNS or above in (0, len(sides)):
        return
    fewest, most = expected_runs(above, len(sides) - above)
    runs = sum(1 for _ in groupby(sides))
    every = tuple(range(len(values)))
    if runs < fewest:
        yield Found("few_runs", "neither", every)
    elif runs > most:
        yield Found("many_runs", "neither", every)

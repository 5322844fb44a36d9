"""Runs of like signs in a series, which every rule of a process chart looks for."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from exports.figures.process_charts.models import Direction, Rule

_EQUAL: Final = 1e-12


class Found(NamedTuple):
    """A rule that was met, and by which values, counted from 0."""

    rule: Rule
    direction: Direction
    places: tuple[int, ...]


def sign(value: float, line: float) -> int:
    """Return 1 above the line, −1 below it, and 0 on it, rounding errors aside."""
    if abs(value - line) <= _EQUAL * max(1.0, abs(value), abs(line)):
        return 0
    return 1 if value > line else -1


def direction(of: int) -> Direction:
    """Return the word for a sign."""
    return "up" if of > 0 else "down" if of < 0 else "neither"


def streaks(signs: Sequence[int], least: int) -> Iterator[tuple[int, range]]:
    """Yield each longest run of one sign, other than 0, with at least so many members."""
    start = 0
    for each, group in groupby(signs):
        stop = start + sum(1 for _ in group)
        if each and stop - start >= least:
            yield each, range(start, stop)
        start = stop

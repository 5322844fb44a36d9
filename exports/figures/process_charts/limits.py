"""Centre line and limits: what a process does by itself, from its own values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import Final, NamedTuple

from exports.figures.process_charts.rules import Standing

_TO_LIMIT: Final = 2.66
"""3 / d₂ with d₂ = 1.128, the mean range of two draws from a normal distribution in sigmas."""
_RANGE_LIMIT: Final = 3.268
"""D₄ for ranges of two."""


class Limits(NamedTuple):
    """The lines of a series, value by value; both ranges are None but for single values."""

    standings: list[Standing]
    mean_range: float | None = None
    range_limit: float | None = None


def individual_limits(values: Sequence[float], bounds: tuple[float, float] | None) -> Limits:
    """Return mean ± 2.66 × mean moving range, cut at the bounds. Needs two values.

    Source: D. J. Wheeler, “Understanding Variation: The Key to Managing Chaos”, SPC Press, 2nd
    edition 2000: natural process limits X̄ ± 2.66 R̄, upper range limit 3.268 R̄.
    """
    if len(values) < 2:
        raise ValueError("moving ranges need two values")
    centre = sum(values) / len(values)
    ranges = [abs(after - before) for before, after in pairwise(values)]
    mean_range = sum(ranges) / len(ranges)
    sigma = _TO_LIMIT * mean_range / 3
    standings = [_standing(value, centre, sigma, bounds) for value in values]
    return Limits(standings, mean_range, _RANGE_LIMIT * mean_range)


def share_limits(counted: Sequence[tuple[int, int]]) -> Limits:
    """Return p̄ ± 3√(p̄(1 − p̄)/nᵢ) for each count of n, cut at 0 and 1; p̄ is all counts of all n.

    Raises ValueError unless 0 <= count <= n and n > 0 for each.

    Source: D. C. Montgomery, “Introduction to Statistical Quality Control”, Wiley, chapter on
    control charts for attributes, variable sample size.
    """
    if any(n <= 0 or not 0 <= count <= n for count, n in counted):
        raise ValueError("a p-chart needs 0 <= count <= n and n > 0")
    centre = sum(count for count, _ in counted) / sum(n for _, n in counted)
    spread = centre * (1 - centre)
    return Limits(
        [_standing(count / n, centre, sqrt(spread / n), (0.0, 1.0)) for count, n in counted]
    )


def _standing(
    value: float, centre: float, sigma: float, bounds: tuple[float, float] | None
) -> Standing:
    low, high = centre - 3 * sigma, centre + 3 * sigma
    if bounds:
        low, high = max(low, bounds[0]), min(high, bounds[1])
    return Standing(value, centre, low, high, sigma)

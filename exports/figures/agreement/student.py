"""Student's t distribution: how wide an interval must be where there are few cases."""

from __future__ import annotations

from functools import lru_cache
from math import atan, cos, pi, sin, sqrt
from typing import Final

from exports.figures.intervals import Z_95

_MANY: Final = 200


@lru_cache(maxsize=4096)
def t_95(freedom: int) -> float:
    """Return the 97.5% point of the distribution with so many degrees of freedom, at least 1.

    Source: M. Abramowitz and I. A. Stegun, “Handbook of Mathematical Functions” (1964), formulas
    26.7.3 and 26.7.4 for few degrees and 26.7.5 for many; right to 1e-9.
    """
    if freedom < 1:
        raise ValueError("there must be a degree of freedom")
    if freedom > _MANY:
        return _expanded(freedom)
    low, high = Z_95, 13.0
    while high - low > 1e-13 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < 0.95 else (low, middle)
    return (low + high) / 2


def _within(t: float, freedom: int) -> float:
    """Return the probability of lying between -t and t."""
    angle = atan(t / sqrt(freedom))
    square, odd = cos(angle) ** 2, freedom % 2
    term = total = (cos(angle) if freedom > 1 else 0.0) if odd else 1.0
    for step in range(1 + odd, freedom - 2, 2):
        term *= square * step / (step + 1)
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def _expanded(freedom: int) -> float:
    x, n = Z_95, freedom
    terms = (
        (x**3 + x) / 4,
        (5 * x**5 + 16 * x**3 + 3 * x) / 96,
        (3 * x**7 + 19 * x**5 + 17 * x**3 - 15 * x) / 384,
        (79 * x**9 + 776 * x**7 + 1482 * x**5 - 1920 * x**3 - 945 * x) / 92160,
    )
    return float(x + sum(term / n**power for power, term in enumerate(terms, 1)))

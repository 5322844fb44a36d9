"""A number worked out of a sample, with its 95% interval, or why there is none."""

from __future__ import annotations

from math import sqrt
from typing import Final

from pydantic import BaseModel, ConfigDict

from exports.figures.agreement.ratings import Ratings
from exports.figures.agreement.student import t_95

NO_PAIRS: Final = "no case was graded by two people"
NO_SCALE: Final = "there is only one grade to give"
NO_VARIATION: Final = "all grades are the same, so nothing can be told apart from chance"
ONE_CASE: Final = "one case gives no interval"
ALL_AGREE: Final = "all agree in every case, which says nothing about how far the figure may vary"


class Complete(BaseModel):
    """A part of the figures: whole, and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Estimate(Complete):
    """A coefficient of agreement: 1 is perfect, 0 no better than chance, less is worse.

    `error` is its standard error. `value` is None where it is not defined, `low` and `high` where
    there is no interval; `reason` then says why, else it is "".
    """

    value: float | None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""


def undefined(reason: str) -> Estimate:
    """Return a coefficient that these ratings do not have."""
    return Estimate(value=None, reason=reason)


def estimate(value: float, variance: float, cases: int, *, unanimous: bool) -> Estimate:
    """Return a coefficient with its interval by Student's t with one degree less than cases.

    The interval ends at 1, and at -1 unless the value lies below, which takes many cases that
    only one person rated. Where all agree the variance is 0 for want of anything that
    varies; an interval of no width would then promise far too much.
    """
    if unanimous or cases < 2:
        return Estimate(value=value, reason=ALL_AGREE if unanimous else ONE_CASE)
    error = sqrt(max(0.0, variance))
    half = t_95(cases - 1) * error
    low, high = max(min(-1.0, value), value - half), min(1.0, value + half)
    return Estimate(value=value, error=error, low=low, high=high)


def why_undefined(ratings: Ratings) -> str:
    """Return why no coefficient can be reckoned from these ratings; "" where one can."""
    if not ratings.cases:
        return NO_PAIRS
    return NO_SCALE if ratings.categories < 2 else ""

"""How often people agree, and how far apart they are, before chance is thought of."""

from __future__ import annotations

from math import sqrt

from exports.figures.agreement.chance import observed
from exports.figures.agreement.estimates import Complete
from exports.figures.agreement.ratings import Pattern, Ratings, pairs_in
from exports.figures.agreement.weights import Weights, weights_for, within
from exports.figures.intervals import Z_95


class AgreedShare(Complete):
    """In how many pairs of people both said the same, or nearly.

    `share` is the mean over the cases, so that a case that many people graded counts once; where
    every case was graded by two it is `agreed` of `pairs`. `low` and `high` are the 95% Wilson
    score interval for so many cases. All three are None without a case.
    """

    cases: int
    pairs: int
    agreed: int
    share: float | None
    low: float | None
    high: float | None


class Apart(Complete):
    """How far apart two people are on average: 0 the same, 1 as far as can be.

    `low` and `high` are the 95% Wilson score interval for so many cases, which is never too
    narrow, for parts of a scale vary less than yes and no. All three are None without a case.
    """

    cases: int
    mean: float | None
    low: float | None
    high: float | None


def exact(ratings: Ratings) -> AgreedShare:
    """Return how often two people gave the same."""
    return _agreed(ratings, weights_for("identity", ratings.categories))


def within_one(ratings: Ratings) -> AgreedShare:
    """Return how often two people were at most one step of the scale apart."""
    return _agreed(ratings, within(1, ratings.categories))


def apart(ratings: Ratings, nearness: Weights) -> Apart:
    """Return how far apart two people are, by how near each two categories are."""
    if not ratings.cases:
        return Apart(cases=0, mean=None, low=None, high=None)
    mean = min(1.0, max(0.0, 1 - observed(ratings, nearness)))
    low, high = wilson_of_mean(mean, ratings.cases)
    return Apart(cases=ratings.cases, mean=mean, low=low, high=high)


def agreed_share(cases: int, pairs: int, agreed: int, share: float) -> AgreedShare:
    """Return a share with the interval of so many cases."""
    if not cases:
        return AgreedShare(cases=0, pairs=0, agreed=0, share=None, low=None, high=None)
    low, high = wilson_of_mean(share, cases)
    return AgreedShare(cases=cases, pairs=pairs, agreed=agreed, share=share, low=low, high=high)


def wilson_of_mean(mean: float, n: int) -> tuple[float, float]:
    """Return the Wilson score interval around a mean of `n` values from 0 to 1.

    Values between 0 and 1 vary less than values that are one or the other, for which the
    interval is made (`exports.figures.intervals`), so that it is rather too wide.
    """
    square = Z_95 * Z_95
    centre = mean + square / (2 * n)
    half = Z_95 * sqrt(mean * (1 - mean) / n + square / (4 * n * n))
    whole = 1 + square / n
    low = 0.0 if mean == 0 else max(0.0, (centre - half) / whole)
    high = 1.0 if mean == 1 else min(1.0, (centre + half) / whole)
    return low, high


def pairs_agreeing(pattern: Pattern, weights: Weights) -> int:
    """Return how many pairs of people agree in a case, by weights that are 0 or 1."""
    same = sum(pairs_in(given) for given in pattern)
    near = sum(
        given * other
        for at, given in enumerate(pattern)
        for after, other in enumerate(pattern[at + 1 :], at + 1)
        if weights[at][after]
    )
    return same + near


def _agreed(ratings: Ratings, weights: Weights) -> AgreedShare:
    if not ratings.cases:
        return agreed_share(0, 0, 0, 0.0)
    agreed = sum(times * pairs_agreeing(pattern, weights) for pattern, times in ratings.twice)
    share = 1.0 if agreed == ratings.pairs else observed(ratings, weights)
    return agreed_share(ratings.cases, ratings.pairs, agreed, share)

"""Agreement beyond chance where any number of people rate a case: Gwet's AC and Fleiss' kappa."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from exports.figures.agreement.estimates import (
    NO_VARIATION,
    Estimate,
    estimate,
    undefined,
    why_undefined,
)
from exports.figures.agreement.ratings import Pattern, Ratings
from exports.figures.agreement.weights import Weighting, Weights, weights_for

_NEARLY_ONE = 1 - 1e-12


class _Chance(NamedTuple):
    """How far people would agree by chance: overall, and as far as one case goes into it."""

    agreement: float
    of_case: Callable[[Pattern], float]


def gwet(ratings: Ratings, weighting: Weighting = "identity") -> Estimate:
    """Return Gwet's AC1, or with weights his AC2, with the interval of his variance.

    Chance is reckoned over all categories, used or not. A case that only one person rated
    counts in how often each category is given. It stays near the share of agreement where almost
    all cases are graded the same, where kappa and alpha fall.

    Source: K. L. Gwet, “Handbook of Inter-Rater Reliability”, 4th edition (2014), chapters 3 to 5.
    """
    reason = why_undefined(ratings)
    if reason:
        return undefined(reason)
    weights, often = weights_for(weighting, ratings.categories), how_often(ratings)
    scale = sum(map(sum, weights)) / (ratings.categories * (ratings.categories - 1))

    def of_case(pattern: Pattern) -> float:
        given = sum(each * (1 - share) for each, share in zip(pattern, often, strict=True))
        return scale * given / sum(pattern)

    agreement = scale * sum(share * (1 - share) for share in often)
    return _beyond(ratings, weights, _Chance(agreement, of_case))


def fleiss(ratings: Ratings, weighting: Weighting = "identity") -> Estimate:
    """Return Fleiss' generalised kappa, weighted where asked for, with Gwet's interval.

    For two people it is Scott's pi: they are taken to be exchangeable. It is not defined where
    all grades are the same.

    Source: J. L. Fleiss, Psychological Bulletin 76 (1971), pages 378 to 382; weights, missing
    ratings and variance as in Gwet (2014), chapters 2 to 5.
    """
    reason = why_undefined(ratings)
    if reason:
        return undefined(reason)
    weights, often = weights_for(weighting, ratings.categories), how_often(ratings)
    near = [
        sum(weight * share for weight, share in zip(row, often, strict=True)) for row in weights
    ]

    def of_case(pattern: Pattern) -> float:
        return sum(given * each for given, each in zip(pattern, near, strict=True)) / sum(pattern)

    agreement = sum(share * each for share, each in zip(often, near, strict=True))
    return _beyond(ratings, weights, _Chance(agreement, of_case))


def observed(ratings: Ratings, weights: Weights) -> float:
    """Return how far people agree on average over the cases that at least two rated.

    Each case counts once, however many people rated it. Raises ZeroDivisionError without one.
    """
    return sum(n * agreement_in(case, weights) for case, n in ratings.twice) / ratings.cases


def agreement_in(pattern: Pattern, weights: Weights) -> float:
    """Return the mean agreement of all pairs of people who rated a case; 0 where there is none."""
    people = sum(pattern)
    if people < 2:
        return 0.0
    agreed = sum(
        given * (sum(weight * other for weight, other in zip(row, pattern, strict=True)) - row[at])
        for at, (given, row) in enumerate(zip(pattern, weights, strict=True))
    )
    return agreed / (people * (people - 1))


def how_often(ratings: Ratings) -> list[float]:
    """Return the share of each category: of each case the part of its people who gave it."""
    shares = [0.0] * ratings.categories
    for pattern, times in ratings:
        for category, given in enumerate(pattern):
            shares[category] += times * given / sum(pattern)
    return [share / ratings.rated for share in shares]


def _beyond(ratings: Ratings, weights: Weights, chance: _Chance) -> Estimate:
    """Return (observed - chance) / (1 - chance) with its linearised variance."""
    by_chance = chance.agreement
    if by_chance > _NEARLY_ONE:
        return undefined(NO_VARIATION)
    value = (observed(ratings, weights) - by_chance) / (1 - by_chance)
    n, more = ratings.rated, ratings.rated / ratings.cases

    def spread(pattern: Pattern) -> float:
        paired = sum(pattern) > 1
        own = more * (agreement_in(pattern, weights) - by_chance) if paired else 0.0
        moved = 2 * (1 - value) * (chance.of_case(pattern) - by_chance)
        return (own - moved) / (1 - by_chance) - value

    variance = sum(times * spread(pattern) ** 2 for pattern, times in ratings)
    variance /= n * max(1, n - 1)
    return estimate(value, variance, n, unanimous=ratings.unanimous)

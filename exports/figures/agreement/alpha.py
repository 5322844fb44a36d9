"""Krippendorff's alpha: agreement beyond chance for any number of people and missing ratings."""

from __future__ import annotations

from itertools import accumulate
from typing import Literal

from exports.figures.agreement.estimates import (
    NO_VARIATION,
    Estimate,
    estimate,
    undefined,
    why_undefined,
)
from exports.figures.agreement.ratings import Pattern, Ratings

Metric = Literal["nominal", "ordinal", "interval"]


def alpha(ratings: Ratings, metric: Metric = "ordinal") -> Estimate:
    """Return Krippendorff's alpha with the interval of its jackknife variance.

    It is 1 less the observed by the expected disagreement; cases that fewer than two people
    rated do not count. `nominal` knows only equal and different, `interval` takes the square of
    the steps between two ratings, `ordinal` the square of how many ratings lie between them.

    Source: K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011). For the ordinal
    metric, which depends on the ratings themselves, no variance is published; leaving out each
    case in turn is B. Efron's jackknife, for agreement J. L. Fleiss and M. Davies, American
    Journal of Epidemiology 115 (1982), pages 841 to 845.
    """
    reason = why_undefined(ratings)
    if reason:
        return undefined(reason)
    cases = list(ratings.twice)
    value = _value(cases, ratings.categories, metric)
    if value is None:
        return undefined(NO_VARIATION)
    variance = _jackknife(cases, ratings.categories, metric, value)
    return estimate(value, variance, ratings.cases, unanimous=ratings.twice.unanimous)


def _jackknife(
    cases: list[tuple[Pattern, int]], categories: int, metric: Metric, value: float
) -> float:
    """Return the variance; cases of one pattern weigh the same, so each is left out once.

    Where the others would have no alpha, because only this case varies, it counts as no change.
    """
    n = sum(times for _, times in cases)
    without = []
    for at, (pattern, times) in enumerate(cases):
        others = [*cases[:at], (pattern, times - 1), *cases[at + 1 :]]
        found = _value(others, categories, metric)
        without.append((value if found is None else found, times))
    mean = sum(each * times for each, times in without) / n
    return (n - 1) / n * sum(times * (each - mean) ** 2 for each, times in without)


def _value(cases: list[tuple[Pattern, int]], categories: int, metric: Metric) -> float | None:
    """Return alpha; None where all ratings are the same, or there are none."""
    totals = [sum(times * case[each] for case, times in cases) for each in range(categories)]
    apart = _distances(totals, metric)
    whole = sum(totals)
    expected = _disagreement(totals, apart)
    if expected == 0:
        return None
    seen = sum(times * _disagreement(case, apart) / (sum(case) - 1) for case, times in cases)
    return 1 - (whole - 1) * seen / expected


def _disagreement(counts: Pattern | list[int], apart: list[list[float]]) -> float:
    """Return the distances of all pairs of ratings, added up."""
    return sum(
        one * other * apart[at][after]
        for at, one in enumerate(counts)
        if one
        for after, other in enumerate(counts[at + 1 :], at + 1)
    )


def _distances(totals: list[int], metric: Metric) -> list[list[float]]:
    """Return the squared distance of each category to each other, by the metric."""
    places = [float(at) for at in range(len(totals))]
    if metric == "nominal":
        return [[float(one != other) for other in places] for one in places]
    if metric == "ordinal":
        upto = list(accumulate(totals))
        places = [end - total / 2 for end, total in zip(upto, totals, strict=True)]
    return [[(one - other) ** 2 for other in places] for one in places]

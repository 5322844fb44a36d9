"""Agreement beyond chance between two people, or two roles, that are always the same two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from exports.figures.agreement.estimates import (
    NO_PAIRS,
    NO_SCALE,
    NO_VARIATION,
    Estimate,
    estimate,
    undefined,
)
from exports.figures.agreement.weights import Weighting, weights_for

Pairs = Mapping[tuple[int, int], int]
"""What the first and the second gave → how many cases."""

_NEARLY_ONE = 1 - 1e-12


def cohen(pairs: Pairs, categories: int, weighting: Weighting = "identity") -> Estimate:
    """Return Cohen's kappa, weighted where asked for, with its large-sample interval.

    Chance is what the two would agree by if each gave grades as often as now, but to any case.
    It is not defined where both gave every case the same one grade.

    Source: J. Cohen, Psychological Bulletin 70 (1968), pages 213 to 220; variance by J. L. Fleiss,
    J. Cohen and B. S. Everitt, Psychological Bulletin 72 (1969), pages 323 to 327; the interval by
    Student's t, which is wider than the normal one where there are few cases.
    """
    n = sum(pairs.values())
    if not n or categories < 2:
        return undefined(NO_SCALE if n else NO_PAIRS)
    weights = weights_for(weighting, categories)
    shares = {each: times / n for each, times in sorted(pairs.items()) if times}
    rows, columns = _margins(shares, categories)
    near_rows = [_dot(weights[at], columns) for at in range(categories)]
    near_columns = [_dot(weights[at], rows) for at in range(categories)]
    chance = _dot(rows, near_rows)
    if chance > _NEARLY_ONE:
        return undefined(NO_VARIATION)
    agreed = sum(share * weights[one][other] for (one, other), share in shares.items())
    spread = sum(
        share
        * (
            weights[one][other] * (1 - chance)
            - (near_rows[one] + near_columns[other]) * (1 - agreed)
        )
        ** 2
        for (one, other), share in shares.items()
    )
    variance = (spread - (agreed * chance - 2 * chance + agreed) ** 2) / (n * (1 - chance) ** 4)
    unanimous = all(one == other for one, other in shares)
    return estimate((agreed - chance) / (1 - chance), variance, n, unanimous=unanimous)


def _margins(
    shares: Mapping[tuple[int, int], float], categories: int
) -> tuple[list[float], list[float]]:
    rows, columns = [0.0] * categories, [0.0] * categories
    for (one, other), share in shares.items():
        rows[one] += share
        columns[other] += share
    return rows, columns


def _dot(weights: Iterable[float], shares: Iterable[float]) -> float:
    return sum(one * other for one, other in zip(weights, shares, strict=True))

"""How much two ratings agree: from 1 where they are the same to 0 at the ends of the scale."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

Weighting = Literal["identity", "linear", "quadratic"]
Weights = tuple[tuple[float, ...], ...]

_POWERS: Final[dict[Weighting, int]] = {"linear": 1, "quadratic": 2}


@lru_cache(maxsize=64)
def weights_for(weighting: Weighting, categories: int) -> Weights:
    """Return the square of weights for so many categories, in order from best to worst.

    `identity` counts only equal ratings as agreement. `linear` takes away as much as ratings are
    steps apart, `quadratic` the square of that, so that a step weighs little and the whole scale
    everything.

    Source: J. Cohen, “Weighted kappa”, Psychological Bulletin 70 (1968), pages 213 to 220.
    """
    return tuple(
        tuple(_weight(weighting, abs(one - other), categories - 1) for other in range(categories))
        for one in range(categories)
    )


def _weight(weighting: Weighting, steps: int, most: int) -> float:
    if steps == 0:
        return 1.0
    if weighting == "identity":
        return 0.0
    return float(1 - (steps / most) ** _POWERS[weighting])


@lru_cache(maxsize=64)
def within(steps: int, categories: int) -> Weights:
    """Return weights that count ratings as agreeing where they are at most so many steps apart."""
    return tuple(
        tuple(float(abs(one - other) <= steps) for other in range(categories))
        for one in range(categories)
    )


@lru_cache(maxsize=64)
def nearness(weighting: Weighting, points: int, others: int) -> Weights:
    """Return the weights of a scale with further answers that lie beside it, such as “n.a.”.

    Such an answer agrees with itself and is as far as can be from every other.
    """
    scale = weights_for(weighting, points)
    whole = points + others
    return tuple(
        tuple(
            scale[one][other] if one < points and other < points else float(one == other)
            for other in range(whole)
        )
        for one in range(whole)
    )

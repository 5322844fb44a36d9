"""The interval that stands beside every share."""

from math import ceil, floor, sqrt
from typing import Final

Z_95: Final = 1.959963984540054
"""The 97.5% point of the standard normal distribution, for a two-sided 95% interval."""

_ROUNDING: Final = 1e-9


def wilson(
    count: int, n: int, z: float = Z_95, population: int | None = None
) -> tuple[float, float]:
    """Return the Wilson score interval of `count` of `n`, as two fractions from 0 to 1.

    It begins at exactly 0 where nothing was counted and ends at exactly 1 where everything was.
    Raises ValueError unless 0 <= count <= n and n > 0, and n <= population where that is given.

    Without `population` the interval is about the practice that these cases came from: what very
    many such cases would show. With it, it is about the share in that one cohort of so many cases
    and nothing else; of a cohort that was audited whole nothing is uncertain.

    Source: E. B. Wilson, “Probable inference, the law of succession, and statistical inference”,
    Journal of the American Statistical Association 22 (1927), pages 209 to 212.
    """
    if n <= 0 or not 0 <= count <= n:
        raise ValueError("an interval needs 0 <= count <= n and n > 0")
    if population is not None:
        return _of_a_cohort(count, n, z, population)
    low, high = _score(count / n, n, z)
    return (0.0 if count == 0 else low), (1.0 if count == n else high)


def _score(share: float, n: float, z: float) -> tuple[float, float]:
    square = z * z
    centre = share + square / (2 * n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    return max(0.0, (centre - half) / whole), min(1.0, (centre + half) / whole)


def _of_a_cohort(count: int, n: int, z: float, population: int) -> tuple[float, float]:
    """Return the interval for the share in a cohort from which `n` cases were drawn at random.

    Drawn without replacement, a sample share has the variance P(1 − P)/n × (N − n)/(N − 1)
    (W. G. Cochran, “Sampling Techniques”, 3rd edition, Wiley 1977, theorem 3.2). Wilson’s equation
    with that variance is Wilson’s with n(N − 1)/(N − n) in place of n; so too B. O’Neill,
    “Mathematical properties and finite-population correction for the Wilson score interval”,
    arXiv 2109.12464 (2021). A cohort’s share is a whole number of cases, at least those counted,
    so the ends go outwards to the next whole case: without that, of 10 cases with 9 audited, the
    true share lay outside in up to 20% of samples. Never wider than without a cohort.
    """
    if population < n:
        raise ValueError("a sample cannot be larger than the cohort it was drawn from")
    share = count / n
    if population == n:
        return share, share
    low, high = _score(share, n * (population - 1) / (population - n), z)
    fewest = max(count, floor(low * population + _ROUNDING))
    most = min(population - (n - count), ceil(high * population - _ROUNDING))
    plain_low, plain_high = wilson(count, n, z)
    return max(fewest / population, plain_low), min(most / population, plain_high)

"""The interval that stands beside every share."""

from math import sqrt
from typing import Final

Z_95: Final = 1.959963984540054
"""The 97.5% point of the standard normal distribution, for a two-sided 95% interval."""


def wilson(count: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """Return the Wilson score interval of `count` of `n`, as two fractions from 0 to 1.

    It begins at exactly 0 where nothing was counted and ends at exactly 1 where everything was.
    Raises ValueError unless 0 <= count <= n and n > 0.

    Source: E. B. Wilson, “Probable inference, the law of succession, and statistical inference”,
    Journal of the American Statistical Association 22 (1927), pages 209 to 212.
    """
    if n <= 0 or not 0 <= count <= n:
        raise ValueError("an interval needs 0 <= count <= n and n > 0")
    share, square = count / n, z * z
    centre = share + square / (2 * n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    low = 0.0 if count == 0 else max(0.0, (centre - half) / whole)
    high = 1.0 if count == n else min(1.0, (centre + half) / whole)
    return low, high

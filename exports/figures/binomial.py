"""The binomial distribution as limits need it: exact tails, and limits between whole numbers."""

from collections.abc import Iterator
from math import exp, lgamma, log, log1p, sqrt
from typing import NamedTuple


class Limit(NamedTuple):
    """Where a tail ends: fewer than `whole` have less than its probability, drawn at `share`."""

    whole: int
    share: float


def lower_limit(n: int, share: float, tail: float) -> Limit:
    """Return the limit that a count of n falls below with less than the probability `tail`.

    `whole` is the smallest r with P(R ≤ r) ≥ tail. `share` is (r − a)/n, a being how far into
    that step of the distribution the tail ends: (P(R ≤ r) − tail)/P(R = r). Below 0 there is none.

    Source: D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics
    in Medicine 24 (2005), pages 1185 to 1202, appendix A.1.1.
    """
    if n <= 0 or not 0 <= share <= 1:
        raise ValueError("a limit needs n > 0 and a share from 0 to 1")
    if share in (0.0, 1.0):
        return Limit(round(n * share), share)
    below = 0.0
    for count, probability in _probabilities(n, share):
        if below + probability >= tail:
            part = (below + probability - tail) / probability
            return Limit(count, max(0.0, (count - part) / n))
        below += probability
    return Limit(n, 1.0)


def upper_limit(n: int, share: float, tail: float) -> Limit:
    """Return the limit that a count of n goes above with less than the probability `tail`.

    It is the lower limit of the others, n − count, so that both ends are treated alike. (Taken at
    1 − tail instead, as the paper has it, 3 of 3 would lie above a limit that it meets in a third
    of draws: see B. N. Manktelow and S. E. Seaton, PLoS ONE 7 (2012), e45723.)
    """
    mirrored = lower_limit(n, 1 - share, tail)
    return Limit(n - mirrored.whole, 1 - mirrored.share)


def at_least(count: int, n: int, share: float) -> float:
    """Return the probability of `count` or more of n."""
    return min(1.0, sum(each for number, each in _probabilities(n, share) if number >= count))


def _probabilities(n: int, share: float) -> Iterator[tuple[int, float]]:
    """Yield each count with its probability, leaving out ends that together have below 1e-15."""
    mean = n * share
    reach = 12 * sqrt(mean * (1 - share)) + 40
    first, last = max(0, int(mean - reach)), min(n, int(mean + reach) + 1)
    chances = lgamma(n + 1) - lgamma(first + 1) - lgamma(n - first + 1)
    logarithm = chances + first * log(share) + (n - first) * log1p(-share)
    odds = log(share) - log1p(-share)
    for count in range(first, last + 1):
        yield count, exp(logarithm)
        if count < n:
            logarithm += odds + log(n - count) - log(count + 1)

"""From counts to shares: a distribution over one scale, with its share of good answers."""

from collections.abc import Mapping, Sequence

from exports.figures.intervals import wilson
from exports.figures.report_data import Distribution, Share
from forms.denominators import STATES, denominator, good
from forms.scales import Scale


def share_of(count: int, n: int, population: int | None = None) -> Share:
    """Return `count` of `n` with its 95% interval; without a share where `n` is 0.

    `population` is the size of the cohort the cases were drawn from, where only that is meant.
    """
    if n == 0:
        return Share(count=count, n=n, share=None, low=None, high=None)
    low, high = wilson(count, n, population=population)
    return Share(count=count, n=n, share=count / n, low=low, high=high)


def graded(scale: Scale, counts: Mapping[str, int], states: Sequence[str] = ()) -> Distribution:
    """Return the counts of every code of the scale and of these states, zeros included."""
    kept = {code: counts.get(code, 0) for code in (*scale.codes, *states)}
    n = denominator(scale, kept)
    return Distribution(counts=kept, n=n, good_or_better=share_of(good(scale, kept), n))


def ungraded(codes: Mapping[str, int], answered: int, counts: Mapping[str, int]) -> Distribution:
    """Return the counts of answers that have no good or bad: choices, numbers, dates, text.

    `codes` holds what was chosen, code by code; `answered` is how many answers were given. As for
    graded answers, “not evidenced” stays in `n` and the other states leave it.
    """
    states = {state: counts.get(state, 0) for state in STATES}
    n = answered + states["not_evidenced"]
    return Distribution(counts={**codes, **states}, n=n, good_or_better=None)

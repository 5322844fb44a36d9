"""How shares and intervals are written, on charts and beside them."""

from math import floor
from typing import Final

_TINY: Final = 1e-9


def percent(share: float) -> str:
    """Return a fraction as a whole percentage, halves upwards: 0.6842 is `68%`."""
    return f"{floor(share * 100 + 0.5)}%"


def interval(low: float, high: float) -> str:
    """Return an interval of fractions as whole percentages: 0.5552 to 0.7900 is `55–79%`.

    The lower end is rounded down, as published audits do, so that no more is claimed than was
    found; the upper end to the nearest.
    """
    return f"{floor(low * 100 + _TINY)}–{percent(high)}"

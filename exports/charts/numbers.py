"""How shares and intervals are written, on charts and beside them."""

from math import floor
from typing import Final, Literal

from exports.figures.report_data import Count, known

_TINY: Final = 1e-9
HIDDEN: Final[Literal["c"]] = "c"
"""What stands for a count that is not published."""


def whole_of(count: Count) -> int:
    """Return a count that is drawn. Raises ValueError where it is hidden."""
    return known(count)


def percent(share: float, *, fine: bool = False) -> str:
    """Return a fraction as a whole percentage, halves upwards: 0.6842 is `68%`.

    `fine` is with one decimal, `68.4%`, as shares are published.
    """
    if fine:
        return f"{100 * share:.1f}%"
    return f"{floor(share * 100 + 0.5)}%"


def interval(low: float, high: float, *, fine: bool = False) -> str:
    """Return an interval of fractions as whole percentages: 0.5552 to 0.7900 is `55–79%`.

    The lower end is rounded down, as published audits do, so that no more is claimed than was
    found; the upper end to the nearest. `fine` is with one decimal.
    """
    if fine:
        return f"{100 * low:.1f}–{percent(high, fine=True)}"
    return f"{floor(low * 100 + _TINY)}–{percent(high)}"

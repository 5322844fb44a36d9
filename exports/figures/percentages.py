"""Shares and differences of shares as people read them."""

from math import floor
from typing import Final

_TINY: Final = 1e-9


def percent(share: float, *, fine: bool = False) -> str:
    """Return a fraction as a whole percentage, halves upwards: 0.6842 is `68%`.

    `fine` is with one decimal, `68.4%`, as shares are published.
    """
    if fine:
        return f"{100 * share:.1f}%"
    return f"{floor(share * 100 + 0.5)}%"


def between(low: float, high: float) -> str:
    """Return an interval of fractions in words: 0.5552 to 0.7900 is `55% to 79%`.

    The lower end is rounded down, so that no more is claimed than was found.
    """
    return f"{floor(low * 100 + _TINY)}% to {percent(high)}"


def decimal(value: float) -> str:
    """Return a number with two decimals and a true minus: -0.194 is `−0.19`."""
    said = f"{value:.2f}".replace("-", "−")
    return "0.00" if said == "−0.00" else said


def points(difference: float) -> str:
    """Return a difference of fractions in percentage points, with its sign: `+25` or `−11`.

    What would round to 0 but is not keeps one decimal, so that the sign is never lost.
    """
    size = 100 * abs(difference)
    if size < 1e-9:
        return "0"
    whole = floor(size + 0.5)
    shown = str(whole) if whole else (f"{size:.1f}" if size >= 0.05 else "0.1")
    near = "" if whole or size >= 0.05 else "less than "
    return f"{near}{'+' if difference > 0 else '−'}{shown}"

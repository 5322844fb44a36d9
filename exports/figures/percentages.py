"""Shares and differences of shares as people read them."""

from math import floor


def percent(share: float) -> str:
    """Return a fraction as a whole percentage, halves upwards: 0.6842 is `68%`."""
    return f"{floor(share * 100 + 0.5)}%"


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

"""Fills for the points of a scale: told apart by lightness and hatching, then by colour."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from reportlab.lib.colors import Color, HexColor, linearlyInterpolatedColor

from forms.scales import Scale, ScalePoint

TRACK: Final = HexColor("#E8EEF0")
AXIS: Final = HexColor("#C9D3D8")
INK: Final = HexColor("#1B2A33")
SOFT_INK: Final = HexColor("#4A5B66")
WHITE: Final = HexColor("#FFFFFF")
BAR: Final = HexColor("#2A7F8C")
TARGET: Final = HexColor("#A5451F")

# Good points run from dark to middle, the others from light to nearly white, and the worst are
# hatched: printed grey they still stand in order.
_GOOD: Final = (HexColor("#0B4A5A"), HexColor("#2A7F8C"))
_WEAK: Final = (HexColor("#F0C373"), HexColor("#FBEBD3"))
_HATCH: Final = HexColor("#A5451F")
_GREY: Final = HexColor("#D5DBDE")
_GREY_HATCH: Final = HexColor("#7B8890")
_DARK: Final = 0.2


class Fill(NamedTuple):
    """How an area is filled: its colour, the ink that reads on it, lines across it or None."""

    colour: Color
    ink: Color
    hatch: Color | None = None


NOT_EVIDENCED: Final = Fill(WHITE, INK, _GREY_HATCH)
"""Not evidenced on file: counted, and not good."""
NEUTRAL: Final = Fill(_GREY, INK)
"""A point that has no good or bad."""


def fills(scale: Scale) -> dict[str, Fill]:
    """Return the fill of each code of `scale`."""
    good = [point for point in scale.points if point.value is not None and point.good]
    weak = [point for point in scale.points if point.value is not None and not point.good]
    found = {point.code: NEUTRAL for point in scale.points if point.value is None}
    for point, colour in zip(good, _steps(_GOOD, len(good)), strict=True):
        found[point.code] = _fill(colour)
    for point, colour in zip(weak, _steps(_WEAK, len(weak)), strict=True):
        found[point.code] = _fill(colour, _HATCH if _is_worst(point, weak) else None)
    return found


def _is_worst(point: ScalePoint, weak: Sequence[ScalePoint]) -> bool:
    return point is weak[-1]


def _steps(ends: tuple[Color, Color], count: int) -> list[Color]:
    first, last = ends
    return [linearlyInterpolatedColor(first, last, 0, max(count - 1, 1), at) for at in range(count)]


def _fill(colour: Color, hatch: Color | None = None) -> Fill:
    return Fill(colour, WHITE if luminance(colour) < _DARK else INK, hatch)


def luminance(colour: Color) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2, "relative luminance")."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.red, colour.green, colour.blue)
    ]
    luminous: float = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return luminous

"""The look of every document: colours, type scale, page measures. Lengths are points."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from exports.documents.text.fonts import Face

PAGE_WIDTH: Final[float] = A4[0]
PAGE_HEIGHT: Final[float] = A4[1]
MARGIN: Final = 20 * mm
TOP: Final = 27 * mm
BOTTOM: Final = 23 * mm
CONTENT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN
CONTENT_HEIGHT: Final = PAGE_HEIGHT - TOP - BOTTOM

INK: Final = HexColor("#1B2A33")
SOFT_INK: Final = HexColor("#4A5B66")
ACCENT: Final = HexColor("#0B4A5A")
RULE: Final = HexColor("#C9D3D8")
FAINT_RULE: Final = HexColor("#E3E9EC")
PANEL: Final = HexColor("#F1F6F7")
WHITE: Final = HexColor("#FFFFFF")
ON_ACCENT: Final = HexColor("#D3E6EA")

# Noto Sans, in parts of the size: what stands above and below the base line.
_ASCENT: Final = 1.069
_DESCENT: Final = 0.293


class Align(Enum):
    """Which edge lines are set against."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A step of the type scale, with the room it asks for above and below."""

    size: float
    leading: float
    face: Face = Face.REGULAR
    colour: Color = INK
    before: float = 0
    after: float = 0

    @property
    def first_baseline(self) -> float:
        """Distance from the top of the first line to its base line."""
        return (self.leading - (_ASCENT + _DESCENT) * self.size) / 2 + _ASCENT * self.size


BODY: Final = TextStyle(11, 16.5, after=7)
LEAD: Final = TextStyle(13, 19.5, colour=SOFT_INK, after=10)
SMALL: Final = TextStyle(9.5, 13.5, colour=SOFT_INK, after=5)
H1: Final = TextStyle(22, 28, Face.BOLD, ACCENT, before=30, after=10)
H2: Final = TextStyle(15, 20, Face.BOLD, ACCENT, before=16, after=6)
H3: Final = TextStyle(12, 16.5, Face.BOLD, INK, before=11, after=4)
TABLE: Final = TextStyle(10, 14)
TABLE_STRONG: Final = TextStyle(10, 14, Face.BOLD)
TABLE_HEAD: Final = TextStyle(9.5, 12.5, Face.BOLD, ACCENT)
TABLE_NOTE: Final = TextStyle(9, 12.5, colour=SOFT_INK)
TALLY: Final = TextStyle(9.5, 14)
QUOTE: Final = TextStyle(11, 16.5, after=0)
RUNNING: Final = TextStyle(9, 12, colour=SOFT_INK)
COVER_TITLE: Final = TextStyle(34, 41, Face.BOLD, WHITE)
COVER_KIND: Final = TextStyle(13, 18, Face.BOLD, ON_ACCENT)
COVER_NOTE: Final = TextStyle(13, 19.5, colour=ON_ACCENT)
BIG_FIGURE: Final = TextStyle(44, 50, Face.BOLD, ACCENT)

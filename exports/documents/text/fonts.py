"""The fonts a document may embed: which one draws a character, loaded only when one needs it."""

from enum import StrEnum
from importlib.resources import files
from io import BytesIO
from threading import Lock
from typing import Final, NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


class Face(StrEnum):
    """The faces of body text; each value is a file in `resources/fonts` and the font's name."""

    REGULAR = "NotoSans-Regular"
    BOLD = "NotoSans-Bold"
    ITALIC = "NotoSans-Italic"


class Fallback(NamedTuple):
    """A font for letters the body faces lack, and the code points (inclusive) it is asked for."""

    font: str
    ranges: tuple[tuple[int, int], ...]
    shaped: bool = True


DROID: Final = "DroidSansFallback"
_SYMBOLS: Final = (
    (0x2010, 0x2BFF),
    (0x1F000, 0x1FAFF),
    (0x1D400, 0x1D7FF),
    (0x3008, 0x301B),
    (0xFE0E, 0xFE0F),
    (0x200D, 0x200D),
)

# Looked through in this order. Droid is a plain table of letters: nothing in it to shape.
FALLBACKS: Final = (
    Fallback("NotoSansHebrew-Regular", ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    Fallback(
        "NotoSansArabic-Regular",
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
    ),
    Fallback("NotoSansSyriac-Regular", ((0x0700, 0x074F),)),
    Fallback("NotoSansThaana-Regular", ((0x0780, 0x07BF),)),
    Fallback("NotoSansDevanagari-Regular", ((0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF))),
    Fallback("NotoSansBengali-Regular", ((0x0980, 0x09FF),)),
    Fallback("NotoSansGurmukhi-Regular", ((0x0A00, 0x0A7F),)),
    Fallback("NotoSansGujarati-Regular", ((0x0A80, 0x0AFF),)),
    Fallback("NotoSansOriya-Regular", ((0x0B00, 0x0B7F),)),
    Fallback("NotoSansTamil-Regular", ((0x0B80, 0x0BFF),)),
    Fallback("NotoSansTelugu-Regular", ((0x0C00, 0x0C7F),)),
    Fallback("NotoSansKannada-Regular", ((0x0C80, 0x0CFF),)),
    Fallback("NotoSansMalayalam-Regular", ((0x0D00, 0x0D7F),)),
    Fallback("NotoSansSinhala-Regular", ((0x0D80, 0x0DFF),)),
    Fallback("NotoSansThai-Regular", ((0x0E00, 0x0E7F),)),
    Fallback("NotoSansLao-Regular", ((0x0E80, 0x0EFF),)),
    Fallback("NotoSansMyanmar-Regular", ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
    Fallback("NotoSansGeorgian-Regular", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    Fallback("NotoSansEthiopic-Regular", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))),
    Fallback("NotoSansKhmer-Regular", ((0x1780, 0x17FF), (0x19E0, 0x19FF))),
    Fallback("NotoSansArmenian-Regular", ((0x0530, 0x058F), (0xFB13, 0xFB17))),
    Fallback(
        DROID, ((0x1100, 0x11FF), (0x2E80, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFFEF)), False
    ),
    Fallback("NotoEmoji-Regular", ((0x1F300, 0x1FAFF), (0x2600, 0x27BF))),
    Fallback("NotoSansSymbols2-Regular", _SYMBOLS),
    Fallback("NotoSansSymbols-Regular", _SYMBOLS),
    Fallback("NotoSansMath-Regular", _SYMBOLS),
    Fallback("NotoEmoji-Regular", _SYMBOLS),
)

# ReportLab keeps one registry for the whole process; two threads must not fill it at once.
_REGISTRY: Final = Lock()


def load_font(name: str) -> TTFont:
    """Return the font of that name from `resources/fonts`, read once per process."""
    with _REGISTRY:
        if name not in pdfmetrics.getRegisteredFontNames():
            data = files("resources").joinpath("fonts", f"{name}.ttf").read_bytes()
            pdfmetrics.registerFont(TTFont(name, BytesIO(data)))
        return pdfmetrics.getFont(name)


def has_letter(name: str, code: int) -> bool:
    """Say whether the font holds a glyph for that code point."""
    return code in load_font(name).face.charToGlyph


class FontChoice(NamedTuple):
    """The font that draws a character, and whether its runs go through the shaper."""

    font: str
    shaped: bool


class FontChooser:
    """Finds the font of a character; remembers what it found for one document."""

    def __init__(self) -> None:
        self._chosen: dict[tuple[str, Face], FontChoice | None] = {}

    def choose(self, character: str, face: Face) -> FontChoice | None:
        """Return the font for `character`, body face first; None when no font holds it."""
        key = (character, face)
        if key not in self._chosen:
            self._chosen[key] = self._find(ord(character), face)
        return self._chosen[key]

    @staticmethod
    def _find(code: int, face: Face) -> FontChoice | None:
        if has_letter(face, code):
            return FontChoice(face, False)
        for fallback in FALLBACKS:
            wanted = any(first <= code <= last for first, last in fallback.ranges)
            if wanted and has_letter(fallback.font, code):
                return FontChoice(fallback.font, fallback.shaped)
        return None

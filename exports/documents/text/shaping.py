"""Turn a run of one font and one direction into glyphs, drawn through ReportLab's shaped strings.

ReportLab's own shaper gives glyphs without a letter the next free private code point of the
process, so the bytes of a document would depend on the documents before it. Here the code point
follows from the glyph's number alone.
"""

from typing import Final, NamedTuple

import uharfbuzz
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont

from exports.documents.text.fonts import load_font

FIRST_PRIVATE: Final = 0xE000
PRIVATE_GLYPHS: Final = 0xF900 - FIRST_PRIVATE
"""Glyphs a shaped font may have: as many as the private area has code points."""

_FEATURES: Final = {"kern": True, "liga": True}


class Glyphs(NamedTuple):
    """Text as ReportLab draws it, and its width in thousandths of the font size."""

    drawn: str
    width: float


def shape(font_name: str, text: str, right_to_left: bool) -> Glyphs:
    """Shape `text` (logical order) with HarfBuzz; the glyphs come back in visual order."""
    font = load_font(font_name)
    shaper = uharfbuzz.Font(font.hbFace)
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    buffer.language = "en"  # the guess would be this computer's language
    uharfbuzz.shape(shaper, buffer, _FEATURES)
    return _collect(font, shaper, buffer)


def _collect(font: TTFont, shaper: uharfbuzz.Font, buffer: uharfbuzz.Buffer) -> Glyphs:
    letters: list[str] = []
    data: list[ShapeData] = []
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        code = _private_letter(font, shaper, info.codepoint)
        letters.append(chr(code))
        data.append(
            ShapeData(
                info.cluster,
                font.pdfScale(position.x_advance),
                font.pdfScale(position.y_advance),
                font.pdfScale(position.x_offset),
                font.pdfScale(position.y_offset),
                font.face.charWidths[code],
            )
        )
    return Glyphs(ShapedStr("".join(letters), data), sum(item.x_advance for item in data))


def _private_letter(font: TTFont, shaper: uharfbuzz.Font, glyph: int) -> int:
    """Return the code point that stands for a glyph in this font's subsets."""
    face = font.face
    code = FIRST_PRIVATE + glyph
    if code not in face.charToGlyph:
        face.charToGlyph[code] = glyph
        face.charWidths[code] = font.pdfScale(shaper.get_glyph_h_advance(glyph))
    return code

"""A chart as SVG for the window: the same drawing that goes on paper."""

import re
from typing import Final

from reportlab.graphics.renderSVG import drawToString

from exports.charts.unchecked import Drawing
from exports.documents.text.fonts import Face, load_font

# QtSvg paints the rectangle inside a clip path black, so the clip goes.
_CLIP_PATH: Final = re.compile(r"<clipPath.*?</clipPath>", re.DOTALL)
_CLIP_USE: Final = re.compile(r' style="clip-path: url\(#\w+\)"')
_FAMILIES: Final = (
    ("font-family: NotoSans-Bold", "font-family: 'Noto Sans'; font-weight: bold"),
    ("font-family: NotoSans-Regular", "font-family: 'Noto Sans'"),
)


def to_svg(drawing: Drawing) -> str:
    """Return the drawing as an SVG document that QtSvg shows as it was meant."""
    for face in Face:
        load_font(face)  # labels are measured to be centred
    text = drawToString(drawing)
    if isinstance(text, bytes):
        text = text.decode("utf-8")
    text = _CLIP_USE.sub("", _CLIP_PATH.sub("", text))
    for written, family in _FAMILIES:
        text = text.replace(written, family)
    return text

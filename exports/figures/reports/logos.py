"""A logo made fit for a cover: whatever file it came from, only its colours are left of it."""

from __future__ import annotations

from io import BytesIO
from struct import Struct
from typing import TYPE_CHECKING, Final

from exports.figures.complete import Complete

if TYPE_CHECKING:
    from PIL.Image import Image

    from forms.report_templates import Logo

MOST_WIDTH: Final = 900
MOST_HEIGHT: Final = 300
"""Pixels that are kept: more than paper shows of a logo."""

_MOST_SIDE: Final = 10_000
_MOST_PIXELS: Final = 16_000_000
_HEAD: Final = 24
"""Bytes of a PNG that end in its width and height (ISO/IEC 15948, 11.2.2)."""
_SIZE: Final = Struct(">II")
_LIGHT: Final = 200
"""A brightness of 0 to 255; a logo that is lighter on the whole is made for a dark ground."""


class Picture(Complete):
    """A PNG, its size in pixels, and what it shows in words.

    `on_dark` where it was made for a dark ground, and would be lost on white paper.
    """

    png: bytes
    width: int
    height: int
    told: str
    on_dark: bool


def picture_of(logo: Logo) -> Picture | None:
    """Return a logo as it may stand on a cover; None where it cannot be read or shows nothing.

    It is decoded, made smaller where it is large, and written anew: nothing that stood beside
    its pixels is kept. One of more pixels than any logo has is not decoded at all.
    """
    image = _decoded(logo.data)
    if image is None or not image.getchannel("A").getbbox():
        return None
    image.thumbnail((MOST_WIDTH, MOST_HEIGHT))
    target = BytesIO()
    image.save(target, "PNG", optimize=True)
    return Picture(
        png=target.getvalue(),
        width=image.width,
        height=image.height,
        told=logo.told,
        on_dark=_is_light(image),
    )


def _decoded(data: bytes) -> Image | None:
    """Return the pixels with their transparency, and with nothing else that the file holds."""
    from PIL import Image

    if not _may_be_decoded(*_SIZE.unpack_from(data.ljust(_HEAD, b"\0"), _HEAD - _SIZE.size)):
        return None
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as found:
            if not _may_be_decoded(*found.size):
                return None
            pixels = found.convert("RGBA")
            pixels.info.clear()
            return pixels
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None  # Pillow tells broken pictures in all these ways


def _may_be_decoded(width: int, height: int) -> bool:
    return max(width, height) <= _MOST_SIDE and width * height <= _MOST_PIXELS


def _is_light(image: Image) -> bool:
    """Whether what is seen of a logo is so light that it would be lost on white paper."""
    from PIL import ImageStat

    seen = image.getchannel("A")
    has_ground = not seen.histogram()[0]  # no point of it is wholly transparent
    if has_ground:
        return False
    return bool(ImageStat.Stat(image.convert("L"), mask=seen).mean[0] > _LIGHT)

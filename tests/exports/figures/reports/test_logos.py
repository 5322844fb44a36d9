"""A logo made fit for a cover: small, without anything hidden in it, or refused."""

import base64
import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from exports.figures.reports.logos import MOST_HEIGHT, MOST_WIDTH, Picture, picture_of
from forms.report_templates import Logo
from tests.exports.built_samples import LOGOS, a_logo, disc, png

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def hollow(width: int, height: int) -> Logo:
    """Return a picture that says it is so large, and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return a_logo(SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", b"x") + chunk(b"IEND", b""))


def read(logo: Logo) -> Picture:
    found = picture_of(logo)
    assert found is not None
    return found


@pytest.mark.parametrize("name", LOGOS)
def test_every_logo_is_kept_within_bounds_and_in_proportion(name: str) -> None:
    with Image.open(BytesIO(LOGOS[name].data)) as given_as:
        width, height = given_as.size
    found = read(LOGOS[name])
    assert found.width <= min(MOST_WIDTH, width)
    assert found.height <= min(MOST_HEIGHT, height)
    with Image.open(BytesIO(found.png)) as image:
        assert image.size == (found.width, found.height)
    assert found.told == "Riverbank Council"


def test_what_stands_beside_the_pixels_is_left_behind() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "A. Worker")
    words.add_itxt("Comment", "case C-0001", zip=True)
    data = png(disc((200, 0, 0)), (20, 20), pnginfo=words, dpi=(300, 300))
    found = read(a_logo(data + b"secret after the end"))
    assert b"Worker" not in found.png
    assert b"secret" not in found.png
    with Image.open(BytesIO(found.png)) as image:
        image.load()
        assert not {"Author", "Comment", "dpi"} & set(image.info)


def test_the_same_logo_makes_the_same_bytes() -> None:
    assert read(LOGOS["huge"]) == read(LOGOS["huge"])


def test_a_logo_for_dark_grounds_is_told_from_one_for_white_paper() -> None:
    assert read(LOGOS["light"]).on_dark
    assert not read(LOGOS["ordinary"]).on_dark
    white = png(lambda on: on.rectangle((0, 0, 9, 9), fill=(255, 255, 255)), (10, 10))
    assert not read(a_logo(white)).on_dark, "it brings a ground of its own"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "I;16"])
def test_any_kind_of_picture_is_read(mode: str) -> None:
    target = BytesIO()
    Image.new(mode, (12, 7), (1, 255) if mode == "LA" else 1).save(target, "PNG")
    assert (read(a_logo(target.getvalue())).width, 7) == (12, 7)


def test_a_picture_of_more_points_than_any_logo_is_not_decoded() -> None:
    assert picture_of(hollow(60_000, 60_000)) is None
    assert picture_of(hollow(20_000, 2)) is None


def test_a_picture_that_shows_nothing_is_none() -> None:
    assert picture_of(a_logo(png(lambda _: None, (40, 40)))) is None


def test_another_kind_of_picture_behind_the_signature_is_not_read() -> None:
    target = BytesIO()
    Image.new("RGB", (9, 9)).save(target, "GIF")
    assert picture_of(a_logo(SIGNATURE + target.getvalue())) is None


WHOLE = png(disc((10, 200, 30)), (30, 30))


@given(st.integers(8, len(WHOLE) - 1), st.binary(max_size=40))
def test_a_damaged_picture_is_read_or_refused_and_never_more(at: int, instead: bytes) -> None:
    data = WHOLE[:at] + instead + WHOLE[at + len(instead) :]
    found = picture_of(Logo(png=base64.b64encode(data).decode(), told="x"))
    assert found is None or found.width <= MOST_WIDTH

"""The colours of the window as data: named roles, a light and a dark set, and their contrast."""

from typing import NamedTuple


class Palette(NamedTuple):
    """One set of colours by what they are for, each as `#rrggbb`.

    A name that ends in `_soft` is a background; the name without it is the text upon it.
    """

    window: str
    rail: str
    surface: str
    hover: str
    text: str
    muted: str
    accent: str
    accent_strong: str
    on_accent: str
    selected: str
    on_selected: str
    focus: str
    border: str
    input_border: str
    disabled: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str


LIGHT = Palette(
    window="#f3f6f6",
    rail="#e9eeee",
    surface="#ffffff",
    hover="#eaf1f0",
    text="#152422",
    muted="#4c5d5b",
    accent="#0b6661",
    accent_strong="#084f4b",
    on_accent="#ffffff",
    selected="#d6ebe8",
    on_selected="#0a3b38",
    focus="#0a5f8f",
    border="#d3dcdb",
    input_border="#768685",
    disabled="#8b9897",
    good="#17633a",
    good_soft="#dff2e6",
    warn="#7d4400",
    warn_soft="#fcefd8",
    bad="#a0221c",
    bad_soft="#fce7e5",
    info="#1c4c8c",
    info_soft="#e3edfa",
    neutral="#43524f",
    neutral_soft="#e6ecec",
)

DARK = Palette(
    window="#121918",
    rail="#0d1312",
    surface="#1a2322",
    hover="#243130",
    text="#e6eeed",
    muted="#a5b4b2",
    accent="#5ccabf",
    accent_strong="#84ddd4",
    on_accent="#052623",
    selected="#1d4541",
    on_selected="#d9f5f1",
    focus="#8ccdf5",
    border="#303d3b",
    input_border="#778886",
    disabled="#6c7a78",
    good="#8bdcab",
    good_soft="#173524",
    warn="#f3c27a",
    warn_soft="#3a2a10",
    bad="#ffa8a1",
    bad_soft="#421b19",
    info="#9fc5f8",
    info_soft="#182f4d",
    neutral="#c3cfcd",
    neutral_soft="#2b3736",
)

_BACKGROUNDS = ("window", "rail", "surface", "hover")

# Every text the style sheet or a widget puts on a background. At least 4.5 to 1 (WCAG 1.4.3).
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, back) for text in ("text", "muted", "accent", "bad") for back in _BACKGROUNDS),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("on_selected", "selected"),
    ("on_accent", "bad"),
    *((tone, f"{tone}_soft") for tone in ("good", "warn", "bad", "info", "neutral")),
)

# Lines that must be seen to use the window. At least 3 to 1 (WCAG 1.4.11).
LINE_PAIRS: tuple[tuple[str, str], ...] = (
    *(("focus", back) for back in (*_BACKGROUNDS, "selected")),
    *(("input_border", back) for back in ("window", "surface")),
    *(("accent", back) for back in _BACKGROUNDS),
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance, 0 to 1 (the definition in WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

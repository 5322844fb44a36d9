"""Colours are readable in both schemes, by the definitions of WCAG 2.2."""

from importlib.resources import files
from pathlib import Path

import pytest

from ui.palettes import DARK, LIGHT, LINE_PAIRS, TEXT_PAIRS, Palette, contrast

BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#808080", "#808080", 1.0)],
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@BOTH
@pytest.mark.parametrize(("text", "background"), TEXT_PAIRS)
def test_every_text_stands_out_from_its_background(
    palette: Palette, text: str, background: str
) -> None:
    assert contrast(getattr(palette, text), getattr(palette, background)) >= 4.5


@BOTH
@pytest.mark.parametrize(("line", "background"), LINE_PAIRS)
def test_focus_and_fields_have_visible_lines(palette: Palette, line: str, background: str) -> None:
    assert contrast(getattr(palette, line), getattr(palette, background)) >= 3


@BOTH
def test_ticks_and_arrows_are_drawn_in_the_colours_of_their_scheme(palette: Palette) -> None:
    folder = Path(str(files("resources"))) / "styles" / ("dark" if palette is DARK else "light")
    roles = {"tick": "on_accent", "tick_on_surface": "accent", "dash": "on_accent"}
    roles |= {"dot": "on_accent", "chevron_down": "muted"}
    roles |= {"chevron_up": "muted", "chevron_right": "muted"}
    drawn = {glyph.stem: glyph.read_text() for glyph in folder.glob("*.svg")}
    assert drawn.keys() == roles.keys()
    for name, role in roles.items():
        assert f'stroke="{getattr(palette, role)}"' in drawn[name]

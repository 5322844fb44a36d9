"""Every script has a font, loaded only when a letter asks for it."""

import pytest
from reportlab.pdfbase import pdfmetrics

from exports.documents.text.fonts import FALLBACKS, Face, FontChooser, has_letter, load_font
from exports.documents.text.runs import is_plain
from exports.documents.text.shaping import FIRST_PRIVATE, PRIVATE_GLYPHS

ONE_LETTER_EACH = {
    "Welsh": "ŵ", "Polish": "ł", "Romanian": "ș", "Greek": "λ", "Cyrillic": "ж",
    "Vietnamese": "ệ", "Hebrew": "ש", "Arabic": "ع", "Urdu": "ے", "Pashto": "ړ", "Sorani": "ڵ",
    "Syriac": "ܣ", "Dhivehi": "ދ", "Hindi": "ब", "Bengali": "ব", "Punjabi": "ਪ", "Gujarati": "ગ",
    "Odia": "ଓ", "Tamil": "த", "Telugu": "త", "Kannada": "ಕ", "Malayalam": "മ", "Sinhala": "ස",
    "Thai": "ไ", "Lao": "ລ", "Burmese": "မ", "Khmer": "ខ", "Georgian": "ქ", "Amharic": "አ",
    "Armenian": "Հ", "Chinese": "孩", "Japanese": "テ", "Korean": "한", "tick": "✓", "star": "★",
    "triangle": "△", "cross": "✕", "arrow": "→", "at least": "≥", "box": "☐", "emoji": "😀",
}  # fmt: skip


@pytest.mark.parametrize("letter", ONE_LETTER_EACH.values(), ids=ONE_LETTER_EACH)
@pytest.mark.parametrize("face", list(Face))
def test_a_letter_of_every_script_finds_a_font(letter: str, face: Face) -> None:
    choice = FontChooser().choose(letter, face)
    assert choice is not None
    assert ord(letter) in load_font(choice.font).face.charToGlyph


def test_a_letter_that_no_font_holds_is_reported_missing() -> None:
    assert FontChooser().choose("\U0001234f", Face.REGULAR) is None


def test_plain_english_loads_no_fallback_font(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(
        "exports.documents.text.fonts.load_font",
        lambda name: loaded.append(name) or pdfmetrics.getFont(name),
    )
    load_font(Face.REGULAR)
    chooser = FontChooser()
    for letter in "Seen alone – ŵŷ":
        chooser.choose(letter, Face.REGULAR)
    assert set(loaded) == {Face.REGULAR}


@pytest.mark.parametrize("name", sorted({item.font for item in FALLBACKS if item.shaped}))
def test_a_shaped_font_leaves_the_private_area_to_the_shaper(name: str) -> None:
    font = load_font(name)
    assert font.hbFace.glyph_count <= PRIVATE_GLYPHS
    private = range(FIRST_PRIVATE, FIRST_PRIVATE + PRIVATE_GLYPHS)
    taken = {code: glyph for code, glyph in font.face.charToGlyph.items() if code in private}
    assert all(code - FIRST_PRIVATE == glyph for code, glyph in taken.items())


def test_the_fast_path_takes_only_letters_that_every_body_face_holds() -> None:
    plain = [code for code in range(0x20, 0x2FFF) if is_plain(chr(code))]
    assert len(plain) > 900
    missing = [hex(code) for code in plain for face in Face if not has_letter(face, code)]
    assert missing == []

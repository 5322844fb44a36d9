"""Cut a paragraph into runs of one font and one direction, and set them as glyphs."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple
from unicodedata import category

from reportlab.pdfbase.pdfmetrics import stringWidth

from exports.documents.text.direction import levels, visual_order
from exports.documents.text.fonts import Face, FontChoice, FontChooser, has_letter
from exports.documents.text.shaping import Glyphs, shape

# Letters the body faces hold one glyph each for, written left to right: most of what we set.
_PLAIN: Final = re.compile(
    "[ -~\xa0-\xac\xae-\u024f\u0386-\u038a\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f"
    "\u1e00-\u1eff\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u20ac\ufffd\n]*"
)
_MISSING: Final = FontChoice(Face.REGULAR, False)
_BODY_FONTS: Final = frozenset(str(face) for face in Face)


def is_plain(text: str) -> bool:
    """Say whether the body faces draw `text` letter by letter: the fast path."""
    return _PLAIN.fullmatch(text) is not None


class Run(NamedTuple):
    """Neighbouring characters of one font and one embedding level, in logical order."""

    text: str
    font: str
    level: int
    shaped: bool


class SetRun(NamedTuple):
    """A run ready to draw: its font and its glyphs (width in thousandths of the size)."""

    font: str
    glyphs: Glyphs


class Letter(NamedTuple):
    """One character with what is known of it from the whole paragraph."""

    character: str
    font: FontChoice
    level: int


def letters(text: str, face: Face, chooser: FontChooser) -> list[Letter]:
    """Return every character of a paragraph with its font and level.

    Marks, joiners and variation selectors stay in the font of the letter before them. A character
    that no font holds becomes the replacement character: seen to be missing, not dropped.
    """
    found: list[Letter] = []
    for character, level in zip(text, levels(text), strict=True):
        joins = _joins(character)
        if joins and found and has_letter(found[-1].font.font, ord(character)):
            found.append(Letter(character, found[-1].font, found[-1].level))
            continue
        choice = chooser.choose(character, face)
        if choice is not None:
            found.append(Letter(character, choice, level))
        elif not joins:
            found.append(Letter("\ufffd", _MISSING, level))
    return found


def _joins(character: str) -> bool:
    return category(character) in {"Mn", "Mc", "Me", "Cf"} or 0x1F3FB <= ord(character) <= 0x1F3FF


def runs_of(line: Sequence[Letter]) -> list[Run]:
    """Return the runs of one line from left to right as the eye meets them."""
    grouped = groupby(line, key=lambda item: (item.font, item.level))
    runs = [_run("".join(item.character for item in group), *key) for key, group in grouped]
    return [runs[place] for place in visual_order([run.level for run in runs])]


def _run(text: str, choice: FontChoice, level: int) -> Run:
    needed = choice.font in _BODY_FONTS and (level % 2 == 1 or not is_plain(text))
    return Run(text, choice.font, level, choice.shaped or needed)


def set_run(run: Run) -> SetRun:
    """Return the run as glyphs."""
    if run.shaped:
        return SetRun(run.font, shape(run.font, run.text, run.level % 2 == 1))
    text = run.text[::-1] if run.level % 2 else run.text
    return SetRun(run.font, Glyphs(text, stringWidth(text, run.font, 1000)))

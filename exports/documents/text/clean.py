"""Make stored text safe to set: bounded, normalised, without characters that only confuse."""

import re
from typing import Final
from unicodedata import normalize

LONGEST_TEXT: Final = 20_000
"""Characters of one field that are drawn; the rest is announced, never silently lost."""

_LONGEST_NAME: Final = 150
_REPLACEMENT: Final = "\ufffd"
_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS: Final = re.compile("[\t\u2000-\u200a\u202f\u205f\u3000]")
# Controls, soft hyphens, tag letters and everything that overrides the reading direction: it shows
# nothing of its own, and can make a sentence read as another one.
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Private letters mean nothing outside the font they come from, and lone surrogates and
# non-characters nothing at all.
_MEANINGLESS: Final = re.compile(
    "[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)
_EMPTY_LINES: Final = re.compile(r"\n\s*\n\s*\n+")


def clean(text: str) -> str:
    """Return `text` as it may be set: NFC, lines ended by newlines, at most `LONGEST_TEXT` long.

    A longer text ends in an ellipsis and a note that says how much of it is shown.
    """
    kept = text[:LONGEST_TEXT]
    if not (kept.isascii() and kept.isprintable()):
        kept = _without_trouble(kept)
    return kept.strip() if len(text) <= LONGEST_TEXT else kept.rstrip() + _note(len(text))


def one_line(text: str) -> str:
    """Return `text` for a window's title or a bookmark: cleaned, on one line, cut at 150."""
    line = " ".join(clean(text).split())
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME].rstrip()}…"


def _without_trouble(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text)
    text = _BLANKS.sub(" ", text)
    text = _DROPPED.sub("", text)
    text = _MEANINGLESS.sub(_REPLACEMENT, text)
    return _EMPTY_LINES.sub("\n\n", normalize("NFC", text))


def _note(length: int) -> str:
    return f"… [shortened: the first {LONGEST_TEXT:,} of {length:,} characters are shown]"

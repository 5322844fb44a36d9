"""Where texts hold what somebody looks for, however it was typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

TYPEWRITER: Final = str.maketrans("‘’ʼ′‐‑–—", "''''----")
"""Apostrophes and hyphens as keyboards have them."""


class Hit(NamedTuple):
    """A text that holds what was looked for: its place among the texts, and where, as [start, end).

    There is one span for each word that was looked for, its first in the text.
    """

    place: int
    spans: tuple[tuple[int, int], ...]


def search(texts: Sequence[str], sought: str, together: bool = False) -> list[Hit]:
    """Return the texts that hold every word of `sought`, or all of it `together` as it stands.

    Case, accents, width, the kind of blank, apostrophe and hyphen do not count; a word is also
    found inside another. Nothing is found for nothing.
    """
    folded = _folded(sought)
    wanted = [folded] if together else folded.split()
    if not folded:
        return []
    hits = (_hit(place, text, wanted) for place, text in enumerate(texts))
    return [hit for hit in hits if hit]


def _hit(place: int, text: str, wanted: Sequence[str]) -> Hit | None:
    folded = _folded(text)
    found = [folded.find(each) for each in wanted]
    if min(found) < 0:
        return None
    origins = list(_origins(text))
    spans = [
        (origins[start], _after(text, origins[start + len(each) - 1]))
        for start, each in zip(found, wanted, strict=True)
    ]
    return Hit(place, tuple(sorted(set(spans))))


def _folded(text: str) -> str:
    """Return a text as it is compared, blanks at its ends cut off."""
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join("".join(map(_plain, text)).split())


def _origins(text: str) -> Iterator[int]:
    """Yield for each character of the folded text which one of the text it came from."""
    blank, started = -1, False
    for place, character in enumerate(text):
        for plain in _plain(character):
            if plain.isspace():
                blank = place if blank < 0 else blank
                continue
            if blank >= 0 and started:
                yield blank
            blank, started = -1, True
            yield place


def _after(text: str, place: int) -> int:
    """Return the end of the character at a place, its accents included."""
    end = place + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """Return a character without case, accent and width; nothing for what shows nothing."""
    parts = unicodedata.normalize("NFKD", character.translate(TYPEWRITER)).casefold()
    return "".join(
        part
        for part in unicodedata.normalize("NFKD", parts)
        if not unicodedata.combining(part) and unicodedata.category(part) != "Cf"
    )

"""Where a line may end: after blanks and hyphens, between ideographs, and inside endless words."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import category

LONGEST_WORD: Final = 80
"""Characters a word may have before lines may break inside it."""

_WORD: Final = re.compile("^ +|[^ ]+ *")
# A hyphen, slash or dash lets go between two words, never inside 55–79, n/a or 2026-Q1.
_INNER_BREAK: Final = re.compile(r"(?<=[^\W\d_]{2}[-/–—])(?=[^\W\d_]{2})")
# Scripts written without blanks: break between any two letters of them.
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f]"
)
_NOT_FIRST: Final = frozenset("、。，．：；？！）」』】〕〉》”’)!,.:;?]}ー々ゝゞっゃゅょッャュョฯๆ")


def pieces(text: str) -> Iterator[str]:
    """Cut one paragraph into the pieces that a line may hold; joined they are the paragraph."""
    for match in _WORD.finditer(text):
        for part in _bounded(match.group()):
            if part.isascii() or not _UNSPACED.search(part):
                yield part
            else:
                yield from _between_letters(part)


def _bounded(word: str) -> Iterator[str]:
    if len(word) <= LONGEST_WORD:
        yield from _INNER_BREAK.split(word) if _may_break_inside(word) else (word,)
    else:
        for start in range(0, len(word), LONGEST_WORD):
            yield word[start : start + LONGEST_WORD]


def _may_break_inside(word: str) -> bool:
    return "-" in word or "/" in word or "–" in word or "—" in word


def _between_letters(word: str) -> Iterator[str]:
    piece = ""
    for cluster in clusters(word):
        free = _UNSPACED.match(cluster) and cluster[0] not in _NOT_FIRST
        if piece and free:
            yield piece
            piece = ""
        piece += cluster
    if piece:
        yield piece


def clusters(text: str) -> Iterator[str]:
    """Cut text into letters with the marks that belong to them: never break inside one."""
    start = 0
    for place in range(1, len(text)):
        if not _continues(text[place - 1], text[place]):
            yield text[start:place]
            start = place
    if start < len(text):
        yield text[start:]


def _continues(before: str, character: str) -> bool:
    joins = category(character) in {"Mn", "Mc", "Me"} or character in "\u200c\u200d"
    return joins or before == "\u200d" or 0x1F3FB <= ord(character) <= 0x1F3FF

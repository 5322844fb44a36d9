"""Which words auditors use, theme by theme: in how many audits each stands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from importlib import resources
from typing import Final, Literal, NamedTuple

from exports.figures.complete import Complete
from exports.figures.methods import Method
from exports.figures.searching import TYPEWRITER
from exports.figures.wording import amount

_SHORTEST: Final = 3
"""Letters of the shortest Latin word that is counted."""
_LATIN: Final = re.compile("[A-Za-z]+(?:['-][A-Za-z]+)*")
_LEAST: Final = 2
"""In how many audits a term must stand: what one auditor wrote once is no pattern."""


Spelling = Literal["small", "capital", "acronym"]
"""How a word stands: without a capital, with one as names have it, or all in capitals."""


class Text(NamedTuple):
    """Something an auditor wrote: in which audit, under which theme."""

    audit: str
    theme: str
    text: str


class Term(Complete):
    """A word, and in how many audits it stands at least once."""

    term: str
    audits: int


class ThemeTerms(Complete):
    """The words of one theme, the most frequent first, then by letter; `audits` have any text."""

    theme: str
    audits: int
    terms: list[Term]
    left_out: int
    words: str
    method: Method = "terms"


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return English words that say nothing of what a text is about, case folded."""
    file = resources.files("resources").joinpath("words", "stop-words-en-gb.txt")
    return frozenset(file.read_text(encoding="utf-8").split())


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, case folded, without a possessive ’s or digits.

    Words are letters of any script with their marks; apostrophes and hyphens join them. Scripts
    that put no blanks between words give whole phrases.
    """
    folded = unicodedata.normalize("NFC", text).casefold().translate(TYPEWRITER)
    return [word.removesuffix("'s") for word in _cut(folded)]


def written_words(text: str) -> Iterator[tuple[str, Spelling]]:
    """Yield the words of a text as `words_of` has them, each with how it stands there.

    In a text that is all capitals every word stands as a name may.
    """
    plain = unicodedata.normalize("NFC", text).translate(TYPEWRITER)
    shouted = plain.isupper()
    for word in _cut(plain):
        spelling: Spelling = "small" if word.lower() == word else "capital"
        if not shouted and len(word) > 1 and word.isupper():
            spelling = "acronym"
        yield word.casefold().removesuffix("'s"), spelling


def _cut(text: str) -> list[str]:
    return _LATIN.findall(text) if text.isascii() else _word_pattern().findall(text)


def theme_terms(
    texts: Iterable[Text], most: int = 20, never: Iterable[str] = ()
) -> list[ThemeTerms]:
    """Return the terms of each theme, themes in the order in which they come first.

    A term counts once in each audit, however often it is repeated there, and from two audits on.
    `never` holds names and case references: none of their words is a term.
    """
    audits: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for text in texts:
        if text.text.strip():
            audits[text.theme][text.audit].update(words_of(text.text))
    barred = barred_words(never)
    return [
        frequent_terms(theme, by_audit.values(), barred, most) for theme, by_audit in audits.items()
    ]


def barred_words(never: Iterable[str]) -> frozenset[str]:
    """Return the words that are no terms: small ones, and those of names and references."""
    return stop_words().union(words_of("\n".join(never)))  # of very many names in one go


def frequent_terms(
    theme: str, audits: Iterable[Set[str]], barred: Set[str], most: int
) -> ThemeTerms:
    """Return the terms of one theme from the words of each audit that has any text under it."""
    audits = list(audits)
    counted = Counter(word for words in audits for word in words if _telling(word, barred))
    frequent = sorted(
        ((word, number) for word, number in counted.items() if number >= _LEAST),
        key=lambda each: (-each[1], each[0]),
    )
    texts = amount(len(audits), "audit has", "audits have")
    return ThemeTerms(
        theme=theme,
        audits=len(audits),
        terms=[Term(term=word, audits=number) for word, number in frequent[:most]],
        left_out=max(0, len(frequent) - most),
        words=f"{texts} text here. A word is counted once an audit; that it was used does not say "
        "whether it was praised or missed.",
    )


def _telling(word: str, barred: Set[str]) -> bool:
    return word not in barred and not (len(word) < _SHORTEST and word.isascii())


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """Match letters and what goes on with them: regular expressions know no vowel signs of India.

    Joiners that show nothing stand inside words of Persian and of India.
    """
    marks = "".join(
        chr(code)
        for code in range(0x300, 0x20000)
        if unicodedata.category(chr(code)) in ("Mn", "Mc")
    )
    part = rf"[^\W\d_](?:[^\W\d_]|[\u200c\u200d{marks}])*"
    return re.compile(rf"{part}(?:['-]{part})*")

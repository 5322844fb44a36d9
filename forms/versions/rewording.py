"""Whether words were only polished or say something else: what a proposal is made of."""

import re
from difflib import SequenceMatcher
from typing import Final

_WORD = re.compile(r"\w+(?:[’']\w+)*")
_SPELT_ALIKE: Final = 0.85
_SHORT: Final = 4
"""Shorter words differ too easily by a letter: “was” and “has”, “not” and “now”."""
_LONG: Final = 50
"""Longer ones are no words, and would take long to compare."""


def polished(before: str, after: str) -> bool:
    """Return whether a text differs only in punctuation, capitals, blanks or spelling.

    A word that came or went, a changed number or an opposite such as “appropriate” and
    “inappropriate” is more than polish.
    """
    old, new = (_WORD.findall(text.casefold()) for text in (before, after))
    return len(old) == len(new) and all(
        was == now or _spelt_otherwise(was, now) for was, now in zip(old, new, strict=True)
    )


def _spelt_otherwise(was: str, now: str) -> bool:
    lengths = sorted((len(was), len(now)))
    if lengths[0] < _SHORT or lengths[1] > _LONG or was[0] != now[0]:
        return False
    if not (was + now).isalpha():
        return False
    return SequenceMatcher(None, was, now, autojunk=False).ratio() >= _SPELT_ALIKE

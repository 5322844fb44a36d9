"""Whether words were only polished or say something else: what a proposal is made of."""

import re
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:[’']\w+)*")
_SPELT_ALIKE = 0.85
_SHORT = 4
"""Shorter words differ too easily by a letter: “was” and “has”, “not” and “now”."""


def polished(before: str, after: str) -> bool:
    """Return whether a text differs only in punctuation, capitals, blanks or spelling.

    A word that came or went, a changed number or an opposite such as “appropriate” and
    “inappropriate” is more than polish.
    """
    old, new = (_WORD.findall(text.casefold()) for text in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for change, start, end, new_start, new_end in matcher.get_opcodes():
        if change == "equal":
            continue
        if change != "replace" or end - start != new_end - new_start:
            return False
        pairs = zip(old[start:end], new[new_start:new_end], strict=True)
        if not all(_spelt_otherwise(was, now) for was, now in pairs):
            return False
    return True


def _spelt_otherwise(was: str, now: str) -> bool:
    if min(len(was), len(now)) < _SHORT or was[0] != now[0] or not (was + now).isalpha():
        return False
    return SequenceMatcher(None, was, now, autojunk=False).ratio() >= _SPELT_ALIKE

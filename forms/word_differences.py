"""What differs between two texts, word by word: what is kept, what is new, what is gone."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

RunKind = Literal["kept", "new", "gone"]

_PARTS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_PAIRS = 1_000_000
"""Words of one text times words of the other, up to which they are compared one by one."""
_LEAST_ALIKE = 0.4
"""The share of words in common from which on single words are marked."""


class Run(NamedTuple):
    """Words in a row that share a fate."""

    kind: RunKind
    text: str


def word_runs(before: str, after: str) -> list[Run]:
    """Return both texts as one: the later one, with what is gone standing where it stood.

    A text that was written anew, or is too long to be compared, is one run of what is kept:
    marking every word would mark none.
    """
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = old[start : len(old) - end], new[start : len(new) - end]
    if len(middle[0]) * len(middle[1]) > _MOST_PAIRS:
        return [Run("kept", after)] if after else []
    if after and _share(old, new) < _LEAST_ALIKE:
        return [Run("kept", after)]
    runs = [Run("kept", "".join(old[:start])), *_runs(*middle)]
    runs.append(Run("kept", "".join(old[len(old) - end :])))
    return [run for run in runs if run.text]


def _alike(one: list[str], other: list[str]) -> int:
    """Return how many words two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other))
    )


def _share(old: list[str], new: list[str]) -> float:
    """Return how much two texts have in common, blanks and full stops aside."""
    one = [part for part in old if part[0].isalnum()]
    other = [part for part in new if part[0].isalnum()]
    return SequenceMatcher(None, one, other, autojunk=False).quick_ratio()


def _runs(old: list[str], new: list[str]) -> list[Run]:
    """Mark what differs; blanks alone between two changes do not part them."""
    runs: list[Run] = []
    gone = come = ""
    for kind, start, end, at, until in SequenceMatcher(None, old, new, False).get_opcodes():
        left, right = "".join(old[start:end]), "".join(new[at:until])
        if kind == "equal" and (left.strip() or not (gone or come)):
            runs += [Run("gone", gone), Run("new", come), Run("kept", left)]
            gone = come = ""
        else:
            gone, come = gone + left, come + right
    return [*runs, Run("gone", gone), Run("new", come)]

"""The facts of a part of a scope, and of all that is left without it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from exports.figures.facts import Facts


def in_words_of(whole: Facts, part: Facts) -> Facts:
    """Return the facts of a part, put together as the whole is: by the same newest versions."""
    return replace(part, tools=whole.tools, grades=whole.grades, graded_alike=whole.graded_alike)


def without(whole: Facts, *parts: Facts) -> Facts:
    """Return the counts of a whole less those of parts of it that share no audit.

    Only counts are left: neither quarters nor answers that are read one by one.
    """
    counts = {key: Counter(codes) for key, codes in whole.counts.items()}
    for part in parts:
        for key, codes in part.counts.items():
            counts[key].subtract(codes)
    return replace(whole, counts=counts, by_quarter={}, answers={})

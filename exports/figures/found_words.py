"""What auditors wrote that holds what somebody looks for, grouped by theme."""

from __future__ import annotations

from typing import Literal

from exports.figures.complete import Complete

Beside = Literal["strength", "improvement", "neither"]
"""What a text stands beside: a good answer, a weak one, or one that is not judged."""


class FoundText(Complete):
    """A text as it was written: in which audit by its permanent id, on what, beside what answer.

    `spans` are where the words that were looked for stand in it, as [start, end).
    """

    audit: str
    about: str
    answer: str
    beside: Beside
    text: str
    spans: list[tuple[int, int]]


class FoundTheme(Complete):
    """The texts found under one theme, the newest audit first; `number` counts all of them."""

    title: str
    number: int
    texts: list[FoundText]


class FoundWords(Complete):
    """All that was found for `sought`, in so many texts of so many audits; for internal use only.

    Of very many texts the first are here, theme by theme, and `left_out` counts the others.
    """

    sought: str
    number: int
    audits: int
    left_out: int
    themes: list[FoundTheme]

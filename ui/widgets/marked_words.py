"""Two texts side by side as rich text: what is gone struck out, what is new underlined."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from html import escape

from ui.palettes import Palette

_PARTS = re.compile(r"\s+|\w+|[^\w\s]")


def marked_words(before: str, after: str, palette: Palette) -> tuple[str, str]:
    """Return both texts with what is gone struck out and what is new underlined, escaped.

    Takes time with the square of the length: show longer texts by `as_lines` instead.
    """
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    steps = matcher.get_opcodes()
    gone = f"color: {palette.bad}; background: {palette.bad_soft}; text-decoration: line-through"
    come = f"color: {palette.good}; background: {palette.good_soft}; text-decoration: underline"
    left = ((kind, "".join(old[start:end])) for kind, start, end, _, _ in steps)
    right = ((kind, "".join(new[start:end])) for kind, _, _, start, end in steps)
    return "".join(_runs(left, gone)), "".join(_runs(right, come))


def as_lines(text: str) -> str:
    """Return a text as rich text that shows it as it is written."""
    return escape(text).replace("\n", "<br>")


def _runs(parts: Iterable[tuple[str, str]], style: str) -> Iterator[str]:
    for kind, text in parts:
        if text:
            shown = as_lines(text)
            yield shown if kind == "equal" else f'<b><span style="{style}">{shown}</span></b>'

"""Where a text may be cut so that what is left reads as if it were whole."""

import re
from collections.abc import Iterator
from typing import Final

_LONGEST: Final = 1500
# A full stop before a small letter belongs to an abbreviation.
_END: Final = re.compile(r"[.!?؟।][\"”’)\]]*(?=\s+[^\sa-z])|[。！？]")


def first_paragraph(text: str) -> str:
    """Return the text up to its first line break."""
    return text.strip().split("\n", 1)[0]


def whole_sentences(text: str) -> Iterator[str]:
    """Yield the text, then ever fewer of its first sentences, down to one.

    Of a text past any cover's room only the first sentences are yielded.
    """
    text = text.strip()
    ends = [match.end() for match in _END.finditer(text[:_LONGEST])]
    if len(text) <= _LONGEST:
        ends.append(len(text))
    for end in reversed(dict.fromkeys(ends)):
        yield text[:end]

"""Which words of auditors are quoted: chosen by rule, varied, and naming no case and no auditor."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from copy import copy
from hashlib import sha256
from typing import Final, NamedTuple, Self

from exports.figures.report_data import Quote

_SHORTEST: Final = 40
_LONGEST: Final = 400
_ALIKE: Final = 0.5
_WORD: Final = re.compile(r"\w+")
_MAY_BEGIN: Final = re.compile(r"(?<!\w)")
_MAY_END: Final = re.compile(r"(?!\w)")
"""Where a name may: not in the middle of a word."""


class Piece(NamedTuple):
    """Something an auditor wrote, which might be quoted; `kind` is what variety is sought over."""

    kind: str
    text: str
    about: str
    answer: str


class QuoteChooser:
    """Chooses quotations for one report, so that none resembles another of the same report.

    `never` holds case references and auditors' names: a text that holds one is not quoted.
    """

    def __init__(self, never: Iterable[str]) -> None:
        self._never = {each.casefold() for each in never if each.strip()}
        self._longest = max(map(len, self._never), default=0)
        self._chosen: list[frozenset[str]] = []

    def anew(self) -> Self:
        """Return a chooser for another report, that looks for the same names."""
        other = copy(self)
        other._chosen = []
        return other

    def choose(self, pieces: Sequence[Piece], most: int) -> list[Quote]:
        """Return up to `most` quotations: first one of each kind, then a second, and so on.

        Kinds follow one another as in `pieces`. Within a kind, texts of moderate length go first
        and the hash of the text decides: neither the newest audit nor anybody's hand does.
        """
        queues: dict[str, list[Piece]] = {}
        for piece in pieces:
            if piece.text.strip():
                queues.setdefault(piece.kind, []).append(piece)
        for queue in queues.values():
            queue.sort(key=_rank)
        quotes: list[Quote] = []
        while queues and len(quotes) < most:
            for kind in list(queues):
                quote = self._next(queues[kind]) if len(quotes) < most else None
                if quote:
                    quotes.append(quote)
                if not queues[kind]:
                    del queues[kind]
        return quotes

    def _next(self, queue: list[Piece]) -> Quote | None:
        while queue:
            piece = queue.pop()
            folded = piece.text.casefold()
            words = frozenset(_WORD.findall(folded))
            if any(_alike(words, other) for other in self._chosen):
                continue
            if self._names_one(folded):
                continue
            self._chosen.append(words)
            return Quote(text=shortened(piece.text), about=piece.about, answer=piece.answer)
        return None

    def _names_one(self, folded: str) -> bool:
        """Whether a name stands in a text: every piece between ends of words is looked up.

        So it costs what the text is long, and not how many thousand names there are.
        """
        ends = [each.start() for each in _MAY_END.finditer(folded)]
        for start in (each.start() for each in _MAY_BEGIN.finditer(folded)):
            for end in ends[bisect_right(ends, start) :]:
                if end - start > self._longest:
                    break
                if folded[start:end] in self._never:
                    return True
        return False


def quote_id(quote: Quote) -> str:
    """Return what a quotation is called when it is chosen to be published: a mark of its words."""
    words = "\n".join((quote.about, quote.text))
    return sha256(words.encode("utf-8")).hexdigest()[:12]


def shortened(text: str) -> str:
    """Return a text on one line, cut after a sentence or else a word where it is too long."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST:
        return line
    start = line[: _LONGEST - 1]
    sentence = max(start.rfind(f"{mark} ") for mark in ".!?")
    if sentence >= _SHORTEST:
        return f"{start[: sentence + 1]} …"
    word = start.rfind(" ")
    return f"{start[: word if word >= _SHORTEST else _LONGEST - 1].rstrip()}…"


def _rank(piece: Piece) -> tuple[bool, str]:
    """Return where a text stands in its queue; the last is quoted first."""
    moderate = _SHORTEST <= len(piece.text.strip()) <= _LONGEST
    return moderate, sha256(piece.text.encode("utf-8")).hexdigest()


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts share at least half of their different words (Jaccard index)."""
    return len(one & other) >= _ALIKE * len(one | other)

"""Which words of auditors are quoted: chosen by rule, varied, and naming no case and no auditor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from hashlib import sha256
from typing import Final, NamedTuple, Self

from exports.figures.report_data import Quote

_SHORTEST: Final = 40
_LONGEST: Final = 400
_ALIKE: Final = 0.5
_WORD: Final = re.compile(r"\w+")


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
        self._never = _by_word({each.casefold() for each in never if each.strip()})
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
            if self._names_one(folded, words):
                continue
            self._chosen.append(words)
            return Quote(text=shortened(piece.text), about=piece.about, answer=piece.answer)
        return None

    def _names_one(self, folded: str, words: frozenset[str]) -> bool:
        return any(
            name in folded and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)
            for word in (*words, "")
            for name in self._never.get(word, ())
        )


def _by_word(names: Iterable[str]) -> dict[str, list[str]]:
    """Return names by their longest word, "" for those without one.

    A text that holds a name holds its words, so that of many thousand names few are looked for.
    """
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(max(_WORD.findall(name), key=len, default=""), []).append(name)
    return found


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

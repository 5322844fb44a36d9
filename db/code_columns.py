"""Codes as characters: many audits in one text, counted a column at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Final, NamedTuple

from db.troubles import StoreCorrupt, StoreTrouble

TALLY_DAMAGED: Final = (
    "What figures are counted from is damaged in this file; nothing sealed is lost by that. "
    "Have it counted anew with “audit-app verify FILE --mend”."
)
_FIRST = 32
_SURROGATES, _PAST = 0xD800, 0x800
_LAST = 0x10FFFF
_FEW = 24
"""So many codes in a column are looked for one by one sooner than each character is looked at."""


class CodeCount(NamedTuple):
    """How often a character stands at one place of many texts."""

    place: int
    character: str
    audits: int


def character_of(number: int) -> str:
    """Return the character that stands for a code's number in one tool; of 1 it is “!”.

    Raises StoreTrouble where there are no more, which no honest tool comes near, StoreCorrupt for
    what is no number of a code.
    """
    if number < 1:
        raise StoreCorrupt(TALLY_DAMAGED)
    point = number + _FIRST
    point += _PAST if point >= _SURROGATES else 0
    if point > _LAST:
        raise StoreTrouble("An audit tool has more different answers than can be counted.")
    return chr(point)


def number_of(character: str) -> int:
    """Return the number of the code that a character stands for."""
    point = ord(character)
    return point - _FIRST - (_PAST if point > _SURROGATES else 0)


def count_columns(
    together: str,
    width: int,
    places: Sequence[int] | None = None,
    often: MutableMapping[int, str] | None = None,
) -> Iterator[CodeCount]:
    """Yield the counts of texts of one width, joined, place by place; all places or those named.

    Counting one character in a column is quicker than looking at each, where few are to be
    expected. `often` learns which they are at each place, for further texts of the same layout.
    """
    if len(together) == width and places is None:
        yield from (CodeCount(place, each, 1) for place, each in enumerate(together))
        return
    known = {} if often is None else often
    for place in range(width) if places is None else places:
        column = together[place::width]
        left, expected = len(column), known.get(place, "")
        for character in expected if len(expected) <= _FEW else ():
            if audits := column.count(character):
                yield CodeCount(place, character, audits)
                left -= audits
                if not left:
                    break
        if left:
            yield from _others(place, column, known)


def _others(place: int, column: str, known: MutableMapping[int, str]) -> Iterator[CodeCount]:
    """Yield what was not looked for, and note it behind what is known: most frequent first."""
    expected = known.get(place, "")
    told = set(expected) if len(expected) <= _FEW else set()
    found = [each for each in Counter(column).most_common() if each[0] not in told]
    known[place] = expected + "".join(each for each, _ in found if each not in expected)
    yield from (CodeCount(place, character, audits) for character, audits in found)

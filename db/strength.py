"""How soon a passphrase would be guessed, said in a sentence a person can act on.

A stolen file can be copied and guessed at for ever, so the only defence is the number of guesses.
One guess takes Argon2id as `db/keys.py` sets it, near a thousand a second on the best graphics
cards: ten thousand million guesses, zxcvbn's highest score, are months of that, and what most
people think of as a password is an afternoon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

SHORTEST = 12
"""Characters; shorter ones are refused, whatever they are made of."""
_NEEDED = 4
_MOST_LOOKED_AT = 72  # zxcvbn looks at no more: what follows can only make it stronger

_ADVICE = "Take three or four words that have nothing to do with each other."
_VERDICTS = ("This would be guessed at once.", "This would be guessed within minutes.",
             "This would be guessed within hours.", "This would be guessed within days.",
             "This is strong.")  # fmt: skip
_WEAK_FOR = {
    "repeat": "The same letters again and again add nothing.",
    "sequence": "Runs such as “abcdef” or “12345” add nothing.",
    "spatial": "Rows of keys, such as “qwertz”, are tried first.",
    "date": "Dates and years are tried first.",
    "regex": "Dates and years are tried first.",
    "dictionary": "It is close to a word or password that is tried first.",
}


class Strength(NamedTuple):
    """A verdict on a passphrase: zxcvbn's score, what to say of it, and whether it will do."""

    score: int
    """0 guessed at once, 1 minutes, 2 hours, 3 days, 4 strong."""
    sentence: str
    acceptable: bool


def strength(passphrase: str, near: Iterable[str] = ()) -> Strength:
    """Judge a passphrase; `near` are words that a guesser would try first, such as file names.

    Takes some milliseconds (the first time 50), for passphrases of any length.
    """
    if not passphrase.strip():
        return Strength(0, f"Choose a passphrase. {_ADVICE}", False)
    from zxcvbn import zxcvbn

    found = zxcvbn(passphrase[:_MOST_LOOKED_AT], user_inputs=list(near))
    score = int(found["score"])
    if len(passphrase) < SHORTEST:
        sentence = f"Too short: it needs at least {SHORTEST} characters. {_ADVICE}"
        return Strength(min(score, _NEEDED - 1), sentence, False)
    if score < _NEEDED:
        sentence = f"{_VERDICTS[score]} {_why(found['sequence'])} {_ADVICE}"
        return Strength(score, sentence, False)
    return Strength(score, _VERDICTS[score], True)


def _why(sequence: Iterable[Mapping[str, object]]) -> str:
    """Return what is wrong with the longest part that a guesser need not try letter by letter."""
    parts = [part for part in sequence if part["pattern"] in _WEAK_FOR]
    longest = max(parts, key=lambda part: len(str(part["token"])), default=None)
    return _WEAK_FOR[str(longest["pattern"])] if longest else "It has too few characters."

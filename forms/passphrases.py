"""Suggests passphrases that can be told over the telephone: words drawn at random."""

import secrets
from importlib import resources

WORDS = 5


def passphrase_words() -> tuple[str, ...]:
    """Return the words that are drawn from: everyday ones, each of them once."""
    file = resources.files("resources").joinpath("words", "passphrase-words.txt")
    return tuple(file.read_text(encoding="utf-8").split())


def suggested_passphrase(count: int = WORDS) -> str:
    """Return a new passphrase of that many different words, joined by hyphens.

    Each word of the list's 1,166 adds ten bits; five are fifty, which at a thousand guesses a
    second last for tens of thousands of years.
    """
    return "-".join(secrets.SystemRandom().sample(passphrase_words(), count))

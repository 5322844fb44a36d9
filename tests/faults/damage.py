"""Damages a file at random: flips, cuts, zeroes, inserts and swaps its bytes."""

from collections.abc import Callable
from random import Random

PAGE = 4_096

Damage = Callable[[bytearray, Random], None]


def flip(content: bytearray, chance: Random) -> None:
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def overwrite(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content))
    content[at : at + 64] = chance.randbytes(min(64, len(content) - at))


def cut(content: bytearray, chance: Random) -> None:
    del content[chance.randrange(len(content)) :]


def zero(content: bytearray, chance: Random) -> None:
    at, length = chance.randrange(len(content)), chance.choice([1, 16, 512, PAGE])
    end = min(len(content), at + length)
    content[at:end] = bytes(end - at)


def insert(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content))
    content[at:at] = chance.randbytes(chance.choice([1, 7, 512, PAGE]))


def remove(content: bytearray, chance: Random) -> None:
    at = chance.randrange(len(content))
    del content[at : at + chance.choice([1, 7, 512, PAGE])]


def swap_pages(content: bytearray, chance: Random) -> None:
    pages = len(content) // PAGE
    one, other = (chance.randrange(pages) * PAGE for _ in range(2))
    first, second = content[one : one + PAGE], content[other : other + PAGE]
    content[one : one + PAGE], content[other : other + PAGE] = second, first


def edit_header(content: bytearray, chance: Random) -> None:
    """Change what is looked at first: sizes, counts, versions, the root of the schema."""
    content[chance.randrange(16, 108)] = chance.randrange(256)


KINDS: tuple[Damage, ...] = (
    flip, overwrite, cut, zero, insert, remove, swap_pages, edit_header,
)  # fmt: skip


def damaged(content: bytes, seed: int) -> bytes:
    """Return the content damaged in one way, always the same for a seed."""
    chance = Random(seed)
    spoilt = bytearray(content)
    KINDS[seed % len(KINDS)](spoilt, chance)
    return bytes(spoilt)

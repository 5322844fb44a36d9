"""Reading direction: embedding levels of a paragraph and the visual order of a line's runs."""

from collections.abc import Sequence
from typing import Final
from unicodedata import bidirectional

from bidi.algorithm import (
    explicit_embed_and_overrides,
    get_base_level,
    get_embedding_levels,
    get_empty_storage,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_INVISIBLE: Final = "BN"


def reads_right_to_left(text: str) -> bool:
    """Say whether the first letter with a direction runs from right to left (UAX #9, P2 and P3)."""
    return bool(get_base_level(text) == 1)


def levels(text: str) -> list[int]:
    """Return the embedding level of each character of one paragraph (UAX #9, W1 to I2).

    Explicit embeddings do not occur: cleaning has taken them out. Joiners take the level of the
    character before them.
    """
    kinds = [bidirectional(character) for character in text]
    if _RIGHT_TO_LEFT.isdisjoint(kinds):
        return [0] * len(text)
    resolved = iter(
        _resolve("".join(c for c, k in zip(text, kinds, strict=True) if k != _INVISIBLE))
    )
    found: list[int] = []
    for kind in kinds:
        if kind == _INVISIBLE:
            found.append(found[-1] if found else 0)
        else:
            found.append(next(resolved))
    return found


def _resolve(text: str) -> list[int]:
    storage = get_empty_storage()
    storage["base_level"] = get_base_level(text)
    storage["base_dir"] = "R" if storage["base_level"] else "L"
    get_embedding_levels(text, storage)
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage)
    resolve_neutral_types(storage, False)
    resolve_implicit_levels(storage, False)
    return [character["level"] for character in storage["chars"]]


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """Return the positions of a line's runs from left to right (UAX #9, L2)."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    for level in range(max(run_levels, default=0), min(odd, default=1) - 1, -1):
        _reverse_at_or_above(order, run_levels, level)
    return order


def _reverse_at_or_above(order: list[int], run_levels: Sequence[int], level: int) -> None:
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and run_levels[order[end]] >= level:
            end += 1
        order[start:end] = reversed(order[start:end])
        start = max(end, start + 1)

"""Keeping everybody's instances of a repeat: what several added under one number stands apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import JsonValue

from forms.couplings import Couplings

if TYPE_CHECKING:
    from forms.audits import Fields

_NUMBER = re.compile(r"#\d+")
_Content = Mapping[str, JsonValue]


def all_instances(
    couplings: Couplings, before: Fields, sides: Sequence[Fields], repeat: str
) -> dict[str, JsonValue] | None:
    """Return the fields of a repeat with every side's instances; None where no numbers clash.

    The first side's keep their numbers; an instance that another side added under a number that
    is taken gets one that no version used.
    """
    kept = _Kept(couplings, before, sides, repeat)
    for side in sides:
        kept.add(side)
    if not kept.clashed:
        return None
    content = {name: value for each in kept.contents.values() for name, value in each.items()}
    return {f"instances.{repeat}": list(kept.numbers), **content}


class _Kept:
    """The instances that are kept so far; `contents` holds those that not every version has."""

    def __init__(
        self, couplings: Couplings, before: Fields, sides: Sequence[Fields], repeat: str
    ) -> None:
        self.numbers: list[int] = []
        self.contents: dict[int, _Content] = {}
        self.clashed = False
        self._couplings = couplings
        self._repeat = repeat
        self._before = couplings.numbers(before, repeat)
        self._moved = set(couplings.moved(before, sides, repeat))
        used = (n for each in (before, *sides) for n in couplings.numbers(each, repeat))
        self._highest = max(used, default=0)

    def add(self, side: Fields) -> None:
        """Add the instances of a side that are not there yet."""
        contents = self._couplings.by_instance(side)
        for number in self._couplings.numbers(side, self._repeat):
            content = contents.get((self._repeat, number), {})
            if number not in self.numbers:
                self._keep(number, content)
            elif self._is_another(number, content):
                self._highest += 1
                self.clashed = True
                self._moved.add(self._highest)
                number_now = f"#{self._highest}"
                renamed = {_NUMBER.sub(number_now, name): content[name] for name in content}
                self._keep(self._highest, renamed)

    def _keep(self, number: int, content: _Content) -> None:
        self.numbers.append(number)
        if number in self._moved:
            self.contents[number] = content

    def _is_another(self, number: int, content: _Content) -> bool:
        """Return whether a side means another instance by a number than those that are kept."""
        if number not in self._moved or number in self._before:
            return False
        return _unnumbered(content) not in map(_unnumbered, self.contents.values())


def _unnumbered(content: _Content) -> dict[str, JsonValue]:
    return {_NUMBER.sub("", name): value for name, value in content.items()}

"""Which counts are hidden: the small ones, and as little more as keeps these from being known."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from exports.figures.suppression.attacker import Attacker
from exports.figures.suppression.system import System

_AHEAD: Final = 3
"""How many further counts are thought of when the price of hiding one is asked."""
_WIDE: Final = 8
_NARROW: Final = 3
"""How many counts of a sum are thought of, at first and further on."""
_DEAR: Final = 10**9


def hidden_cells(system: System, threshold: int, *, secondary: bool = True) -> frozenset[int]:
    """Return the places of the counts to hide: from 1 to `threshold`, and what gives them away.

    None that is hidden can be worked out exactly from all that is shown. `secondary` false hides
    the small ones alone: for tests that must see an attack succeed.
    """
    hidden = {
        place
        for place, cell in enumerate(system.cells)
        if cell.worth >= 0 and cell.value and (cell.value <= threshold or place in system.at_once)
    }
    if not secondary:
        return frozenset(hidden)
    guarded = {
        place
        for place, cell in enumerate(system.cells)
        if cell.worth < 0 and cell.guarded and 1 <= cell.value <= threshold
    }
    attacker = Attacker(system)
    while exposed := attacker.exposed(hidden, guarded):
        hidden |= _Chooser(system, attacker, hidden).against(exposed)
    return frozenset(hidden)


class _Chooser:
    """Finds what to hide further, cheapest first, with the sums it would have to be hidden in."""

    def __init__(self, system: System, attacker: Attacker, hidden: Collection[int]) -> None:
        self._system = system
        self._attacker = attacker
        self._hidden = hidden
        self._chosen: set[int] = set()

    def against(self, exposed: Collection[int]) -> set[int]:
        """Return further counts to hide, for each exposed count that none of them covers yet."""
        for place in sorted(exposed):
            sums = self._telling(place)
            if any(self._chosen.intersection(self._system.sums[each].cells) for each in sums):
                continue
            found = [
                (*self._price(each, number, frozenset({place}), _AHEAD), each)
                for number in sums
                for each in self._cheapest(number, _WIDE)
            ]
            if found:
                _, further, each = min(found, key=lambda option: (option[0], option[2]))
                self._chosen |= {each, *further}
        return self._chosen

    def _telling(self, place: int) -> list[int]:
        """Return the sums that tell an exposed count and hold something that could be hidden.

        Where its own sums do not, those of counts that are known together with it, nearest first;
        where it is told by many sums together, the nearest of these.
        """
        return self._nearest(place, only_known=True) or self._nearest(place, only_known=False)

    def _nearest(self, place: int, *, only_known: bool) -> list[int]:
        seen, layer = {place}, [place]
        while layer:
            sums = [
                number
                for each in layer
                for number in self._attacker.sums_of(each)
                if not only_known or self._is_known(number)
            ]
            if found := [each for each in sums if self._cheapest(each, 1)]:
                return found
            near = {each for number in sums for each in self._attacker.unknown_in(number)}
            layer = sorted(near - seen)
            seen |= near
        return []

    def _is_known(self, number: int) -> bool:
        return all(each in self._attacker.known for each in self._attacker.unknown_in(number))

    def _cheapest(self, number: int, most: int) -> list[int]:
        """Return the counts of a sum that could be hidden and would be missed least."""
        cells = self._system.cells
        found = [
            place
            for place in self._system.sums[number].cells
            if cells[place].value and cells[place].worth >= 0 and place not in self._hidden
        ]
        return sorted(found, key=lambda place: (cells[place].worth, place))[:most]

    def _price(
        self, place: int, told: int, freed: frozenset[int], ahead: int
    ) -> tuple[int, frozenset[int]]:
        """Return what hiding a count costs, with what else must go for it to stay hidden.

        `told` is the sum it is hidden in; `freed` are counts that are unknown once it is.
        """
        price, further = self._system.cells[place].worth, frozenset[int]()
        freed |= {place, *self._attacker.unknown_in(told)}
        for number in self._attacker.sums_of(place):
            if number == told or self._has_other(number, place, freed | further):
                continue
            options = [
                (*self._price(each, number, freed, ahead - 1), each)
                for each in self._cheapest(number, _NARROW)
                if each != place and ahead
            ]
            if not options:
                return price + _DEAR, further
            cost, more, each = min(options, key=lambda option: (option[0], option[2]))
            price, further = price + cost, further | {each} | more
        return price, further

    def _has_other(self, number: int, place: int, freed: Collection[int]) -> bool:
        """Whether a sum holds another count that nobody knows."""
        unknown = self._attacker.unknown_in(number)
        if any(each not in self._attacker.known for each in unknown):
            return True
        return any(each in freed for each in self._system.sums[number].cells if each != place)

"""What somebody can work out who has the whole report and knows how its counts hang together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from exports.figures.suppression.solving import Block, examine
from exports.figures.suppression.system import System


class Attacker:
    """Works out which hidden counts can have one value only, all that is shown being true.

    What was found to be safe stays safe when more is hidden, so it is not asked again.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self._sums_of: list[list[int]] = [[] for _ in system.cells]
        for number, each in enumerate(system.sums):
            for place in each.cells:
                self._sums_of[place].append(number)
        self._hidden: Collection[int] = ()
        self._safe: set[int] = set()
        self.known: set[int] = set()
        """Counts that are not shown and yet known, as far as the last question went."""

    def sums_of(self, place: int) -> list[int]:
        """Return the numbers of the sums that a count stands in."""
        return self._sums_of[place]

    def unknown_in(self, number: int) -> list[int]:
        """Return the counts of a sum that are not shown."""
        return [each for each in self._system.sums[number].cells if self._is_unshown(each)]

    def _is_unshown(self, place: int) -> bool:
        return self._system.cells[place].worth < 0 or place in self._hidden

    def exposed(self, hidden: Collection[int], guarded: Collection[int]) -> set[int]:
        """Return the counts among `hidden` and `guarded` whose value can be worked out."""
        self._hidden = hidden
        self.known = self._by_subtraction()
        watched = {*hidden, *guarded}
        if told := self.known & watched:
            return told
        for block in self._blocks(watched - self._safe):
            found = examine(block)
            self._safe |= found.free
            self.known |= found.fixed
        return self.known & watched

    def _by_subtraction(self) -> set[int]:
        """Return what is known because all others of a sum are, over and over."""
        cells, sums = self._system.cells, self._system.sums
        known: set[int] = set()
        left = [len(self.unknown_in(number)) for number in range(len(sums))]
        waiting = [number for number, count in enumerate(left) if count == 1]
        while waiting:
            number = waiting.pop()
            for place in self.unknown_in(number):
                if place in known or cells[place].value < 0:
                    continue
                known.add(place)
                for other in self._sums_of[place]:
                    left[other] -= 1
                    if left[other] == 1:
                        waiting.append(other)
        return known

    def _blocks(self, asked: Collection[int]) -> Iterable[Block]:
        """Yield the parts of the system that hang together by unknown counts, if asked for one."""
        seen: set[int] = set()
        for start in sorted(asked):
            if start in seen:
                continue
            places, numbers = self._hanging_together(start)
            seen |= places
            yield self._block(sorted(places), sorted(numbers), asked)

    def _hanging_together(self, start: int) -> tuple[set[int], set[int]]:
        places, numbers, waiting = {start}, set[int](), [start]
        while waiting:
            for number in self._sums_of[waiting.pop()]:
                if number in numbers:
                    continue
                numbers.add(number)
                new = set(self._open_in(number)) - places
                places |= new
                waiting += new
        return places, numbers

    def _open_in(self, number: int) -> list[int]:
        return [each for each in self.unknown_in(number) if each not in self.known]

    def _block(
        self, places: Sequence[int], numbers: Sequence[int], asked: Collection[int]
    ) -> Block:
        at = {place: number for number, place in enumerate(places)}
        rows = []
        for number in numbers:
            whole = self._system.sums[number].whole
            rows.append({at[each]: 1 if each == whole else -1 for each in self._open_in(number)})
        cells = [self._system.cells[place] for place in places]
        return Block(
            places=tuple(places),
            truth=tuple(cell.value for cell in cells),
            least=tuple(cell.least for cell in cells),
            rows=tuple(rows),
            watched=frozenset(place for place in places if place in asked),
        )

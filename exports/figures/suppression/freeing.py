"""What must be hidden further, and costs least, so that an exposed count could be otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

import highspy

from exports.figures.suppression.system import System

_FAR: Final = 20
_NEXT_TO_NOTHING: Final = 1.0
"""The price of changing a count that is hidden anyway, so that ways stay short."""
_ROUNDING: Final = 1e-6
_BEST: Final = highspy.HighsModelStatus.kOptimal


class Freeing:
    """Finds for each exposed count the cheapest way in which it could be larger or smaller.

    A way changes counts so that every sum stays what it is; those on it that were shown must be
    hidden. Each is found by linear programming, as in J. P. Kelly, B. L. Golden and A. A. Assad,
    “Cell suppression: disclosure protection for sensitive tabular data”, Networks 22 (1992),
    pages 397 to 417: within one table if that can be, else through counts that tables share.
    """

    def __init__(self, system: System, hidden: Collection[int]) -> None:
        self._system = system
        self._hidden = set(hidden)
        self._sums_of: list[list[int]] = [[] for _ in system.cells]
        for number, each in enumerate(system.sums):
            for place in each.cells:
                self._sums_of[place].append(number)

    def of(self, exposed: Collection[int]) -> set[int]:
        """Return what to hide further for all of these."""
        before = set(self._hidden)
        left = self._freed(exposed, self._system.shared)
        if left and self._hidden == before:
            self._freed(left, frozenset())
        return self._hidden - before

    def _freed(self, exposed: Collection[int], fixed: Collection[int]) -> list[int]:
        """Free counts while `fixed` ones stay as they are; return those that could not be."""
        left: list[int] = []
        seen: set[int] = set()
        for start in sorted(exposed):
            if start in seen or start in fixed:
                left += [start] if start in fixed else []
                continue
            places, numbers = self._table_of(start, fixed)
            seen |= places
            ways = _Ways(self._system, sorted(places), sorted(numbers), self._hidden)
            for place in sorted(places.intersection(exposed)):
                if not ways.free(place):
                    left.append(place)
            self._hidden |= ways.hidden
        return left

    def _table_of(self, start: int, fixed: Collection[int]) -> tuple[set[int], set[int]]:
        """Return the counts and sums that hang together with one, not through `fixed` ones."""
        places, numbers, waiting = {start}, set[int](), [start]
        while waiting:
            for number in self._sums_of[waiting.pop()]:
                if number in numbers:
                    continue
                numbers.add(number)
                for place in self._system.sums[number].cells:
                    if place not in places and place not in fixed and self._can_change(place):
                        places.add(place)
                        waiting.append(place)
        return places, numbers

    def _can_change(self, place: int) -> bool:
        cell = self._system.cells[place]
        return cell.worth < 0 or cell.value > 0


class _Way(NamedTuple):
    """What a way costs, and the counts that it changes."""

    cost: float
    changed: list[int]


class _Ways:
    """The ways through one table: two columns a count, how much it is more and how much less."""

    def __init__(
        self,
        system: System,
        places: Sequence[int],
        numbers: Sequence[int],
        hidden: Collection[int],
    ) -> None:
        self._cells = [system.cells[place] for place in places]
        self._places = places
        self._at = {place: n for n, place in enumerate(places)}
        self._done: set[int] = set()
        self.hidden = {place for place in places if place in hidden}
        rows = [list(self._row(system, number)) for number in numbers]
        self._solver = _solver(rows, [self._price(place) for place in places], self._room())

    def _row(self, system: System, number: int) -> Iterator[tuple[int, float]]:
        whole, *parts = system.sums[number].cells
        for place, by in ((whole, 1.0), *((part, -1.0) for part in parts)):
            if place in self._at:
                yield 2 * self._at[place], by
                yield 2 * self._at[place] + 1, -by

    def _price(self, place: int) -> float:
        worth = self._cells[self._at[place]].worth
        return _NEXT_TO_NOTHING if worth < 0 or place in self.hidden else float(worth)

    def _room(self) -> list[float]:
        """Return how far each count may go up, and down to the least that it is known to be."""
        return [
            float(room) for cell in self._cells for room in (_FAR, max(cell.value - cell.least, 0))
        ]

    def free(self, place: int) -> bool:
        """Hide what must be for a count to be free; False where there is no way."""
        if place in self._done:
            return True
        found = self._cheapest(self._at[place])
        if found is None:
            return False
        for each in found.changed:
            self._done.add(self._places[each])
            if self._would_hide(each):
                self.hidden.add(self._places[each])
                for column in (2 * each, 2 * each + 1):
                    self._solver.changeColCost(column, _NEXT_TO_NOTHING)
        return True

    def _cheapest(self, n: int) -> _Way | None:
        """Return the cheaper way of making a count larger or smaller; the first that is free."""
        best: _Way | None = None
        for up in (True, False):
            found = self._way(n, up=up)
            if found and not any(map(self._would_hide, found.changed)):
                return found
            if found and (best is None or found.cost < best.cost):
                best = found
        return best

    def _would_hide(self, n: int) -> bool:
        return self._cells[n].worth >= 0 and self._places[n] not in self.hidden

    def _way(self, n: int, *, up: bool) -> _Way | None:
        """Return what the cheapest change of a count by 1 costs, and all counts it changes."""
        room = (_FAR, max(self._cells[n].value - self._cells[n].least, 0))
        if not up and not room[1]:
            return None
        more, less = 2 * n, 2 * n + 1
        self._solver.changeColBounds(more if up else less, 1.0, 1.0)
        self._solver.changeColBounds(less if up else more, 0.0, 0.0)
        self._solver.run()
        found = None
        if self._solver.getModelStatus() == _BEST:
            moved = self._solver.getSolution().col_value
            both = enumerate(zip(moved[::2], moved[1::2], strict=True))
            changed = [at for at, (up_by, down_by) in both if abs(up_by - down_by) > _ROUNDING]
            found = _Way(self._solver.getInfo().objective_function_value, changed)
        for column, most in zip((more, less), room, strict=True):
            self._solver.changeColBounds(column, 0.0, float(most))
        return found


def _solver(
    rows: Sequence[Sequence[tuple[int, float]]], prices: Sequence[float], room: Sequence[float]
) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(room), len(rows)
    model.col_cost_ = [price for price in prices for _ in ("more", "less")]
    model.col_lower_ = [0.0] * len(room)
    model.col_upper_ = list(room)
    model.row_lower_ = model.row_upper_ = [0.0] * len(rows)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = [0]
    for row in rows:
        starts.append(starts[-1] + len(row))
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = [column for row in rows for column, _ in row]
    model.a_matrix_.value_ = [by for row in rows for _, by in row]
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.passModel(model)
    return solver

"""Whether counts could be otherwise: whole numbers that make all the same sums, by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, NamedTuple

import highspy

_NEAR: Final = 2
_FAR: Final = 20
"""How far from the truth others are looked for, all together and each by itself."""
_IDLE: Final = 2
_ROUNDING: Final = 1e-6
_GAP: Final = 0.5
_NODES: Final = 500
_FOUND: Final = 2  # HiGHS: a solution that keeps every bound and sum


@dataclass(frozen=True)
class Block:
    """Unknown counts that hang together: their true values, and rows of ones that stay equal.

    `rows` hold place in the block → 1 or −1. `places` are those in the system; `watched` are the
    ones that are asked about.
    """

    places: tuple[int, ...]
    truth: tuple[int, ...]
    least: tuple[int, ...]
    rows: tuple[Mapping[int, int], ...]
    watched: frozenset[int]

    def holds(self, counts: Sequence[int]) -> bool:
        """Whether counts keep every sum, and none is less than it is known to be."""
        enough = all(count >= least for count, least in zip(counts, self.least, strict=True))
        return enough and all(
            sum(by * (counts[at] - self.truth[at]) for at, by in row.items()) == 0
            for row in self.rows
        )


class Findings(NamedTuple):
    """Places of counts that could be otherwise, and of ones that could not."""

    free: frozenset[int]
    fixed: frozenset[int]


def examine(block: Block) -> Findings:
    """Return which counts of a block have other values in some solution, and which in none.

    Each that is free is proven so by whole numbers that differ there from the truth and keep every
    sum. Where counts turn out to be fixed as they cannot rise, the others wait for the next time:
    they are told apart more simply once these are known.
    """
    search = _Search(block)
    fixed = search.rise()
    if not fixed:
        search.sweep()
        fixed = search.one_by_one()
    return Findings(
        frozenset(block.places[each] for each in search.moved),
        frozenset(block.places[each] for each in fixed),
    )


class _Search:
    """Looks for solutions that differ from the truth in as many counts as can be."""

    def __init__(self, block: Block) -> None:
        self._block = block
        self._watched = [n for n, place in enumerate(block.places) if place in block.watched]
        self._solver = _solver(block)
        self._reach = 0
        self.moved: set[int] = set()

    def _left(self) -> list[int]:
        return [each for each in self._watched if each not in self.moved]

    def rise(self) -> list[int]:
        """Return the counts which are as low as they may be, and cannot be higher either.

        As none of them can fall, none can rise if their sum cannot.
        """
        self._reach_out(_FAR)
        while low := [n for n in self._left() if self._block.truth[n] <= self._block.least[n]]:
            found = self._solved(dict.fromkeys(low, 1.0))
            if sum(found[n] - self._block.truth[n] for n in low) < _ROUNDING:
                return low
            before = len(self.moved)
            if not self._take(found):
                self._take(self._whole(dict.fromkeys(low, 1.0)))
            if len(self.moved) == before:
                break
        return []

    def sweep(self) -> None:
        """Push all that is left this way and that, while anything moves."""
        random, idle = Random(0), 0  # noqa: S311 -- any signs do, always the same
        self._reach_out(_NEAR)
        while (left := self._left()) and idle < _IDLE:
            before = len(self.moved)
            weights = {each: random.choice((-1.0, 1.0)) for each in left}
            if not self._take(self._solved(weights)):
                self._take(self._whole(weights))
            idle = 0 if len(self.moved) > before else idle + 1

    def one_by_one(self) -> list[int]:
        """Return the counts that can be neither larger nor smaller, each asked by itself."""
        self._reach_out(_FAR)
        for each in self._left():
            for way in (1.0, -1.0):
                if each in self.moved:
                    continue
                found = self._solved({each: way})
                if abs(found[each] - self._block.truth[each]) > _ROUNDING:
                    self._take(found) or self._take(self._whole({each: way}))
        return self._left()

    def _reach_out(self, reach: int) -> None:
        block = self._block
        if reach == self._reach:
            return
        self._reach = reach
        for n, (truth, least) in enumerate(zip(block.truth, block.least, strict=True)):
            lowest = max(least, truth - reach) if reach == _NEAR else least
            self._solver.changeColBounds(n, float(lowest), float(truth + reach))

    def _solved(self, weights: Mapping[int, float]) -> list[float]:
        """Return the solution in which the weighted sum is largest."""
        return _run(self._solver, self._block, weights)

    def _whole(self, weights: Mapping[int, float]) -> list[float]:
        """Return a good solution of whole numbers; HiGHS is not asked for the best."""
        every = range(len(self._block.places))
        for n in every:
            self._solver.changeColIntegrality(n, highspy.HighsVarType.kInteger)
        found = self._solved(weights)
        for n in every:
            self._solver.changeColIntegrality(n, highspy.HighsVarType.kContinuous)
        return found

    def _take(self, found: Sequence[float]) -> bool:
        """Note what differs, if the solution is one of whole numbers; checked without HiGHS."""
        counts = [round(value) for value in found]
        if any(abs(a - b) > _ROUNDING for a, b in zip(counts, found, strict=True)):
            return False
        if not self._block.holds(counts):
            return False
        truth = self._block.truth
        self.moved.update(each for each in self._watched if counts[each] != truth[each])
        return True


def _run(solver: highspy.Highs, block: Block, weights: Mapping[int, float]) -> list[float]:
    for n in range(len(block.places)):
        solver.changeColCost(n, weights.get(n, 0.0))
    solver.run()
    if solver.getInfo().primal_solution_status != _FOUND:
        return [float(value) for value in block.truth]
    return list(solver.getSolution().col_value)


def _solver(block: Block) -> highspy.Highs:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(block.places), len(block.rows)
    model.col_cost_ = [0.0] * len(block.places)
    model.col_lower_ = [float(least) for least in block.least]
    model.col_upper_ = [float(truth + _FAR) for truth in block.truth]
    model.row_lower_ = model.row_upper_ = _sides(block)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = [0]
    for row in block.rows:
        starts.append(starts[-1] + len(row))
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = [at for row in block.rows for at in row]
    model.a_matrix_.value_ = [float(by) for row in block.rows for by in row.values()]
    model.sense_ = highspy.ObjSense.kMaximize
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    solver.passModel(model)
    return solver


_OPTIONS: Final[dict[str, float]] = {
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": _GAP,
    "mip_max_nodes": _NODES,
}


def _sides(block: Block) -> list[float]:
    return [float(sum(by * block.truth[at] for at, by in row.items())) for row in block.rows]

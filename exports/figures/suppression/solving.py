"""Whether counts could be otherwise: whole numbers that make all the same sums, by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
        self._solver = _Solver(block, whole=False)
        self.moved: set[int] = set()

    def _left(self) -> list[int]:
        return [each for each in self._watched if each not in self.moved]

    def rise(self) -> list[int]:
        """Return the counts which are as low as they may be, and cannot be higher either.

        As none of them can fall, none can rise if their sum cannot.
        """
        while low := [n for n in self._left() if self._block.truth[n] <= self._block.least[n]]:
            found = self._solved(dict.fromkeys(low, 1.0), _FAR)
            if sum(found[n] - self._block.truth[n] for n in low) < _ROUNDING:
                return low
            before = len(self.moved)
            if not self._take(found):
                self._take(self._whole(dict.fromkeys(low, 1.0), _FAR))
            if len(self.moved) == before:
                break
        return []

    def sweep(self) -> None:
        """Push all that is left this way and that, while anything moves."""
        random, idle = Random(0), 0  # noqa: S311 -- any signs do, always the same
        while (left := self._left()) and idle < _IDLE:
            before = len(self.moved)
            weights = {each: random.choice((-1.0, 1.0)) for each in left}
            if not self._take(self._solved(weights, _NEAR)):
                self._take(self._whole(weights, _NEAR))
            idle = 0 if len(self.moved) > before else idle + 1

    def one_by_one(self) -> list[int]:
        """Return the counts that can be neither larger nor smaller, each asked by itself."""
        for each in self._left():
            for way in (1.0, -1.0):
                if each in self.moved:
                    continue
                found = self._solved({each: way}, _FAR)
                if abs(found[each] - self._block.truth[each]) > _ROUNDING:
                    self._take(found) or self._take(self._whole({each: way}, _FAR))
        return self._left()

    def _solved(self, weights: Mapping[int, float], reach: int) -> list[float]:
        """Return the solution in which the weighted sum is largest."""
        return self._solver.solved(weights, reach)

    def _whole(self, weights: Mapping[int, float], reach: int) -> list[float]:
        """Return a good solution of whole numbers; HiGHS is not asked for the best."""
        return self._in_whole_numbers.solved(weights, reach)

    @cached_property
    def _in_whole_numbers(self) -> _Solver:
        return _Solver(self._block, whole=True)

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


class _Solver:
    """HiGHS with the sums of a block; `whole` asks for whole numbers, for which it takes longer."""

    def __init__(self, block: Block, *, whole: bool) -> None:
        self._block = block
        self._every = list(range(len(block.places)))
        self._reach = 0
        self._highs = _loaded(block, whole)

    def solved(self, weights: Mapping[int, float], reach: int) -> list[float]:
        """Return the solution in which the weighted sum is largest; if there is none, the truth.

        Of `_NEAR` no count is further than that from the truth; of `_FAR` none is much larger.
        """
        size = len(self._every)
        if reach != self._reach:
            self._reach = reach
            self._highs.changeColsBounds(size, self._every, self._least(), self._most())
        costs = [weights.get(n, 0.0) for n in self._every]
        self._highs.changeColsCost(size, self._every, costs)
        self._highs.run()
        if self._highs.getInfo().primal_solution_status != _FOUND:
            return [float(value) for value in self._block.truth]
        return list(self._highs.getSolution().col_value)

    def _least(self) -> list[float]:
        block = self._block
        if self._reach == _FAR:
            return [float(least) for least in block.least]
        both = zip(block.truth, block.least, strict=True)
        return [float(max(least, truth - self._reach)) for truth, least in both]

    def _most(self) -> list[float]:
        return [float(truth + self._reach) for truth in self._block.truth]


def _loaded(block: Block, whole: bool) -> highspy.Highs:
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
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(block.places)
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

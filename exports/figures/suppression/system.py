"""The counts of a report as one flat system: cells, and sums that hold between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

NEVER: Final = -1
"""The worth of a count that no page shows."""


class Cell(NamedTuple):
    """One count.

    `worth` says how much a reader loses without it; `NEVER` is a count that no page shows, which
    others may know by subtraction. `least` is what everybody may know it to be at the least.
    `guarded` counts must not be known exactly where they are small, shown or not.
    """

    value: int
    worth: int
    least: int
    guarded: bool


class Sum(NamedTuple):
    """A count and those that it is the sum of, as places in the list of cells."""

    whole: int
    parts: tuple[int, ...]

    @property
    def cells(self) -> tuple[int, ...]:
        """All places, the whole first."""
        return self.whole, *self.parts


@dataclass
class System:
    """Every count of a report with every sum that a reader could know of, each held once."""

    cells: list[Cell] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    shared: set[int] = field(default_factory=set)
    """Counts that several tables have in common, and that are hidden last."""
    at_once: set[int] = field(default_factory=set)
    """Counts that are hidden whatever their size: nothing is known of how they hang together."""

    def shown(self, value: int, worth: int) -> int:
        """Add a count that pages show; hidden it reads “c”, and everybody knows it is not 0."""
        return self._add(Cell(value, worth, min(value, 1), guarded=True))

    def unshown(self, value: int, *, least: int = 0, guarded: bool = False) -> int:
        """Add a count that no page shows."""
        return self._add(Cell(value, NEVER, least, guarded))

    def _add(self, cell: Cell) -> int:
        self.cells.append(cell)
        return len(self.cells) - 1

    def total(self, whole: int, parts: Sequence[int], *, guarded: bool = False) -> None:
        """Say that a count is at least the sum of others; what is left over counts nowhere else.

        Where nothing is left over, readers are taken to know that. `guarded` says whether what is
        left over is to be kept from them where it is small. A whole that is smaller than its
        parts is none, and nothing is said.
        """
        over = self.cells[whole].value - sum(self.cells[part].value for part in parts)
        if over < 0:
            return
        rest = (self.unshown(over, guarded=guarded),) if over else ()
        self.sums.append(Sum(whole, (*parts, *rest)))

    def at_least(self, place: int, least: int) -> None:
        """Say that a count is known to be this much, by other words of the report."""
        cell = self.cells[place]
        self.cells[place] = cell._replace(least=max(cell.least, min(least, cell.value)))

    def like(self, totals: Sequence[int]) -> None:
        """Say of counts of the same things that those of equal size are the same count.

        So the audits of a quarter are the same whichever question tells of them; where a version
        did not ask a question, there are fewer.
        """
        by_size = sorted(totals, key=lambda place: self.cells[place].value)
        for fewer, more in pairwise(by_size):
            self.total(more, [fewer])

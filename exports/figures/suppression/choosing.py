"""Which counts are hidden: the small ones, and as little more as keeps these from being known."""

from __future__ import annotations

from exports.figures.suppression.attacker import Attacker
from exports.figures.suppression.freeing import Freeing
from exports.figures.suppression.system import System


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
        further = Freeing(system, hidden).of(exposed)
        hidden |= further or _everything(system)
    return frozenset(hidden)


def _everything(system: System) -> set[int]:
    """Return every count but noughts: with none to hold on to, nobody can tell how many any is."""
    return {n for n, cell in enumerate(system.cells) if cell.worth >= 0 and cell.value}

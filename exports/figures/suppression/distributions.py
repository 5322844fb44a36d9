"""One distribution as cells: its codes, its denominator, its good answers, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from exports.figures.report_data import Distribution, Share, known
from exports.figures.suppression.system import System
from forms.denominators import STATES
from forms.scales import Scale

_LEFT_OUT = tuple(state for state in STATES if state != "not_evidenced")


class Worth(NamedTuple):
    """How much a reader loses with a share, and with the count of one code, of some table."""

    share: int
    code: int


class ShareCells(NamedTuple):
    """Where the parts of a share stand; `weak` is what of `n` is not good, which nobody shows."""

    good: int
    n: int
    weak: int


class DistributionCells(NamedTuple):
    """Where the counts of a distribution stand; `all` is of everything that was counted in it."""

    codes: Mapping[str, int]
    n: int
    share: ShareCells | None
    all: int


def add_distribution(
    system: System, figures: Distribution, scale: Scale | None, worth: Worth
) -> DistributionCells:
    """Add the counts of a distribution and all that holds between them.

    `scale` is None for answers without good or bad. Graded answers on a scale that is not known,
    or that do not add up on it, are hidden altogether.
    """
    codes = {
        code: system.shown(known(count), worth.code + known(count))
        for code, count in figures.counts.items()
    }
    if figures.good_or_better is None:
        n = system.shown(known(figures.n), worth.share + known(figures.n))
        _add_choices(system, codes, n)
        return DistributionCells(codes, n, None, _everything(system, codes, n))
    if scale is None or not _adds_up(figures, scale):
        return _all_hidden(system, figures, codes, worth)
    share = _add_graded(system, figures.good_or_better, codes, scale, worth)
    return DistributionCells(codes, share.n, share, _everything(system, codes, share.n, scale))


def _adds_up(figures: Distribution, scale: Scale) -> bool:
    share = figures.good_or_better
    counted = scale.counted_codes
    n = sum(known(figures.counts.get(code, 0)) for code in (*counted, "not_evidenced"))
    good = sum(known(figures.counts.get(code, 0)) for code in scale.good_codes & counted)
    return share is not None and (figures.n, share.n, share.count) == (n, n, good)


def _add_graded(
    system: System, share: Share, codes: Mapping[str, int], scale: Scale, worth: Worth
) -> ShareCells:
    counted = [code for code in codes if code in scale.counted_codes or code == "not_evidenced"]
    good = [codes[code] for code in counted if code in scale.good_codes]
    weak = [codes[code] for code in counted if code not in scale.good_codes]
    cells = add_share(system, share, worth)
    system.total(cells.good, good)
    system.total(cells.weak, weak)
    return cells


def add_share(system: System, share: Share, worth: Worth) -> ShareCells:
    """Add a share that is neither suppressed nor empty of meaning: n is good ones and others."""
    n = system.shown(known(share.n), worth.share + known(share.n))
    count = system.shown(known(share.count), worth.share + known(share.count))
    weak = system.unshown(known(share.n) - known(share.count), guarded=True)
    system.total(n, [count, weak])
    return ShareCells(count, n, weak)


def _everything(
    system: System, codes: Mapping[str, int], n: int, scale: Scale | None = None
) -> int:
    """Add how many were counted in all: the denominator and what was left out of it."""
    apart = [
        codes[code]
        for code in codes
        if code in _LEFT_OUT or (scale and code in scale.codes and code not in scale.counted_codes)
    ]
    size = system.cells[n].value + sum(system.cells[each].value for each in apart)
    every = system.unshown(size)
    system.total(every, [n, *apart])
    return every


def _add_choices(system: System, codes: Mapping[str, int], n: int) -> None:
    """Add what holds where there are choices or none: who answered, who chose, who did not."""
    missing = codes.get("not_evidenced")
    size = system.cells[n].value - (system.cells[missing].value if missing is not None else 0)
    answered = system.unshown(size, guarded=True)
    system.total(n, [answered] if missing is None else [answered, missing])
    choices = [place for code, place in codes.items() if code not in STATES]
    if not choices:
        return
    chosen = sum(system.cells[each].value for each in choices)
    if chosen <= size:
        system.total(answered, choices)
        return
    for each in choices:  # several may be chosen: each by no more than answered
        system.total(answered, [each], guarded=True)
    together = system.unshown(chosen)
    system.total(together, choices)
    system.total(together, [answered])


def _all_hidden(
    system: System, figures: Distribution, codes: Mapping[str, int], worth: Worth
) -> DistributionCells:
    share = figures.good_or_better
    n = system.shown(known(figures.n), worth.share)
    count = system.shown(known(share.count) if share else 0, worth.share)
    weak = system.unshown(system.cells[n].value - system.cells[count].value)
    system.at_once.update((*codes.values(), n, count))
    every = system.unshown(system.cells[n].value)
    return DistributionCells(codes, n, ShareCells(count, n, weak), every)

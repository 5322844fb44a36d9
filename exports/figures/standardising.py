"""What would be expected of somebody’s audits, from like audits of all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final, NamedTuple

from exports.figures.intervals import Z_95, wilson

LEAST_OTHERS: Final = 5
"""How many audits of others a stratum needs before anybody is compared with them."""
_LEAST_FREEDOM: Final = 10


class Graded(NamedTuple):
    """One audit: who graded it, its strata from the coarsest to the finest, and its grade.

    `strata` are such as tool, plan type, team; the first is never given up. `value` is where the
    grade lies between worst (0) and best (1) on its scale.
    """

    auditor: str
    strata: tuple[str, ...]
    good: bool
    value: float


@dataclass
class Tally:
    """How many audits there are, how many of them are good, and the sum of their grades."""

    n: int = 0
    good: int = 0
    value: float = 0.0

    def add(self, other: Tally) -> None:
        """Count another’s audits in."""
        self.n += other.n
        self.good += other.good
        self.value += other.value

    def without(self, other: Tally) -> Tally:
        """Return what is left when another’s audits are taken out."""
        return Tally(self.n - other.n, self.good - other.good, self.value - other.value)


class Likened(NamedTuple):
    """Somebody’s audits of one stratum beside the audits that others made in it."""

    depth: int
    own: Tally
    others: Tally


class Audits(NamedTuple):
    """All audits by auditor and stratum; `spread` is the variance of grades within these."""

    by_auditor: Mapping[str, Mapping[tuple[str, ...], Tally]]
    by_stratum: Mapping[tuple[str, ...], Tally]
    spread: float | None
    freedom: int


def gathered(rows: Iterable[Graded]) -> Audits:
    """Return audits counted by auditor and stratum, and by every coarser stratum."""
    own: dict[str, dict[tuple[str, ...], Tally]] = defaultdict(lambda: defaultdict(Tally))
    by_stratum: dict[tuple[str, ...], Tally] = defaultdict(Tally)
    squares, number, cells = 0.0, 0, 0
    for row in rows:
        if not row.strata or not 0 <= row.value <= 1:
            raise ValueError("an audit needs a stratum, and a grade from 0 to 1")
        one = Tally(1, int(row.good), row.value)
        own[row.auditor][row.strata].add(one)
        for depth in range(1, len(row.strata) + 1):
            by_stratum[row.strata[:depth]].add(one)
        squares, number = squares + row.value**2, number + 1
    for strata in own.values():
        cells += len(strata)
        squares -= sum(cell.value**2 / cell.n for cell in strata.values())
    freedom = number - cells
    spread = max(0.0, squares) / freedom if freedom >= _LEAST_FREEDOM else None
    return Audits(own, by_stratum, spread, freedom)


def likened(audits: Audits, auditor: str) -> list[Likened]:
    """Return an auditor’s audits beside those of others in the finest stratum that has enough.

    Depth 0 holds what nobody else audited anything like, without others.
    """
    mine = audits.by_auditor[auditor]
    coarse: dict[tuple[str, ...], Tally] = defaultdict(Tally)
    for strata, cell in mine.items():
        for depth in range(1, len(strata) + 1):
            coarse[strata[:depth]].add(cell)
    together: dict[tuple[str, ...], Tally] = defaultdict(Tally)
    for strata, cell in mine.items():
        together[_stratum(audits, coarse, strata)].add(cell)
    return [
        Likened(len(key), own, audits.by_stratum[key].without(coarse[key]) if key else Tally())
        for key, own in together.items()
    ]


def _stratum(
    audits: Audits, coarse: Mapping[tuple[str, ...], Tally], strata: tuple[str, ...]
) -> tuple[str, ...]:
    for depth in range(len(strata), 0, -1):
        key = strata[:depth]
        if audits.by_stratum[key].n - coarse[key].n >= LEAST_OTHERS:
            return key
    return ()


class Expected(NamedTuple):
    """A share or mean expected from others, with its interval, as fractions from 0 to 1."""

    value: float
    low: float
    high: float


def expected_share(pairs: Iterable[Likened]) -> Expected:
    """Return the share that others’ practice would have given to these very audits.

    Indirect standardisation: the others’ share in each stratum, weighted by one’s own audits
    there. Its interval puts the Wilson intervals of the strata together by the squares of their
    distances (G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008), pages 1693 to 1702).
    Strata of different depth overlap, so their distances are added as they are, which errs on the
    wide side.
    """
    pairs = list(pairs)
    total = sum(pair.own.n for pair in pairs)
    share, down, up = 0.0, defaultdict[int, float](float), defaultdict[int, float](float)
    for pair in pairs:
        weight, theirs = pair.own.n / total, pair.others.good / pair.others.n
        low, high = wilson(pair.others.good, pair.others.n)
        share += weight * theirs
        down[pair.depth] += (weight * (theirs - low)) ** 2
        up[pair.depth] += (weight * (high - theirs)) ** 2
    return Expected(share, share - _added(down), min(1.0, share + _added(up)))


def mean_difference(
    pairs: Iterable[Likened], audits: Audits
) -> tuple[float, float | None, float | None]:
    """Return one’s mean grade less the one expected, with its 95% interval where it has one.

    Its variance is s²(1/n + Σ w²/m): s² within auditors and strata, n one’s own audits, w the
    weight and m the others’ audits of each stratum; the interval is Student’s.
    """
    pairs = list(pairs)
    total = sum(pair.own.n for pair in pairs)
    difference = sum(
        pair.own.value / total - pair.own.n / total * pair.others.value / pair.others.n
        for pair in pairs
    )
    if audits.spread is None:
        return difference, None, None
    theirs = defaultdict[int, float](float)
    for pair in pairs:
        theirs[pair.depth] += (pair.own.n / total) ** 2 / pair.others.n
    half = student(audits.freedom) * sqrt(audits.spread * (1 / total + _added(theirs) ** 2))
    return difference, difference - half, difference + half


def student(freedom: int) -> float:
    """Return the 97.5% point of Student’s t, from 10 degrees of freedom on right to 0.001.

    Source: M. Abramowitz and I. A. Stegun, “Handbook of Mathematical Functions” (1964), 26.7.5.
    """
    z = Z_95
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _added(squares: Mapping[int, float]) -> float:
    return sum(sqrt(each) for each in squares.values())

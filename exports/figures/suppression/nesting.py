"""Which groups make up which: the teams of a service, the quarters that a team worked in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from db.counting import fact_counts
from exports.figures.suppression.counting import Counted
from exports.figures.suppression.distributions import DistributionCells

if TYPE_CHECKING:
    from db.reading import AuditScope
    from db.store import ReadingStore

V = TypeVar("V")

Group = frozenset[tuple[str, str]]
"""What all audits of a group have in common: fields with their values; nothing for all audits."""


class Occurring(NamedTuple):
    """Fields, and every combination of their values that audits have."""

    fields: tuple[str, ...]
    values: frozenset[tuple[str, ...]]

    def pairs(self, one: str, other: str) -> set[tuple[str, str]]:
        """Return the pairs of values that two fields have together."""
        first, second = self.fields.index(one), self.fields.index(other)
        return {(each[first], each[second]) for each in self.values}

    def groups(self, fields: Collection[str]) -> list[Group]:
        """Return the group of these fields that each combination belongs to."""
        places = [self.fields.index(field) for field in sorted(fields)]
        every = sorted(self.values)
        return [frozenset((self.fields[at], each[at]) for at in places) for each in every]

    def called(self, titles: Mapping[str, Mapping[str, str]]) -> Occurring:
        """Return the same with values called otherwise; `titles` is field → value → title."""
        renamed = [titles.get(field, {}) for field in self.fields]
        return Occurring(
            self.fields,
            frozenset(
                tuple(names.get(value, value) for names, value in zip(renamed, each, strict=True))
                for each in self.values
            ),
        )


def occurring(store: ReadingStore, scope: AuditScope, fields: Sequence[str]) -> Occurring:
    """Return which values of these fields occur together in a scope."""
    rows = fact_counts(store, scope, list(fields), ["overall"])
    return Occurring(tuple(fields), frozenset(tuple(row.group) for row in rows))


def add_nesting(
    counted: Counted,
    found: Occurring,
    groups: Mapping[str, Mapping[str, DistributionCells]],
) -> None:
    """Say that groups which hold the same audits have the same counts together.

    `groups` holds field → value → where its counts stand. Whoever works there knows the teams of
    a service without being told.
    """
    for one, other in combinations([each for each in found.fields if each in groups], 2):
        alike = list(same_audits(sorted(found.pairs(one, other))))
        if len(alike) < 2:
            continue  # all of one are all of the other, which is said already
        for some, others in alike:
            parts = [groups[one].get(each) for each in some]
            other_parts = [groups[other].get(each) for each in others]
            add_same(counted, [p for p in parts if p], [p for p in other_parts if p])


def same_audits(pairs: Collection[tuple[V, V]]) -> Iterator[tuple[list[V], list[V]]]:
    """Yield the smallest sets of groups of one sort and of another that hold the same audits.

    `pairs` are the groups that have audits in common.
    """
    left = list(dict.fromkeys(pairs))
    while left:
        some, others = {left[0][0]: None}, {left[0][1]: None}
        size = 0
        while size < len(some) + len(others):
            size = len(some) + len(others)
            for one, other in left:
                if one in some or other in others:
                    some[one] = others[other] = None
        yield list(some), list(others)
        left = [pair for pair in left if pair[0] not in some]


def add_same(
    counted: Counted, some: Sequence[DistributionCells], others: Sequence[DistributionCells]
) -> None:
    """Say that the counts of some groups together are those of others together."""
    codes = {tuple(each.codes) for each in (*some, *others)}
    if len(codes) != 1 or not some or not others:
        return
    for code in codes.pop():
        add_equal(counted, [e.codes[code] for e in some], [e.codes[code] for e in others])
    add_equal(counted, [e.n for e in some], [e.n for e in others])
    shares = [[e.share.good for e in side if e.share] for side in (some, others)]
    add_equal(counted, *shares)


def add_equal(counted: Counted, some: Sequence[int], others: Sequence[int]) -> None:
    """Say that two sums are equal; a total that no page shows stands for both."""
    system = counted.system
    together = system.unshown(sum(system.cells[each].value for each in some))
    system.total(together, some)
    system.total(together, others)

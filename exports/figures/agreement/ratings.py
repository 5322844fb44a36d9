"""What several people said of the same cases, counted so that neither names nor order matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Pattern = tuple[int, ...]
"""How many people gave each category to one case, first category first."""


@dataclass(frozen=True)
class Ratings:
    """How often each pattern of ratings occurred.

    Categories are numbered from 0, best first where they have an order. All categories that
    could have been given are there, used or not: chance is reckoned over them.
    """

    categories: int
    patterns: Mapping[Pattern, int]

    def __post_init__(self) -> None:
        if any(len(pattern) != self.categories for pattern in self.patterns):
            raise ValueError("each pattern needs a count for each category")

    def __iter__(self) -> Iterator[tuple[Pattern, int]]:
        """Yield pattern and number of cases; always in one order, so that sums are the same."""
        return iter(self._sorted)

    @cached_property
    def _sorted(self) -> list[tuple[Pattern, int]]:
        return sorted((each, times) for each, times in self.patterns.items() if sum(each) and times)

    @cached_property
    def rated(self) -> int:
        """How many cases somebody rated."""
        return sum(times for _, times in self)

    @cached_property
    def cases(self) -> int:
        """How many cases at least two people rated."""
        return self.twice.rated

    @cached_property
    def pairs(self) -> int:
        """How many pairs of people rated one case: one for two people, three for three."""
        return sum(times * pairs_in(sum(pattern)) for pattern, times in self)

    @cached_property
    def twice(self) -> Ratings:
        """The cases that at least two people rated."""
        return Ratings(self.categories, {each: n for each, n in self if sum(each) > 1})

    @cached_property
    def used(self) -> int:
        """How many categories were given to any case that at least two people rated."""
        return sum(
            any(pattern[category] for pattern, _ in self.twice)
            for category in range(self.categories)
        )

    @cached_property
    def unanimous(self) -> bool:
        """Whether everybody said the same of every case."""
        return all(max(pattern) == sum(pattern) for pattern, _ in self)

    def first(self, categories: int) -> Ratings:
        """Return the ratings in the first so many categories; others are as if not given."""
        kept: Counter[Pattern] = Counter()
        for pattern, times in self:
            kept[pattern[:categories]] += times
        return Ratings(categories, kept)


def ratings_of(cases: Iterable[Iterable[int | None]], categories: int) -> Ratings:
    """Return the ratings of cases, for each the category each person gave; None is missing.

    Raises ValueError for a category that there is not.
    """
    patterns: Counter[Pattern] = Counter()
    for case in cases:
        counts = [0] * categories
        for category in case:
            if category is not None:
                if not 0 <= category < categories:
                    raise ValueError(f"a category is a number from 0 to {categories - 1}")
                counts[category] += 1
        patterns[tuple(counts)] += 1
    return Ratings(categories, patterns)


def pairs_in(people: int) -> int:
    """Return how many pairs so many people make."""
    return people * (people - 1) // 2

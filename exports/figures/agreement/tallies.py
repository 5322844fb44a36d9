"""What is counted while cases are read, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from exports.figures.agreement.ratings import Pattern, Ratings, pairs_in
from exports.figures.agreement.weights import Weighting
from forms.scales import Scale

Given = tuple[int | None, ...]
"""The category that each person gave to one thing; None gave none."""

_BESIDE = ("not_applicable", "not_evidenced")
"""Answers that somebody gave, but beside the scale; what is unanswered or hidden is missing."""


@dataclass(frozen=True)
class Measure:
    """Code → category. The first `points` are the scale, best first; others lie beside it."""

    categories: Mapping[str, int]
    points: int
    weighting: Weighting

    @property
    def others(self) -> int:
        """How many answers lie beside the scale."""
        return len(self.categories) - self.points


def on_scale(scale: Scale) -> Measure:
    """Return the measure of a scale; points without a value lie beside it."""
    points = [each.code for each in scale.points if each.value is not None]
    beside = [each.code for each in scale.points if each.value is None]
    return Measure(_numbered([*points, *beside, *_BESIDE]), len(points), "quadratic")


def of_choices(choices: Iterable[str]) -> Measure:
    """Return the measure of choices, which have no order."""
    codes = list(choices)
    return Measure(_numbered([*codes, *_BESIDE]), len(codes), "identity")


@dataclass
class Tally:
    """What people said of one thing: how often each row of answers occurred, and by whom.

    It is read once everything is counted.
    """

    measure: Measure
    seen: Counter[Given] = field(default_factory=Counter)
    together: set[tuple[str, ...]] = field(default_factory=set)

    def add(self, graders: tuple[str, ...], given: Given) -> None:
        """Count one case: who graded it, and the category each gave; None gave none."""
        self.seen[given] += 1
        points = self.measure.points
        self.together.add(
            tuple(
                who
                for who, each in zip(graders, given, strict=True)
                if each is not None and each < points
            )
        )

    @property
    def graders(self) -> frozenset[str]:
        """Who gave an answer on the scale in a case where somebody else did."""
        return frozenset(who for several in self.together if len(several) > 1 for who in several)

    @cached_property
    def pairs(self) -> Counter[tuple[int, int]]:
        """What the first and the second gave, in cases where two people answered on the scale."""
        found: Counter[tuple[int, int]] = Counter()
        for given, times in self.seen.items():
            placed = [each for each in given if each is not None and each < self.measure.points]
            if len(placed) == 2:
                found[placed[0], placed[1]] += times
        return found

    @cached_property
    def all_answers(self) -> Ratings:
        """The ratings with the answers that lie beside the scale."""
        patterns: Counter[Pattern] = Counter()
        for given, times in self.seen.items():
            numbers = Counter(given)
            patterns[tuple(numbers[each] for each in range(len(self.measure.categories)))] += times
        return Ratings(len(self.measure.categories), patterns)

    @cached_property
    def ratings(self) -> Ratings:
        """The ratings on the scale."""
        return self.all_answers.first(self.measure.points)


class Alike(NamedTuple):
    """Of how many pairs of answers that two people gave in one case both are the same."""

    pairs: int
    agreed: int


def alike(rows: Iterable[Given]) -> Alike:
    """Count the pairs of answers to all things that were judged in one case."""
    pairs = agreed = 0
    for given in rows:
        several = [each for each in given if each is not None]
        if len(several) == 2:
            pairs += 1
            agreed += several[0] == several[1]
        elif several:
            pairs += pairs_in(len(several))
            agreed += sum(map(pairs_in, Counter(several).values()))
    return Alike(pairs, agreed)


@dataclass
class Together:
    """How many of all answers, or section grades, of each case people gave alike."""

    cases: int = 0
    pairs: int = 0
    agreed: int = 0

    def add(self, found: Alike) -> None:
        """Count one case."""
        if found.pairs:
            self.cases += 1
            self.pairs += found.pairs
            self.agreed += found.agreed


def _numbered(codes: Sequence[str]) -> dict[str, int]:
    return {code: number for number, code in enumerate(codes)}

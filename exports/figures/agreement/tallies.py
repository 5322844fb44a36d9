"""What is counted while cases are read, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from exports.figures.agreement.ratings import Pattern, Ratings, pairs_in
from exports.figures.agreement.weights import Weighting
from forms.scales import Scale

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
    """What people said of one thing, case by case."""

    measure: Measure
    patterns: Counter[Pattern] = field(default_factory=Counter)
    pairs: Counter[tuple[int, int]] = field(default_factory=Counter)
    graders: set[str] = field(default_factory=set)

    def add(self, graders: Sequence[str], given: Sequence[int | None]) -> None:
        """Count one case: who graded it, and the category each gave; None gave none."""
        counts = [0] * len(self.measure.categories)
        placed = []
        for grader, category in zip(graders, given, strict=True):
            if category is None:
                continue
            counts[category] += 1
            if category < self.measure.points:
                placed.append((grader, category))
        self.patterns[tuple(counts)] += 1
        if len(placed) > 1:
            self.graders.update(grader for grader, _ in placed)
        if len(placed) == 2:
            self.pairs[placed[0][1], placed[1][1]] += 1

    @property
    def all_answers(self) -> Ratings:
        """The ratings with the answers that lie beside the scale."""
        return Ratings(len(self.measure.categories), self.patterns)

    @property
    def ratings(self) -> Ratings:
        """The ratings on the scale."""
        return self.all_answers.first(self.measure.points)


@dataclass
class Together:
    """How many of all answers, or section grades, of each case people gave alike."""

    cases: int = 0
    pairs: int = 0
    agreed: int = 0
    shares: float = 0.0

    def add(self, given: Iterable[Sequence[int | None]]) -> None:
        """Count one case: for each thing that was judged, the categories given."""
        pairs = agreed = 0
        for categories in given:
            several = [each for each in categories if each is not None]
            if len(several) == 2:
                pairs += 1
                agreed += several[0] == several[1]
            elif several:
                pairs += pairs_in(len(several))
                agreed += sum(map(pairs_in, Counter(several).values()))
        if pairs:
            self.cases += 1
            self.pairs += pairs
            self.agreed += agreed
            self.shares += agreed / pairs


def _numbered(codes: Sequence[str]) -> dict[str, int]:
    return {code: number for number, code in enumerate(codes)}

"""Figures written anew without the counts that are hidden, and without what hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from exports.figures.report_data import (
    Count,
    Distribution,
    Figures,
    GroupFigures,
    NumberSummary,
    QuestionFigures,
    Scope,
    Share,
    TrendPoint,
)
from exports.figures.shares import share_of
from exports.figures.suppression.counting import Counted, Key
from exports.figures.suppression.distributions import DistributionCells, ShareCells

D = TypeVar("D", bound=Distribution)
P = TypeVar("P", GroupFigures, TrendPoint)

_THOUSANDTHS = 3
"""Shares are published as percentages to one decimal, and nowhere finer."""


class Showing:
    """Writes published figures: `hidden` holds the places of counts in the system."""

    def __init__(self, counted: Counted, hidden: frozenset[int], threshold: int) -> None:
        self._counted = counted
        self._hidden = hidden
        self._threshold = threshold

    def count(self, key: Key) -> Count:
        """Return a count that stands alone."""
        return self.at(self._counted.counts[key])

    def at(self, place: int) -> Count:
        """Return the count at a place of the system."""
        return "c" if place in self._hidden else self._counted.system.cells[place].value

    def distribution(self, key: Key, figures: D) -> D:
        """Return a distribution, or what is more than one, as it may be published."""
        cells = self._counted.distributions.get(key)
        return figures if cells is None else self.of(cells, figures)

    def of(self, cells: DistributionCells, figures: D) -> D:
        """Return the same of a distribution that stands in these cells."""
        return figures.model_copy(
            update={
                "counts": {code: self.at(place) for code, place in cells.codes.items()},
                "n": self.at(cells.n),
                "good_or_better": self.share(cells.share) if cells.share else None,
                "published": True,
            }
        )

    def share(self, cells: ShareCells) -> Share:
        """Return a share; without its fractions where its count or its n is hidden."""
        count, n = self.at(cells.good), self.at(cells.n)
        if isinstance(count, str) or isinstance(n, str) or not n:
            return Share(count=count, n=n, share=None, low=None, high=None, published=True)
        whole = share_of(count, n)
        fractions = {name: _rounded(getattr(whole, name)) for name in ("share", "low", "high")}
        return whole.model_copy(update={**fractions, "published": True})

    def scope(self, scope: Scope) -> Scope:
        """Return how many audits there are."""
        return scope.model_copy(
            update={
                "audits": self.count(("audits",)),
                "cases": self.count(("cases",)),
                "conflicts_left_out": self.count(("conflicts",)),
            }
        )

    def figures(self, figures: Figures) -> Figures:
        """Return all figures of a scope."""
        return figures.model_copy(
            update={
                "scope": self.scope(figures.scope),
                "overall": self.distribution(("overall",), figures.overall),
                "sections": [
                    self.distribution(("section", each.tool, each.id), each)
                    for each in figures.sections
                ],
                "questions": [self._question(each) for each in figures.questions],
                "by": self.groups("", figures.by),
                "trend": [
                    _with_overall(each, self.distribution(("quarter", each.period), each.overall))
                    for each in figures.trend
                ],
            }
        )

    def groups(self, table: str, groups: Sequence[GroupFigures]) -> list[GroupFigures]:
        """Return the groups of a table."""
        return [
            _with_overall(each, self.distribution(("group", table, str(number)), each.overall))
            for number, each in enumerate(groups)
        ]

    def _question(self, question: QuestionFigures) -> QuestionFigures:
        key = question.tool, question.id
        trend = [self.distribution(("answers", *key, each.period), each) for each in question.trend]
        counted = self._counted.counts.get(("numbers", *key))
        numbers = None
        if question.numbers and counted is not None:
            numbers = self.numbers(counted, question.numbers)
        shown = self.distribution(("question", *key), question)
        return shown.model_copy(update={"trend": trend, "numbers": numbers})

    def numbers(self, place: int, numbers: NumberSummary) -> NumberSummary:
        """Return the middle alone, of more than the threshold: both ends are single cases."""
        n = self.at(place)
        enough = n != "c" and n > self._threshold
        median = numbers.median if enough else None
        return NumberSummary(n=n, lowest=None, median=median, highest=None)


def _with_overall(part: P, overall: Distribution) -> P:
    return part.model_copy(update={"overall": overall})


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _THOUSANDTHS)

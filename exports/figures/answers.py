"""The answers to one question as figures, whatever kind of question it is."""

from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import TypeVar

from exports.figures.combining import CombinedQuestion, MeasuredQuestion
from exports.figures.facts import Facts
from exports.figures.report_data import AnswerPoint, Distribution, NumberSummary, QuestionFigures
from exports.figures.shares import graded, ungraded
from forms.denominators import STATES
from forms.findings import Answer

Value = TypeVar("Value", float, str)


def question_figures(
    facts: Facts,
    tool_id: str,
    section_id: str,
    combined: CombinedQuestion,
    trend: list[AnswerPoint],
) -> QuestionFigures:
    """Return how one question was answered in all audits of a scope."""
    question = combined.question
    given = facts.given(combined.newest)
    distribution = answer_distribution(facts, combined.newest)
    return QuestionFigures(
        tool=tool_id,
        section=section_id,
        id=question.id,
        label=question.label,
        kind=question.kind,
        scale=combined.scale.id if combined.scale else None,
        theme=question.theme,
        counts=distribution.counts,
        n=distribution.n,
        good_or_better=distribution.good_or_better,
        choices=combined.newest.choices,
        numbers=number_summary(question.kind, given),
        unit=question.unit,
        trend=trend,
    )


def answer_distribution(
    facts: Facts, measured: MeasuredQuestion, quarter: str | None = None
) -> Distribution:
    """Return how often each answer was given to one measure of a question, in all or a quarter."""
    counts = facts.answered(measured, quarter)
    if measured.scale:
        return graded(measured.scale, counts, STATES)
    if measured.question.kind == "one_of":
        chosen = {code: counts[code] for code in measured.choices}
        return ungraded(chosen, sum(chosen.values()), counts)
    if measured.question.kind in ("several_of", "ranked"):
        given = facts.given(measured, quarter)
        chosen = _chosen(given, first_only=measured.question.kind == "ranked")
        every = {code: chosen[code] for code in measured.choices}
        return ungraded(every, given.total(), counts)
    return ungraded({}, counts["answered"], counts)


def number_summary(kind: str, given: Mapping[Answer, int]) -> NumberSummary | None:
    """Return where numbers or dates lie; the middle of an even number of dates is the earlier.

    `given` is answer → how often. What is calculated may be no number at all; there is then
    nothing to say.
    """
    if kind in ("number", "calculated"):
        numbers = sorted((each, n) for each, n in given.items() if isinstance(each, int | float))
        if kind == "number" or numbers:
            lower, upper = _middle(numbers) or (None, None)
            return _lying(numbers, None if lower is None or upper is None else (lower + upper) / 2)
    if kind == "date":
        days = sorted((_day(each), n) for each, n in given.items() if isinstance(each, str))
        earlier = _middle(days)
        return _lying(days, earlier[0] if earlier else None)
    return None


def _chosen(given: Mapping[Answer, int], *, first_only: bool) -> Counter[str]:
    """Return code → how often it was chosen, or ranked first."""
    chosen: Counter[str] = Counter()
    for codes, number in given.items():
        for code in (codes[:1] if first_only else codes) if isinstance(codes, tuple) else ():
            chosen[code] += number
    return chosen


def _middle(values: Sequence[tuple[Value, int]]) -> tuple[Value, Value] | None:
    """Return the two values in the middle of sorted ones that are so frequent each."""
    total = sum(number for _, number in values)
    if not total:
        return None
    upto = list(accumulate(number for _, number in values))
    lower, upper = (values[bisect(upto, place)][0] for place in ((total - 1) // 2, total // 2))
    return lower, upper


def _lying(
    values: Sequence[tuple[float, int]] | Sequence[tuple[str, int]], middle: float | str | None
) -> NumberSummary:
    return NumberSummary(
        n=sum(number for _, number in values),
        lowest=values[0][0] if values else None,
        median=middle,
        highest=values[-1][0] if values else None,
    )


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()

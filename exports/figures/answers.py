"""The answers to one question as figures, whatever kind of question it is."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from statistics import median, median_low

from exports.figures.combining import CombinedQuestion, MeasuredQuestion
from exports.figures.facts import Facts
from exports.figures.report_data import AnswerPoint, Distribution, NumberSummary, QuestionFigures
from exports.figures.shares import graded, ungraded
from forms.denominators import STATES
from forms.findings import Answer


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
    if measured.question.kind == "several_of":
        given = facts.given(measured, quarter)
        every = Counter(code for codes in given if isinstance(codes, tuple) for code in codes)
        return ungraded({code: every[code] for code in measured.choices}, len(given), counts)
    if measured.question.kind == "ranked":
        given = facts.given(measured, quarter)
        first = Counter(codes[0] for codes in given if isinstance(codes, tuple) and codes)
        return ungraded({code: first[code] for code in measured.choices}, len(given), counts)
    return ungraded({}, counts["answered"], counts)


def number_summary(kind: str, given: Sequence[Answer]) -> NumberSummary | None:
    """Return where numbers or dates lie; the middle of an even number of dates is the earlier.

    What is calculated may be no number at all; there is then nothing to say.
    """
    if kind in ("number", "calculated"):
        numbers = sorted(each for each in given if isinstance(each, int | float))
        if kind == "number" or numbers:
            return _lying(numbers, median(numbers) if numbers else None)
    if kind == "date":
        days = sorted(_day(each) for each in given if isinstance(each, str))
        return _lying(days, median_low(days) if days else None)
    return None


def _lying(values: Sequence[float] | Sequence[str], middle: float | str | None) -> NumberSummary:
    return NumberSummary(
        n=len(values),
        lowest=values[0] if values else None,
        median=middle,
        highest=values[-1] if values else None,
    )


def _day(text: str) -> str:
    return date.fromisoformat(text).isoformat()

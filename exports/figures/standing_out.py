"""What stands out of a report: the sections at both ends, and questions that need attention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.figures.report_data import QuestionFigures, SectionFigures

_EACH_END: Final = 3
_ATTENTION: Final = 5
_ENOUGH: Final = 5


def strongest_and_weakest(sections: Sequence[SectionFigures]) -> tuple[list[str], list[str]]:
    """Return the ids of up to three sections at each end, best and worst first, never the same.

    Sections are ranked by share, equal ones in the tool's order. Of an odd number the middle one
    is strong where at least half of its grades are good.
    """
    shares = {
        section.id: section.good_or_better.share
        for section in sections
        if section.good_or_better and section.good_or_better.share is not None
    }
    best_first = sorted(shares, key=lambda name: -shares[name])
    middle = len(best_first) // 2
    if len(best_first) % 2 and shares[best_first[middle]] >= 0.5:
        middle += 1
    worst_first = sorted(best_first[middle:], key=lambda name: shares[name])
    return best_first[:middle][:_EACH_END], worst_first[:_EACH_END]


def attention(questions: Sequence[QuestionFigures]) -> list[QuestionFigures]:
    """Return up to five questions with the lowest share of good answers, of at least 5 answers.

    A question with nothing but good answers needs no attention.
    """
    weak = [
        (question.good_or_better.share, question)
        for question in questions
        if question.good_or_better
        and question.good_or_better.share is not None
        and question.good_or_better.share < 1
        and question.n != "c"
        and question.n >= _ENOUGH
    ]
    return [question for _, question in sorted(weak, key=lambda pair: pair[0])][:_ATTENTION]

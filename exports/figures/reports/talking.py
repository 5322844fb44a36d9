"""What a team's report asks to talk about: questions chosen by rule, with the words beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from db.reading import Written
from exports.figures.combining import CombinedTool
from exports.figures.quotes import QuoteChooser
from exports.figures.report_data import Quote
from exports.figures.reports.team_data import TalkingPoint, TeamQuestion, TeamSection
from exports.figures.themes import Judgement, judged

_MOST: Final = 5
_ENOUGH: Final = 5
"""Answers below which a share says nothing of a question."""
_HALF: Final = 0.5
_QUOTES: Final = 2


class Placed(NamedTuple):
    """A question with the title of its section and the team's share of good answers."""

    section: str
    question: TeamQuestion
    share: float

    def differs(self, way: Literal["higher", "lower"]) -> bool:
        """Whether the team is clearly that way off the others."""
        comparison = self.question.comparison
        return comparison is not None and comparison.verdict == way


class Chosen(NamedTuple):
    """Questions to talk about, and questions that go well; none is in both."""

    talk_about: list[Placed]
    going_well: list[Placed]


def choose_questions(sections: Sequence[TeamSection]) -> Chosen:
    """Return up to five questions of each sort, of those answered at least five times.

    To talk about are first those clearly lower than in other teams, then the lowest shares; what
    goes well is first what is clearly higher, then the highest shares, of at least half.
    """
    placed = list(_placed(sections))
    weak = [each for each in placed if each.share < 1 and not each.differs("higher")]
    weak.sort(key=lambda each: (not each.differs("lower"), each.share))
    talk_about = weak[:_MOST]
    good = [each for each in placed if each not in talk_about and _goes_well(each)]
    good.sort(key=lambda each: (not each.differs("higher"), -each.share))
    return Chosen(talk_about, good[:_MOST])


def _goes_well(placed: Placed) -> bool:
    return placed.share >= _HALF and not placed.differs("lower")


def _placed(sections: Sequence[TeamSection]) -> list[Placed]:
    return [
        Placed(section.title, question, share.share)
        for section in sections
        for question in section.questions
        if (share := question.figures.good_or_better)
        and share.share is not None
        and share.n != "c"
        and share.n >= _ENOUGH
    ]


def with_words(
    tool: CombinedTool,
    chosen: Sequence[Placed],
    judgement: Judgement,
    written: Mapping[str, Sequence[Written]],
    chooser: QuoteChooser,
) -> list[TalkingPoint]:
    """Return questions with up to two quotations each of evidence that was judged that way."""
    return [
        TalkingPoint(
            section=each.section,
            question=each.question,
            quotes=_quotes(tool, each.question, judgement, written, chooser),
        )
        for each in chosen
    ]


def _quotes(
    tool: CombinedTool,
    question: TeamQuestion,
    judgement: Judgement,
    written: Mapping[str, Sequence[Written]],
    chooser: QuoteChooser,
) -> list[Quote]:
    rows = written.get(f"finding.{question.figures.id}", ())
    pieces = [piece for found, piece in judged(tool, question.figures, rows) if found == judgement]
    return chooser.choose(pieces, _QUOTES)

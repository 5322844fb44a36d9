"""What to do where people disagree: chosen by rule, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exports.figures.agreement.agreement_data import Consistency
from exports.figures.agreement.agreements import FEW
from exports.figures.wording import amount, listed

_ENOUGH: Final = 5
"""Cases below which nothing is asked for one question or one direction."""
_NAMED: Final = 3
_TENTATIVE: Final = 0.667
_MANY_MORE: Final = 2
"""So many times as many grades one way as the other say that moderation leans."""


def to_do_sentences(audits: Consistency, moderations: Consistency, disputed: int = 0) -> list[str]:
    """Return what to do next, the most useful first; so many moderations are `disputed`."""
    return [
        *_disputed(disputed),
        *_dividing(audits if audits.cases else moderations),
        *_whole_files(audits),
        *_alone(audits),
        *_leaning(moderations),
        *_more(audits, moderations),
        "Measure again after the next round, with the same tool and other cases.",
    ]


def _disputed(count: int) -> Iterator[str]:
    if count:
        are = "One moderation is" if count == 1 else f"{count:,} moderations are"
        yield (
            f"{are} disputed: let a further person moderate, with what both sides say on the "
            "table. Until then the moderated grades count."
        )


def _dividing(found: Consistency) -> Iterator[str]:
    asked = [each for each in found.by_question if each.said_alike.cases >= _ENOUGH]
    named = [f"“{each.label}”" for each in asked if each.apart.mean][:_NAMED]
    if named:
        yield (
            f"Read two or three of these files together and talk about {listed(named)}: what does "
            "each answer stand for, and what must be on file for it? Write what you agree on into "
            "the guidance of the question."
        )


def _whole_files(found: Consistency) -> Iterator[str]:
    overall, questions = found.overall.exact, found.questions
    if overall.high is None or questions.low is None:
        return
    if overall.high < questions.low:
        yield (
            "People agree on single questions more than on whole files: agree on what tips an "
            "overall grade, with an example file for each grade."
        )


def _alone(found: Consistency) -> Iterator[str]:
    alpha = found.overall.alpha
    if alpha.low is not None and alpha.low < _TENTATIVE:
        yield (
            "Until agreement is shown to be better, let no decision about a case or a worker rest "
            "on the overall grade of one person."
        )


def _leaning(found: Consistency) -> Iterator[str]:
    moved = found.overall.moved
    if moved is None or moved.better + moved.worse < _ENOUGH:
        return
    down = moved.worse >= _MANY_MORE * max(moved.better, 1)
    up = moved.better >= _MANY_MORE * max(moved.worse, 1)
    if down or up:
        yield (
            f"Moderation made {amount(moved.worse, 'grade', 'grades')} worse and {moved.better:,} "
            f"better: auditors grade more {'mildly' if down else 'strictly'} than moderators. Let "
            "both say what they looked for, and settle which of the two the service means."
        )


def _more(audits: Consistency, moderations: Consistency) -> Iterator[str]:
    if audits.cases < FEW:
        have = f"{amount(audits.cases, 'case', 'cases')} so far" if audits.cases else "none so far"
        yield (
            "Have more cases audited by two people who do not know of one another’s grades: "
            f"{have}, and figures begin to be a measure from about {FEW}. Draw them at random."
        )
    if not moderations.cases:
        yield "Have a second person moderate some audits: nobody has so far in this selection."

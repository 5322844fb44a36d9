"""A team's figures beside those of all other teams: how the two differ."""

from __future__ import annotations

from typing import Final

from exports.figures.comparing import Comparison, Side, compare_groups
from exports.figures.report_data import Distribution, QuestionFigures
from exports.figures.reports.team_data import Beside, TeamQuestion

OTHERS: Final = "all other teams"
_AUDITS: Final = ("audit", "audits")
_ANSWERS: Final = ("answer", "answers")


def beside(team: str, own: Distribution, others: Distribution) -> Beside:
    """Return grades of a team beside those of others."""
    return Beside(team=own, others=others, comparison=_compared(team, own, others, _AUDITS))


def question_beside(team: str, own: QuestionFigures, others: Distribution) -> TeamQuestion:
    """Return the answers of a team to a question beside those of others."""
    comparison = _compared(team, own, others, _ANSWERS)
    return TeamQuestion(figures=own, others=others, comparison=comparison)


def _compared(
    team: str, own: Distribution, others: Distribution, unit: tuple[str, str]
) -> Comparison | None:
    """Return how the team differs; None where there is no good or bad."""
    if own.good_or_better is None or others.good_or_better is None:
        return None
    here, there = Side(team, own.good_or_better), Side(OTHERS, others.good_or_better)
    return compare_groups(here, there, unit=unit)

"""Every number and word of a team's report, complete before it is drawn."""

from __future__ import annotations

from exports.figures.comparing import Comparison
from exports.figures.complete import Complete
from exports.figures.report_data import Count, Distribution, QuestionFigures, Quote, TrendPoint
from exports.figures.reports.tool_report import ToolReport
from forms.scales import Scale


class Beside(Complete):
    """Grades or answers of the team and of all other teams, and how the two differ.

    `comparison` is None where there is no good or bad to compare.
    """

    team: Distribution
    others: Distribution
    comparison: Comparison | None


class TeamQuestion(Complete):
    """One question: how the team's audits answered it, beside those of all other teams."""

    figures: QuestionFigures
    others: Distribution
    comparison: Comparison | None


class TeamSection(Complete):
    """One section of the tool: its grades, then its questions."""

    id: str
    title: str
    grades: Beside
    questions: list[TeamQuestion]


class TalkingPoint(Complete):
    """A question worth talking about in the team, and what auditors wrote beside its answers."""

    section: str
    question: TeamQuestion
    quotes: list[Quote]


class TeamData(ToolReport):
    """One team's audits with one tool beside those of all other teams; never a ranking.

    `without_team` audits have no team recorded: they are neither the team's nor the others'.
    `small` warns where the team has too few audits for percentages. `talk_about` begins with what
    is clearly lower than elsewhere, `going_well` with what is clearly higher.
    """

    team: str
    auditors: Count
    double_audits: Count
    other_teams: int
    other_audits: Count
    without_team: Count
    grades: Scale
    scales: dict[str, Scale]
    overall: Beside
    small: str
    sections: list[TeamSection]
    talk_about: list[TalkingPoint]
    going_well: list[TalkingPoint]
    trend: list[TrendPoint]
    strengths: list[Quote]
    improvements: list[Quote]

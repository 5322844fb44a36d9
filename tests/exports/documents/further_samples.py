"""An overview and a team's report of an invented service, complete, as figures hand them over."""

from datetime import date
from random import Random

from exports.figures.comparing import Comparison, Side, compare_groups, compare_periods
from exports.figures.method_notes import notes_on
from exports.figures.report_data import Distribution, Quote, ReportSection, Share
from exports.figures.reports.changes import in_few_words
from exports.figures.reports.overview_data import OverviewData, ToolOverview, TopConcern
from exports.figures.reports.team_data import (
    Beside,
    TalkingPoint,
    TeamData,
    TeamQuestion,
    TeamSection,
)
from tests.exports.documents.sample_report import GRADES, MET, distribution, drawn, sample_report

TITLES = ("Child’s voice", "Dip sample", "Management oversight", "Supervision file", "Thresholds",
          "Neglect", "Care planning", "Chronology", "Private fostering", "Section 11")  # fmt: skip


def sample_overview(tools: int = 3, text: str = "") -> OverviewData:
    """Return an overview of so many tools; `text` takes the place of every free text."""
    random = Random(11)
    found = [_tool(random, place, text) for place in range(tools)]
    audits = sum(tool.audits for tool in found)
    scope = sample_report().figures.scope.model_copy(
        update={"audits": audits, "cases": audits - 3, "where": {"team": text} if text else {}}
    )
    return OverviewData(
        title="Overview of case file audits",
        period="2026 Q2",
        scope=scope,
        as_at=date(2026, 6, 30),
        auditors=12,
        double_audits=4,
        tool_count=tools,
        tools=found,
        compared="Change: 2026 Q2 against 2026 Q1. It is clear only where the range below it "
        "leaves out 0.",
        notes=[text or "Fewer than 20 audits with 2 tools.", "Compare a tool with itself alone."],
    )


def _tool(random: Random, place: int, text: str) -> ToolOverview:
    grades = MET if place == 4 else GRADES
    overall = drawn(random, grades, random.randint(8, 120), 0.6)
    before = drawn(random, grades, random.randint(5, 60), 0.5)
    broken = "The audit tool changed from version 0.9 to 1.0." if place == 2 else None
    change = compare_periods(
        Side("2026 Q2", share(overall)), Side("2026 Q1", share(before)), broken
    )
    label = text or "Was the child seen alone, often enough to speak freely, and at home?"
    concern = TopConcern(label=label, share=share(distribution(MET, [7 + place, 3, 13])))
    return ToolOverview(
        tool=f"tool-{place}",
        title=text or TITLES[place],
        versions=["1.0"],
        audits=overall.n + 1,
        cases=overall.n,
        grades=grades,
        overall=overall,
        change=change,
        changed=in_few_words(change),
        concern=None if place == 1 else concern,
    )


def share(figures: Distribution) -> Share:
    """Return the share of good answers of figures that have one."""
    assert figures.good_or_better is not None
    return figures.good_or_better


def sample_team(text: str = "") -> TeamData:
    """Return the report of one team on 57 audits beside 190 others.

    `text`, when given, takes the place of every free text.
    """
    report = sample_report(text)
    random = Random(3)
    sections = [_section(random, section) for section in report.sections]
    rated = [
        (section.title, question)
        for section in sections
        for question in section.questions
        if question.comparison
    ]
    quotes = [*report.strengths, *report.improvements]
    team = text or "North"
    return TeamData(
        team=team,
        title=f"{team}: {report.tool_title}",
        tool_title=report.tool_title,
        tool_versions=report.tool_versions,
        scope=report.figures.scope,
        first_audited=report.first_audited,
        last_audited=report.last_audited,
        as_at=report.as_at,
        auditors=report.auditors,
        double_audits=report.double_audits,
        other_teams=7,
        other_audits=190,
        without_team=3,
        grades=report.grades,
        scales=report.scales,
        overall=_beside(report.figures.overall, drawn(random, GRADES, 190, 0.6)),
        small="",
        sections=sections,
        talk_about=[_point(place, quotes) for place in rated[:5]],
        going_well=[_point(place, quotes) for place in rated[5:8]],
        trend=report.figures.trend,
        strengths=report.strengths,
        improvements=report.improvements,
        limits=["A difference asks a question.", *report.limits],
        method=report.method,
        notes=notes_on(["wilson", "difference", "rebasing"]),
    )


def _section(random: Random, section: ReportSection) -> TeamSection:
    figures = section.figures
    grades = Distribution(counts=figures.counts, n=figures.n, good_or_better=figures.good_or_better)
    return TeamSection(
        id=figures.id,
        title=figures.title,
        grades=_beside(grades, drawn(random, GRADES, 190, 0.6)),
        questions=[_question(random, each) for each in section.questions],
    )


def _question(random: Random, figures: object) -> TeamQuestion:
    counts = drawn(random, GRADES, 190, 0.6)
    nothing = Distribution(counts={}, n=0, good_or_better=None)
    others = counts if figures.good_or_better else nothing
    return TeamQuestion(figures=figures, others=others, comparison=_compared(figures, others))


def _beside(team: Distribution, others: Distribution) -> Beside:
    return Beside(team=team, others=others, comparison=_compared(team, others))


def _compared(team: Distribution, others: Distribution) -> Comparison | None:
    if team.good_or_better is None or others.good_or_better is None:
        return None
    return compare_groups(
        Side("North", team.good_or_better), Side("all other teams", others.good_or_better)
    )


def _point(placed: tuple[str, TeamQuestion], quotes: list[Quote]) -> TalkingPoint:
    return TalkingPoint(section=placed[0], question=placed[1], quotes=quotes[:2])


def alone(report: TeamData) -> TeamData:
    """Return the report of the only team there is, with one audit."""
    one, nothing = distribution(GRADES, [0, 1, 0, 0]), distribution(GRADES, [0, 0, 0, 0])
    scope = report.scope.model_copy(update={"audits": 1, "cases": 1})
    return report.model_copy(
        update={
            "scope": scope, "other_teams": 0, "other_audits": 0, "auditors": 1,
            "overall": _beside(one, nothing), "small": "Only 1 audit: read it as a single case.",
            "talk_about": [], "going_well": [], "trend": report.trend[:1],
        }
    )  # fmt: skip


def without_words(report: TeamData) -> TeamData:
    """Return a report in which nobody wrote anything, and a section has no question."""
    empty = report.sections[-1].model_copy(update={"questions": []})
    return report.model_copy(
        update={
            "sections": [*report.sections[:-1], empty], "strengths": [], "improvements": [],
            "talk_about": [
                each.model_copy(update={"quotes": []}) for each in report.talk_about
            ],
        }
    )  # fmt: skip

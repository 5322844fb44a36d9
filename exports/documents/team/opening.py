"""The first page of a team's report: how it stands, what to talk about, what goes well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.charts.bars import distribution_bar
from exports.charts.of_figures import scale_segments
from exports.charts.palette import fills
from exports.charts.words import describe_distribution
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.layout import BigFigure, SideBySide, Stack
from exports.documents.blocks.panels import Callout, Figure, Legend
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.chapters import narrowed
from exports.documents.styles import CONTENT_WIDTH, LEAD, SMALL, TABLE_STRONG
from exports.documents.team.cells import short_columns, short_row
from exports.figures.report_data import Distribution
from exports.figures.reports.team_data import TalkingPoint, TeamData

_GAP: Final = 18.0
_FIGURE: Final = 150.0
_GRADES: Final = CONTENT_WIDTH - 28 - _GAP - _FIGURE
_BAR: Final = 18.0
_MOST_TITLE_LINES: Final = 2
_MOST_POINTS: Final = 3
"""How many of each sort the page holds; all of them follow with what auditors wrote."""


def opening(report: TeamData) -> list[Block]:
    """Return the page that a team begins with; what it holds is bounded so that it stays one."""
    title = Heading(report.team, 1)
    title.most_lines = _MOST_TITLE_LINES
    return [
        title,
        Paragraph(_told(report), LEAD, most_lines=3),
        *narrowed(report),
        _headline(report),
        *_compared(report),
        *_points("To talk about", report.talk_about, _nothing_weak(report)),
        *_points("Going well", report.going_well, ""),
    ]


def _told(report: TeamData) -> str:
    scope = report.scope
    audits = wording.amount(scope.audits, "audit", "audits")
    cases = wording.amount(scope.cases, "case", "cases")
    people = wording.amount(report.auditors, "auditor", "auditors")
    others = wording.amount(report.other_audits, "audit", "audits")
    teams = wording.amount(report.other_teams, "other team", "other teams")
    days = wording.days_text(scope, report.first_audited, report.last_audited)
    beside = f"beside {others} of {teams}" if report.other_teams else "with no other team beside it"
    return f"{report.tool_title}: {audits} of {cases} by {people}, {days}, {beside}."


def _headline(report: TeamData) -> Block:
    share = report.overall.team.good_or_better
    figure = BigFigure(
        wording.share_text(share),
        f"of audits {report.grades.good_label}",
        [wording.count_text(share), f"95% interval {wording.interval_text(share) or '–'}"],
    )
    looks = fills(report.grades)
    legend = [
        (looks[each.code], each.label) for each in report.grades.points if each.value is not None
    ]
    spread = [
        *_spread("This team", report.overall.team, report),
        *(_spread("All other teams", report.overall.others, report) if report.other_teams else []),
        Legend(legend),
    ]
    return SideBySide([Stack(_FIGURE, [figure]), Stack(_GRADES, spread)], _GAP, panel=True)


def _spread(name: str, grades: Distribution, report: TeamData) -> list[Block]:
    """Return the overall grades of one side: its name with its share, and its bar."""
    share = grades.good_or_better
    told = f"{name}: {wording.share_text(share)}, {wording.count_text(share)}"
    segments = scale_segments(grades, report.grades)
    bar = distribution_bar(segments, _GRADES, _BAR)
    return [Paragraph(told, TABLE_STRONG), Figure(bar, describe_distribution(segments))]


def _compared(report: TeamData) -> list[Block]:
    """Return how the team stands to the others in words, and the warning about small numbers."""
    comparison = report.overall.comparison
    words = [comparison.words] if comparison and report.other_teams else []
    text = " ".join([*words, *([report.small] if report.small else [])])
    return [Callout(text, SMALL, most_lines=5)] if text else []


def _points(title: str, points: Sequence[TalkingPoint], nothing: str) -> list[Block]:
    if not points:
        return [Heading(title, 2), Paragraph(nothing, SMALL)] if nothing else []
    rows = [short_row(each.question) for each in points[:_MOST_POINTS]]
    return [Table(short_columns(title), rows)]


def _nothing_weak(report: TeamData) -> str:
    if report.small:
        return "Too few answers to say which question stands out. Read the audits one by one."
    return "No question was answered often enough, and with weak answers, to stand out."

"""What auditors wrote about a team's work."""

from __future__ import annotations

from collections.abc import Sequence

from exports.documents.blocks.block import Block
from exports.documents.blocks.text import Heading, Paragraph, QuoteBlock, keep_last_two
from exports.documents.chapters import Chapters
from exports.documents.styles import SMALL
from exports.figures.report_data import Quote
from exports.figures.reports.team_data import TalkingPoint, TeamData


def what_auditors_wrote(report: TeamData, headed: Chapters) -> list[Block]:
    """Return evidence beside the questions of the first page, then words on whole audits."""
    blocks: list[Block] = [
        headed("What auditors wrote", 1),
        Paragraph(
            "Quoted as auditors wrote it, without names of cases or people. The line below each "
            "quotation says which answer or grade it stands beside."
        ),
    ]
    for title, points in (
        ("Questions to talk about", report.talk_about),
        ("Questions that go well", report.going_well),
    ):
        if points:
            blocks += [headed(title, 2), *(block for each in points for block in _point(each))]
    for title, quotes in (
        ("Strengths", report.strengths),
        ("Areas for improvement", report.improvements),
    ):
        if quotes:
            blocks += [headed(title, 2), *_quotes(quotes)]
    return blocks


def _point(point: TalkingPoint) -> list[Block]:
    comparison = point.question.comparison
    return [
        Heading(point.question.figures.label, 3),
        Paragraph(f"{point.section}. {comparison.words if comparison else ''}".strip(), SMALL),
        *(_quotes(point.quotes) if point.quotes else [Paragraph("No evidence to quote.", SMALL)]),
    ]


def _quotes(quotes: Sequence[Quote]) -> list[Block]:
    return keep_last_two(
        [QuoteBlock(each.text, f"{each.about} — {each.answer}") for each in quotes]
    )

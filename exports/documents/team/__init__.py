"""One team's report as a PDF: its audits beside those of all other teams, to be talked about."""

from __future__ import annotations

from reportlab.platypus import Flowable

from exports.documents import wording
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.chapters import (
    Chapters,
    facts_of,
    half_a_page,
    in_chapters,
    limits_and_method,
)
from exports.documents.html.page import draw_page
from exports.documents.team.opening import opening
from exports.documents.team.results import all_sections, how_to_read, one_section
from exports.documents.team.words import what_auditors_wrote
from exports.documents.thematic.results import trend
from exports.figures.reports.team_data import TeamData


def team_bytes(report: TeamData) -> bytes:
    """Return the report as a PDF; the same data give the same bytes."""
    return draw_document(_facts(report), _story(report))


def team_page(report: TeamData) -> bytes:
    """Return the report as a web page, complete in itself; the same data give the same bytes."""
    return draw_page(_facts(report), _story(report))


def _facts(report: TeamData) -> DocumentFacts:
    audits = wording.amount(report.scope.audits, "audit", "audits")
    return facts_of(
        report, f"One team’s report on {audits} with the audit tool “{report.tool_title}”"
    )


def _story(report: TeamData) -> list[Flowable]:
    chapters, notes = Chapters(), MethodNotes(report.notes)
    return in_chapters(opening(report), chapters, _body(report, chapters, notes), notes)


def _body(report: TeamData, headed: Chapters, notes: MethodNotes) -> list[Flowable]:
    """Return all that follows the contents; the method comes last."""
    blocks: list[Flowable] = [half_a_page(), headed("Results by section", 1)]
    blocks += how_to_read(report, notes)
    blocks += all_sections(report, headed("All sections", 2))
    for section in report.sections:
        blocks += one_section(report, section, headed(section.title, 2))
    if len(report.trend) > 1:
        blocks += [
            half_a_page(),
            *trend(report.trend, report.grades, headed("Over time", 1), notes),
        ]
    if report.profile == "internal":
        blocks += [half_a_page(), *what_auditors_wrote(report, headed)]
    blocks += [half_a_page(), *limits_and_method(report, headed("Method and limits", 1), notes)]
    return blocks

"""One team's report as a PDF: its audits beside those of all other teams, to be talked about."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.contents import contents
from exports.documents.blocks.leading import explain
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.text import Heading
from exports.documents.html.page import draw_page
from exports.documents.styles import CONTENT_HEIGHT
from exports.documents.team.opening import opening
from exports.documents.team.results import all_sections, how_to_read, one_section
from exports.documents.team.words import limits_and_method, what_auditors_wrote
from exports.documents.thematic import wording
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
    return DocumentFacts(
        title=report.title,
        subject=f"One team’s report on {audits} with the audit tool “{report.tool_title}”",
        running_left=report.title,
        running_right=wording.days_text(report.scope, report.first_audited, report.last_audited),
        footer=f"{audits} · data as at {wording.day(report.as_at)} · for internal use",
    )


def _story(report: TeamData) -> list[Flowable]:
    notes = MethodNotes(report.notes)
    body, headings = _body(report, notes)
    story = [*opening(report), PageBreak(), *_contents(headings), *body]
    explain(story, notes.heading("wilson") or headings[-1])
    return story


def _contents(headings: list[Heading]) -> list[Flowable]:
    return [Heading("In this report", 1), *contents(headings)]


def _body(report: TeamData, notes: MethodNotes) -> tuple[list[Flowable], list[Heading]]:
    """Return all that follows the opening page, and its headings, the last that of the method."""
    headings: list[Heading] = []

    def headed(text: str, level: int) -> Heading:
        headings.append(Heading(text, level))
        return headings[-1]

    blocks: list[Flowable] = [_half_a_page(), headed("Results by section", 1)]
    blocks += how_to_read(report, notes)
    blocks += all_sections(report, headed("All sections", 2))
    for section in report.sections:
        blocks += one_section(report, section, headed(section.title, 2))
    if len(report.trend) > 1:
        blocks += [
            _half_a_page(),
            *trend(report.trend, report.grades, headed("Over time", 1), notes),
        ]
    blocks += [_half_a_page(), *what_auditors_wrote(report, headed)]
    blocks += [_half_a_page(), *limits_and_method(report, headed("Method and limits", 1), notes)]
    return blocks, headings


def _half_a_page() -> Flowable:
    """Return a break where less than half a page is left."""
    return CondPageBreak(CONTENT_HEIGHT / 2)

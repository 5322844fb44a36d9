"""Audits over time against a target as a PDF: what changed, what only varied, what will be met."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.contents import contents
from exports.documents.blocks.leading import explain
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.text import Heading
from exports.documents.html.page import draw_page
from exports.documents.over_time.charts import how_to_read, one_series, other_questions
from exports.documents.over_time.opening import opening
from exports.documents.over_time.words import limits_and_method
from exports.documents.styles import CONTENT_HEIGHT
from exports.documents.thematic import wording
from exports.figures.reports.over_time_data import OverTimeData, Series


def over_time_bytes(report: OverTimeData) -> bytes:
    """Return the report as a PDF; the same data give the same bytes."""
    return draw_document(_facts(report), _story(report))


def over_time_page(report: OverTimeData) -> bytes:
    """Return the report as a web page, complete in itself; the same data give the same bytes."""
    return draw_page(_facts(report), _story(report))


def _facts(report: OverTimeData) -> DocumentFacts:
    audits = wording.amount(report.scope.audits, "audit", "audits")
    return DocumentFacts(
        title=report.title,
        subject=f"Trend of {audits} with the audit tool “{report.tool_title}”",
        running_left=report.title,
        running_right=wording.days_text(report.scope, report.first_audited, report.last_audited),
        footer=f"{audits} · data as at {wording.day(report.as_at)} · for internal use",
    )


def _story(report: OverTimeData) -> list[Flowable]:
    notes = MethodNotes(report.notes)
    body, headings = _body(report, notes)
    story = [*opening(report), PageBreak(), Heading("In this report", 1), *contents(headings)]
    story += body
    explain(story, notes.heading("wilson") or headings[-1])
    return story


def _body(report: OverTimeData, notes: MethodNotes) -> tuple[list[Flowable], list[Heading]]:
    """Return all that follows the opening page, and its headings, the last that of the method."""
    headings: list[Heading] = []

    def headed(text: str, level: int) -> Heading:
        headings.append(Heading(text, level))
        return headings[-1]

    def charted(several: list[Series]) -> list[Flowable]:
        return [
            block
            for each in several
            for block in one_series(each, report.every, headed(each.title, 2), notes)
        ]

    blocks: list[Flowable] = [_half_a_page(), *how_to_read(headed("How to read the charts", 1))]
    blocks += one_series(report.main, report.every, headed(report.main.title, 1), notes)
    if report.sections:
        blocks += [_half_a_page(), headed("Grades", 1), *charted(report.sections)]
    if report.questions:
        blocks += [_half_a_page(), headed("Questions with a signal", 1)]
        blocks += charted(report.questions)
    if report.others:
        blocks += other_questions(report, headed("Other questions", 1))
    blocks += [_half_a_page(), *limits_and_method(report, headed("Method and limits", 1), notes)]
    return blocks, headings


def _half_a_page() -> Flowable:
    """Return a break where less than half a page is left."""
    return CondPageBreak(CONTENT_HEIGHT / 2)

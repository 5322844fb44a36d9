"""Audits over time against a target as a PDF: what changed, what only varied, what will be met."""

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
from exports.documents.over_time.charts import how_to_read, one_series, other_questions
from exports.documents.over_time.opening import opening
from exports.figures.reports.over_time_data import OverTimeData, Series


def over_time_bytes(report: OverTimeData) -> bytes:
    """Return the report as a PDF; the same data give the same bytes."""
    return draw_document(_facts(report), _story(report))


def over_time_page(report: OverTimeData) -> bytes:
    """Return the report as a web page, complete in itself; the same data give the same bytes."""
    return draw_page(_facts(report), _story(report))


def _facts(report: OverTimeData) -> DocumentFacts:
    audits = wording.amount(report.scope.audits, "audit", "audits")
    return facts_of(report, f"Trend of {audits} with the audit tool “{report.tool_title}”")


def _story(report: OverTimeData) -> list[Flowable]:
    chapters, notes = Chapters(), MethodNotes(report.notes)
    return in_chapters(opening(report), chapters, _body(report, chapters, notes), notes)


def _body(report: OverTimeData, headed: Chapters, notes: MethodNotes) -> list[Flowable]:
    """Return all that follows the contents; the method comes last."""

    def charted(several: list[Series]) -> list[Flowable]:
        return [
            block
            for each in several
            for block in one_series(each, report.every, headed(each.title, 2), notes)
        ]

    blocks: list[Flowable] = [half_a_page(), *how_to_read(headed("How to read the charts", 1))]
    blocks += one_series(report.main, report.every, headed(report.main.title, 1), notes)
    if report.sections:
        blocks += [half_a_page(), headed("Grades", 1), *charted(report.sections)]
    if report.questions:
        blocks += [half_a_page(), headed("Questions with a signal", 1)]
        blocks += charted(report.questions)
    if report.others:
        blocks += other_questions(report, headed("Other questions", 1))
    blocks += [half_a_page(), *limits_and_method(report, headed("Method and limits", 1), notes)]
    return blocks

"""How far people agree as a PDF: what it means, what divides them, what to do."""

from __future__ import annotations

from reportlab.platypus import Flowable, PageBreak

from exports.documents.agreed.guide import what_it_is
from exports.documents.agreed.opening import opening
from exports.documents.agreed.whole import one_part
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
from exports.documents.parts.strictness import strictness_chapter
from exports.figures.reports.agreed_data import AgreedData


def agreed_bytes(report: AgreedData) -> bytes:
    """Return the report as a PDF; the same data give the same bytes."""
    return draw_document(_facts(report), _story(report))


def agreed_page(report: AgreedData) -> bytes:
    """Return the report as a web page, complete in itself; the same data give the same bytes."""
    return draw_page(_facts(report), _story(report))


def _facts(report: AgreedData) -> DocumentFacts:
    return facts_of(
        report, f"Agreement between people who used the audit tool “{report.tool_title}”"
    )


def _story(report: AgreedData) -> list[Flowable]:
    chapters, notes = Chapters(), MethodNotes(report.notes)
    return in_chapters(
        opening(report), chapters, _body(report, chapters, notes), notes, "agreement"
    )


def _body(report: AgreedData, headed: Chapters, notes: MethodNotes) -> list[Flowable]:
    """Return all that follows the contents; the method comes last."""
    blocks: list[Flowable] = [half_a_page(), *what_it_is(headed("What agreement is", 1))]
    if report.double_audits:
        blocks += [PageBreak(), headed("Double audits", 1)]
        blocks += one_part(report, report.double_audits, headed, "")
    if report.moderations:
        blocks += [PageBreak(), headed("Moderations", 1)]
        blocks += one_part(report, report.moderations, headed, " in moderation")
    if report.strictness:
        heading = headed("How strictly auditors grade", 1)
        blocks += [half_a_page(), *strictness_chapter(report.strictness, heading, notes)]
    blocks += [half_a_page(), *limits_and_method(report, headed("Method and limits", 1), notes)]
    return blocks

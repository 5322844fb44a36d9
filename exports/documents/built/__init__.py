"""A report from a template as a PDF or a web page: its cover, its parts in the order chosen."""

from __future__ import annotations

from reportlab.platypus import Flowable

from exports.documents import wording
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.cover import Cover
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.built.parts import PartDrawer
from exports.documents.chapters import Chapters, half_a_page, in_chapters, limits_and_method
from exports.documents.html.page import draw_page
from exports.documents.thematic.opening import cover
from exports.figures.report_data import CLASSIFIED
from exports.figures.reports.built_data import BuiltReport


def built_bytes(report: BuiltReport) -> bytes:
    """Return the report as a PDF; the same data give the same bytes."""
    return draw_document(_facts(report), _story(report), _cover(report))


def built_page(report: BuiltReport) -> bytes:
    """Return the report as a web page, complete in itself; the same data give the same bytes."""
    return draw_page(_facts(report), _story(report), _cover(report))


def _facts(report: BuiltReport) -> DocumentFacts:
    audits = wording.amount(report.scope.audits, "audit", "audits")
    return DocumentFacts(
        title=report.title,
        subject=f"Report on {audits} with the audit tool “{report.tool_title}”",
        running_left=report.title,
        running_right=wording.period_text(report.figures),
        footer=f"{CLASSIFIED[report.profile]} · {audits} · data as at {wording.day(report.as_at)}",
    )


def _cover(report: BuiltReport) -> Cover:
    return cover(report.figures, "Audit report", report.logo)


def _story(report: BuiltReport) -> list[Flowable]:
    chapters, notes = Chapters(), MethodNotes(report.notes)
    drawer = PartDrawer(report, chapters, notes)
    body = [block for part in report.parts for block in drawer.blocks(part)]
    last = limits_and_method(report, chapters("Method and limits", 1), notes)
    return in_chapters([], chapters, [*body, half_a_page(), *last], notes)

"""The overview of several audit tools as a PDF: one page for a manager and a board."""

from exports.documents import wording
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.html.page import draw_page
from exports.documents.overview.page import story
from exports.figures.report_data import CLASSIFIED
from exports.figures.reports.overview_data import OverviewData


def overview_bytes(report: OverviewData) -> bytes:
    """Return the overview as a PDF of one page; the same data give the same bytes."""
    return draw_document(_facts(report), story(report))


def overview_page(report: OverviewData) -> bytes:
    """Return the overview as a web page, complete in itself; the same data give the same bytes."""
    return draw_page(_facts(report), story(report))


def _facts(report: OverviewData) -> DocumentFacts:
    audits = wording.amount(report.scope.audits, "audit", "audits")
    return DocumentFacts(
        title=f"{report.title}, {report.period}",
        subject=f"Overview of {audits} with all audit tools",
        running_left=report.title,
        running_right=report.period,
        footer=f"{CLASSIFIED[report.profile]} · {audits} · data as at {wording.day(report.as_at)}",
    )

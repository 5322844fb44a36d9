"""The thematic report as a PDF: all audits with one tool, told to a manager and a board."""

from pathlib import Path

from reportlab.platypus import Flowable, PageBreak

from exports.documents import wording
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.chapters import Chapters, half_a_page, in_chapters
from exports.documents.html.page import draw_page
from exports.documents.parts.funnel import funnel_chapter
from exports.documents.parts.terms import terms_chapter
from exports.documents.protecting import protected
from exports.documents.saving import save_whole
from exports.documents.thematic.guide import grade_meanings, has_share, how_to_read
from exports.documents.thematic.opening import cover, summary
from exports.documents.thematic.results import all_sections, one_grouping, one_section, trend
from exports.documents.thematic.words import method, one_theme, overall_words
from exports.figures.report_data import CLASSIFIED, ReportData


def thematic_bytes(report: ReportData) -> bytes:
    """Return the report as a PDF; the same data give the same bytes."""
    return draw_document(_facts(report), _story(report), cover(report))


def thematic_page(report: ReportData) -> bytes:
    """Return the report as a web page, complete in itself; the same data give the same bytes."""
    return draw_page(_facts(report), _story(report), cover(report))


def write_thematic(report: ReportData, target: Path, password: str = "") -> None:
    """Write the report to `target`: the whole file appears, or nothing does.

    It opens with `password` only, unless that is empty. Raises AuditAppError when the file cannot
    be written.
    """
    save_whole(protected(thematic_bytes(report), password), target)


def _facts(report: ReportData) -> DocumentFacts:
    audits = wording.amount(report.figures.scope.audits, "audit", "audits")
    return DocumentFacts(
        title=report.title,
        subject=f"Thematic report on {audits} with the audit tool “{report.tool_title}”",
        running_left=report.title,
        running_right=wording.period_text(report),
        footer=f"{CLASSIFIED[report.profile]} · {audits} · data as at {wording.day(report.as_at)}",
    )


def _story(report: ReportData) -> list[Flowable]:
    chapters, notes = Chapters(), MethodNotes(report.notes)
    opening = summary(report, chapters("Summary", 1))
    return in_chapters(opening, chapters, _body(report, chapters, notes), notes)


def _body(report: ReportData, headed: Chapters, notes: MethodNotes) -> list[Flowable]:
    """Return all that follows the contents; the method comes last."""
    blocks: list[Flowable] = [PageBreak(), headed("Results by section", 1)]
    if has_share(report):
        blocks += how_to_read(report, headed("How to read the figures", 2), notes)
    blocks += all_sections(report, headed("All sections", 2))
    blocks += grade_meanings(report, headed("What the grades mean", 2))
    for section in report.sections:
        blocks += one_section(report, section, headed(section.figures.title, 2))
    if report.groups or report.figures.trend:
        blocks += [half_a_page(), headed("Comparisons", 1)]
    funnels = {each.field: each for each in report.funnels}
    for table in report.groups:
        blocks += one_grouping(report, table, headed(f"By {table.title.lower()}", 2))
        if funnel := funnels.get(table.field):
            heading = headed(f"{funnel.many.capitalize()} side by side", 2)
            blocks += funnel_chapter(funnel, heading, notes)
    if report.figures.trend:
        blocks += trend(report.figures.trend, report.grades, headed("Over time", 2), notes)
    blocks += [half_a_page(), *overall_words(report, headed("What auditors wrote", 1))]
    for theme in report.themes:
        blocks += one_theme(theme, headed(theme.title, 2))
    if report.terms:
        blocks += terms_chapter(report.terms, headed("Frequent words", 2), notes)
    blocks += [PageBreak(), *method(report, headed("Method and limits", 1), notes)]
    return blocks

"""What auditors wrote, grouped by theme, and what the reader must know about the figures."""

from collections.abc import Sequence

from exports.documents.blocks.block import Block
from exports.documents.blocks.panels import Callout
from exports.documents.blocks.table import Column, Table, TextCell
from exports.documents.blocks.text import Heading, Paragraph, QuoteBlock, bullet_list
from exports.documents.styles import CONTENT_WIDTH, SMALL, TABLE_STRONG
from exports.documents.thematic import wording
from exports.figures.report_data import Quote, ReportData, ThemeWords


def overall_words(report: ReportData, heading: Heading) -> list[Block]:
    """Return the strengths and areas for improvement of whole audits."""
    return [
        heading,
        Paragraph(
            "Quoted as auditors wrote it. The line below each quotation says what it is about and "
            "the answer or grade it stands beside."
        ),
        *_quotes(Heading("Strengths", 2), report.strengths),
        *_quotes(Heading("Areas for improvement", 2), report.improvements),
    ]


def one_theme(theme: ThemeWords, heading: Heading) -> list[Block]:
    """Return the evidence under one theme, good answers and weak ones apart."""
    share = theme.share
    said = (
        f"{wording.share_text(share)} of answers under this theme are good "
        f"({wording.count_text(share)}; 95% interval {wording.interval_text(share)})."
        if share.n
        else "No answer under this theme was given on a scale."
    )
    return [
        heading,
        Paragraph(said),
        *_quotes(Heading("Strengths", 3), theme.strengths),
        *_quotes(Heading("Areas for improvement", 3), theme.improvements),
        *_left_out(theme.left_out),
    ]


def _left_out(number: int) -> list[Block]:
    if not number:
        return []
    pieces = wording.amount(number, "further piece", "further pieces")
    return [Paragraph(f"{pieces} of evidence under this theme not quoted here.", SMALL)]


def _quotes(heading: Heading, quotes: Sequence[Quote]) -> list[Block]:
    if not quotes:
        return []
    return [
        heading,
        *(QuoteBlock(quote.text, _source(quote)) for quote in quotes),
    ]


def _source(quote: Quote) -> str:
    return f"{quote.about} — {quote.answer}" if quote.answer else quote.about


def method(report: ReportData, heading: Heading) -> list[Block]:
    """Return the limits, the method and what each grade stands for."""
    return [
        heading,
        Heading("Limits", 2),
        *_limits(report),
        Heading("Method", 2),
        *bullet_list(report.method),
        Heading("What the grades mean", 2),
        _grades(report),
    ]


def _limits(report: ReportData) -> list[Block]:
    if not report.limits:
        return [Paragraph("None beyond those of any audit of records.")]
    return [Callout(report.limits[0]), *bullet_list(report.limits[1:])]


def _grades(report: ReportData) -> Table:
    rows = [
        [TextCell(point.label, TABLE_STRONG), TextCell(point.descriptor or wording.NOTHING)]
        for point in report.grades.points
    ]
    return Table([Column("Grade", 130), Column("What it means", CONTENT_WIDTH - 130)], rows)

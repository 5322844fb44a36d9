"""What auditors wrote, grouped by theme, and what the reader must know about the figures."""

from collections.abc import Sequence
from typing import Final

from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Callout
from exports.documents.blocks.text import Heading, Paragraph, QuoteBlock, bullet_list, keep_last_two
from exports.documents.styles import SMALL
from exports.figures.report_data import Profile, Quote, ReportData, Share, ThemeWords

_INTRODUCED: Final[dict[Profile, str]] = {
    "internal": "Quoted as auditors wrote it. The line below each quotation says what it is about "
    "and the answer or grade it stands beside.",
    "published": "What is quoted was chosen for publication piece by piece, and stands as auditors "
    "wrote it. The line below each quotation says what it is about.",
}


def overall_words(report: ReportData, heading: Heading) -> list[Block]:
    """Return the strengths and areas for improvement of whole audits."""
    return [
        heading,
        Paragraph(_INTRODUCED[report.profile]),
        *_quotes(Heading("Strengths", 2), report.strengths),
        *_quotes(Heading("Areas for improvement", 2), report.improvements),
    ]


def one_theme(theme: ThemeWords, heading: Heading) -> list[Block]:
    """Return the evidence under one theme, good answers and weak ones apart."""
    return [
        heading,
        Paragraph(_told(theme.share)),
        *_left_out(theme.left_out),
        *_quotes(Heading("Strengths", 3), theme.strengths),
        *_quotes(Heading("Areas for improvement", 3), theme.improvements),
    ]


def _told(share: Share) -> str:
    if not share.n:
        return "No answer under this theme was given on a scale."
    counted = wording.count_text(share)
    if wording.is_hidden(share):
        return f"{counted} answers under this theme are good; the share is not published."
    said = f"{wording.share_text(share)} of answers under this theme are good"
    return f"{said} ({counted}; {wording.interval_words(share)})."


def _left_out(number: int) -> list[Block]:
    if not number:
        return []
    pieces = wording.amount(number, "further piece", "further pieces")
    return [Paragraph(f"{pieces} of evidence under this theme not quoted here.", SMALL)]


def _quotes(heading: Heading, quotes: Sequence[Quote]) -> list[Block]:
    if not quotes:
        return []
    return [heading, *keep_last_two([QuoteBlock(each.text, _source(each)) for each in quotes])]


def _source(quote: Quote) -> str:
    return f"{quote.about} — {quote.answer}" if quote.answer else quote.about


def method(report: ReportData, heading: Heading, notes: MethodNotes) -> list[Block]:
    """Return the limits of the figures, how they were made, and a note on each method."""
    return [
        heading,
        Heading("Limits", 2),
        *_limits(report),
        Heading("Method", 2),
        *bullet_list(report.method),
        *([Heading("Notes on methods", 2)] if report.notes else []),
        *notes.blocks(),
    ]


def _limits(report: ReportData) -> list[Block]:
    if not report.limits:
        return [Paragraph("None beyond those of any audit of records.")]
    return [Callout(report.limits[0]), *bullet_list(report.limits[1:])]

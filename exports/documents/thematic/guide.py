"""How to read the figures: what a share and its interval say, and what each grade stands for."""

from typing import Final

from exports.charts.bars import share_bar
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Column, TextCell
from exports.documents.blocks.layout import SideBySide, Stack
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Figure
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.styles import CONTENT_WIDTH, SMALL, TABLE_STRONG
from exports.figures.report_data import ReportData

_GAP: Final = 24.0
_EXAMPLE: Final = 150.0
_WORDS: Final = CONTENT_WIDTH - 28 - _GAP - _EXAMPLE


def has_share(report: ReportData) -> bool:
    """Return whether the report has a share to explain."""
    share = report.figures.overall.good_or_better
    return share is not None and share.share is not None


def how_to_read(report: ReportData, heading: Heading, notes: MethodNotes) -> list[Block]:
    """Return how to read a share, with the report's own as the example, on one panel."""
    share = report.figures.overall.good_or_better
    if share is None:
        return []
    said, between = wording.share_text(share), wording.interval_text(share)
    text = (
        f"A share such as {said} says how many of the audits counted were graded "
        f"{report.grades.good_label}. The interval with it, such as {between}, is where the share "
        "would most likely lie if every case had been audited: the fewer the audits, the wider it "
        "is. Two shares whose intervals overlap widely may not differ at all."
    )
    example = Figure(
        share_bar(share.share, share.low, share.high, _EXAMPLE, 16),
        f"Example of a bar: a share of {said} with its interval, {between}.",
        "The bar is the share, the dark line below it the 95% interval, the mark in the middle "
        "50%.",
    )
    told = [heading, Paragraph(text, SMALL), *notes.link("wilson")]
    columns = [Stack(_WORDS, told), Stack(_EXAMPLE, [example])]
    return [SideBySide(columns, _GAP, panel=True)]


def grade_meanings(report: ReportData, heading: Heading) -> list[Block]:
    """Return what each grade stands for."""
    rows = [
        [TextCell(point.label, TABLE_STRONG), TextCell(point.descriptor or wording.NOTHING)]
        for point in report.grades.points
    ]
    columns = [Column("Grade", 130), Column("What it means", CONTENT_WIDTH - 130)]
    return [heading, Table(columns, rows)]

"""The opening of the merge report: how many audits came to what."""

from dataclasses import asdict
from typing import Final

from db.merge_report import MergeReport, others_told
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Column, TextCell
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.merge_report import wording
from exports.documents.styles import CONTENT_WIDTH, LEAD, SMALL, TABLE_STRONG, Align

_NAME: Final = 90.0
_NUMBER: Final = 60.0
_MEANINGS: Final = {
    "new": "Audits that were not in the database.",
    "updated": "Audits that were there, with newer work in the file.",
    "identical": "Audits that were there as they stand in the file, or newer.",
    "joined": "Changed on both sides in different places; both changes count.",
    "conflicts": "Changed differently in the same place: a person settles them, and no figure "
    "counts them until then.",
    "set_aside": "Audits, or versions of audits, that are not sound and were left out.",
    "erased": "Audits that were erased from the database before, and stay out.",
}


def totals(report: MergeReport, told: str, *, is_done: bool) -> list[Block]:
    """Return the heading, what was merged, and a row for each outcome that occurred."""
    counts = asdict(report.audits)
    rows = [
        [TextCell(words, TABLE_STRONG), TextCell(_MEANINGS[key]), TextCell(f"{counts[key]:,}")]
        for key, words in wording.OUTCOMES.items()
        if counts[key]
    ]
    columns = [
        Column("Audits", _NAME),
        Column("What it means", CONTENT_WIDTH - _NAME - _NUMBER),
        Column("Number", _NUMBER, Align.RIGHT),
    ]
    blocks: list[Block] = [
        Heading("Merge report" if is_done else "What a merge would do", 1),
        Paragraph(told, LEAD),
    ]
    blocks += [Table(columns, rows)] if rows else [Paragraph("No audit came with these files.")]
    blocks += [Paragraph(told) for told in others_told(report.others)]
    if report.drafts:
        drafts = wording.amount(report.drafts, "draft", "drafts")
        blocks.append(Paragraph(f"{drafts} of others came along; they count in no figure.", SMALL))
    return blocks

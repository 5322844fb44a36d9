"""Draws the pages of one sealed audit from its content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from exports.documents.base import DocumentFacts
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.panels import Callout, KeyValues
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, bullet_list
from exports.documents.styles import CONTENT_WIDTH, LEAD, SMALL, TABLE_STRONG

if TYPE_CHECKING:
    from exports.documents.blocks.block import Block
    from exports.documents.sealed_audit.content import Item, PrintedSection, SealedContent

_QUESTION: Final = 168.0
_ANSWER: Final = 104.0
_PAIRS_TOGETHER: Final = 8
_SHORT: Final = 60
"""Characters of an answer that may stand in its own narrow column."""
_COLUMNS: Final = (
    Column("Question", _QUESTION),
    Column("Answer", _ANSWER),
    Column("Evidence", CONTENT_WIDTH - _QUESTION - _ANSWER),
)


def facts(content: SealedContent) -> DocumentFacts:
    """Return what the document says of itself; its properties name no case and nobody."""
    return DocumentFacts(
        title=f"Audit with {content.tool}",
        subject="One audit of a case file, as it was sealed",
        running_left=f"{content.case} · {content.tool}",
        running_right=content.short,
        footer=content.sealed,
    )


def story(content: SealedContent) -> list[Block]:
    """Return the blocks of all pages: what was found as a whole first, then every answer."""
    blocks: list[Block] = [
        Heading(f"Audit of case {content.case}", 1),
        Paragraph(content.tool, LEAD),
        *([Callout(content.standing)] if content.standing else []),
        *_particulars(content.particulars),
        *([Heading("Reason for this version", 2)] if content.reason else []),
        *_written(content.reason),
        *_overall(content),
    ]
    for section in content.sections:
        blocks += _section(section)
    return blocks + _set_aside(content.set_aside)


def _particulars(pairs: Sequence[tuple[str, str]]) -> list[Block]:
    """Return the pairs in blocks small enough for any page: an audit may have many attributes."""
    starts = range(0, len(pairs), _PAIRS_TOGETHER)
    blocks = [KeyValues(pairs[start : start + _PAIRS_TOGETHER]) for start in starts]
    for block in blocks[:-1]:
        block.spaceAfter = 0
    return [*blocks]


def _overall(content: SealedContent) -> list[Block]:
    blocks: list[Block] = [
        Heading("Overall grade", 2),
        Callout(content.overall or "Not graded", LEAD),
        *_written(content.overall_reason),
    ]
    for title, text in (
        ("Strengths", content.strengths),
        ("Areas for improvement", content.improvements),
    ):
        if text:
            blocks += [Heading(title, 2), *_written(text)]
    if content.concerns:
        blocks += [Heading("Safeguarding concerns raised", 2), *bullet_list(content.concerns)]
    return blocks


def _section(section: PrintedSection) -> list[Block]:
    blocks: list[Block] = [Heading(section.title, 2)]
    if section.grade:
        blocks.append(Paragraph(f"Grade: {section.grade}"))
    blocks += _written(section.reason)
    for group in section.groups:
        blocks += [Heading(group.title, 3)] if group.title else []
        blocks.append(_table(group.items))
    if section.not_asked:
        questions = "1 question was" if section.not_asked == 1 else _many(section.not_asked)
        blocks.append(Paragraph(f"{questions} not asked, because of earlier answers.", SMALL))
    return blocks


def _many(number: int) -> str:
    return f"{number:,} questions were"


def _set_aside(items: Sequence[Item]) -> list[Block]:
    if not items:
        return []
    told = "The tool was changed under this audit. These answers stay with it and count nowhere."
    return [Heading("Answers set aside", 2), Paragraph(told, SMALL), _table(items)]


def _table(items: Sequence[Item]) -> Table:
    return Table(_COLUMNS, [_row(item) for item in items])


def _row(item: Item) -> list[Cell]:
    """Return one question; an answer in many words has the room of its evidence too."""
    label = TextCell(item.label)
    if len(item.answer) <= _SHORT:
        evidence = TextCell(item.evidence or "–", note=item.note)
        return [label, TextCell(item.answer, TABLE_STRONG), evidence]
    below = "\n".join(part for part in (item.evidence, item.note) if part)
    return [label, TextCell(item.answer, note=below, span=2)]


class _Written(Paragraph):
    """A paragraph that somebody wrote: it leads in to nothing that follows."""

    leads_in = False


def _written(text: str) -> list[Block]:
    """Return what somebody wrote, a block for each of its paragraphs."""
    return [_Written(part) for part in text.splitlines() if part.strip()]

"""Draws the pages of one sealed audit from its content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from exports.documents.base import DocumentFacts
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.layout import SideBySide, Stack
from exports.documents.blocks.panels import Callout, KeyValues
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, bullet_list
from exports.documents.sealed_audit.feedback import feedback as feedback_pages
from exports.documents.styles import (
    ACCENT,
    CONTENT_WIDTH,
    LEAD,
    SMALL,
    TABLE_STRONG,
    Align,
    TextStyle,
)
from exports.documents.text.fonts import Face

if TYPE_CHECKING:
    from exports.documents.blocks.block import Block
    from exports.figures.reports.audit_data import AuditData, Item, PrintedSection

_QUESTION: Final = 168.0
_ANSWER: Final = 104.0
_SECTION_GRADE: Final = 150.0
_GOOD: Final = 90.0
_PANEL: Final = CONTENT_WIDTH - 28
_GRADE: Final = TextStyle(20, 26, Face.BOLD, ACCENT, after=2)
_PAIRS_TOGETHER: Final = 8
_SHORT: Final = 60
"""Characters of an answer that may stand in its own narrow column."""
_COLUMNS: Final = (
    Column("Question", _QUESTION),
    Column("Answer", _ANSWER),
    Column("Evidence", CONTENT_WIDTH - _QUESTION - _ANSWER),
)


def facts(report: AuditData) -> DocumentFacts:
    """Return what the document says of itself; its properties name no case and nobody."""
    return DocumentFacts(
        title=f"Audit with {report.tool}",
        subject="One audit of a case file, as it was sealed",
        running_left=f"{report.case} · {report.tool}",
        running_right=report.short,
        footer=report.sealed,
    )


def story(report: AuditData, *, feedback: bool = False) -> list[Block]:
    """Return the blocks of all pages: what was found as a whole, then every answer, its record.

    With `feedback` come in between pages to talk over with the worker.
    """
    blocks: list[Block] = [
        Heading(f"Audit of case {report.case}", 1),
        Paragraph(report.tool, LEAD),
        *([Callout(report.standing)] if report.standing else []),
        *_overall(report),
        *_grades(report),
        *_concerns(report),
        *_said("Strengths", report.strengths),
        *_said("Areas for improvement", report.improvements),
        *(feedback_pages(report) if feedback else []),
        Heading("What was audited", 2),
        *_pairs(report.particulars),
    ]
    for section in report.sections:
        blocks += _section(section)
    return blocks + _set_aside(report.set_aside) + _record(report)


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[Block]:
    """Return the pairs in blocks small enough for any page: an audit may have many attributes."""
    starts = range(0, len(pairs), _PAIRS_TOGETHER)
    blocks = [KeyValues(pairs[start : start + _PAIRS_TOGETHER]) for start in starts]
    for block in blocks[:-1]:
        block.spaceAfter = 0
    return [*blocks]


def _overall(report: AuditData) -> list[Block]:
    """Return the overall grade on a panel with what it means, and the auditor's reason for it."""
    grade = report.overall
    if grade is None:
        return [Heading("Overall grade", 2), Callout("Not graded", LEAD)]
    words: list[Block] = [
        Paragraph("Overall grade", SMALL),
        Paragraph(f"{grade.symbol} {grade.label}".strip(), _GRADE),
        *([Paragraph(grade.meaning, SMALL)] if grade.meaning else []),
    ]
    panel = SideBySide([Stack(_PANEL, words)], 0, panel=True)
    return [panel, *_said("Why this grade", report.overall_reason)]


def _grades(report: AuditData) -> list[Block]:
    """Return every section's grade, and how many of its answers that can be judged are good."""
    rows = [_grade_row(section) for section in report.sections]
    columns = [
        Column("Section", CONTENT_WIDTH - _SECTION_GRADE - _GOOD),
        Column("Grade", _SECTION_GRADE),
        Column("Good answers", _GOOD, Align.RIGHT),
    ]
    return [Heading("Grades by section", 2), Table(columns, rows)] if rows else []


def _grade_row(section: PrintedSection) -> list[Cell]:
    good = f"{section.good} of {section.judged}" if section.judged else "–"
    return [TextCell(section.title), TextCell(section.grade or "–", TABLE_STRONG), TextCell(good)]


def _concerns(report: AuditData) -> list[Block]:
    if not report.concerns:
        return []
    return [Heading("Safeguarding concerns raised", 2), *bullet_list(report.concerns)]


def _said(title: str, text: str) -> list[Block]:
    """Return what somebody wrote under its heading; nothing where there is nothing."""
    return [Heading(title, 2), *_written(text)] if text.strip() else []


def _record(report: AuditData) -> list[Block]:
    """Return how the audit was sealed: by what it is known from any other."""
    return [
        Heading("The record", 2),
        *_pairs(report.record),
        *_said("Reason for this version", report.reason),
    ]


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

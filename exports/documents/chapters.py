"""What reports in chapters share: facts, collected headings, contents, limits and method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from exports.documents import wording
from exports.documents.base import DocumentFacts
from exports.documents.blocks.block import Block
from exports.documents.blocks.contents import contents
from exports.documents.blocks.leading import explain
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Callout
from exports.documents.blocks.text import Heading, Paragraph, bullet_list
from exports.documents.styles import CONTENT_HEIGHT, SMALL
from exports.figures.methods import Method
from exports.figures.report_data import CLASSIFIED
from exports.figures.reports.tool_report import ToolReport

Headed = Callable[[str, int], Heading]
"""Makes a heading of its text and level; `Chapters` keeps it for the contents too."""

_NARROWED_LINES: Final = 2


class Chapters:
    """Makes the headings of a report and keeps them for its contents, in order."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []

    def __call__(self, text: str, level: int) -> Heading:
        """Return a heading that the contents will list."""
        self.headings.append(Heading(text, level))
        return self.headings[-1]

    def contents(self) -> list[Block]:
        """Return the contents; every heading must have been made by now."""
        return [Heading("In this report", 1), *contents(self.headings)]


def facts_of(report: ToolReport, subject: str) -> DocumentFacts:
    """Return what a report says of itself at the edge of its pages."""
    audits = wording.amount(report.scope.audits, "audit", "audits")
    return DocumentFacts(
        title=report.title,
        subject=subject,
        running_left=report.title,
        running_right=wording.days_text(report.scope, report.first_audited, report.last_audited),
        footer=f"{CLASSIFIED[report.profile]} · {audits} · data as at {wording.day(report.as_at)}",
    )


def in_chapters(
    opening: Sequence[Flowable],
    chapters: Chapters,
    body: Sequence[Flowable],
    notes: MethodNotes,
    method: Method = "wilson",
) -> list[Flowable]:
    """Return a report: an opening page if any, contents, body; numbers lead to their method.

    Where there is no note on the method they lead to the last chapter, which has the method.
    """
    first = [*opening, PageBreak()] if opening else []
    story = [*first, *chapters.contents(), *body]
    explain(story, notes.heading(method) or chapters.headings[-1])
    return story


def half_a_page() -> Flowable:
    """Return a break where less than half a page is left: a chapter begins on what is left else."""
    return CondPageBreak(CONTENT_HEIGHT / 2)


def narrowed(report: ToolReport) -> list[Block]:
    """Return what the audits were filtered by, if by anything."""
    if not report.scope.where:
        return []
    return [Paragraph(f"{wording.scope_text(report.scope)}.", SMALL, most_lines=_NARROWED_LINES)]


def limits_and_method(report: ToolReport, heading: Heading, notes: MethodNotes) -> list[Block]:
    """Return the limits of the figures, how they were made, and a note on each method."""
    return [
        heading,
        Heading("Limits", 2),
        *[Callout(each) for each in report.limits[:1]],
        *bullet_list(report.limits[1:]),
        Heading("Method", 2),
        *bullet_list(report.method),
        *([Heading("Notes on methods", 2)] if report.notes else []),
        *notes.blocks(),
    ]

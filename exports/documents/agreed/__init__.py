"""How far people agree as a PDF: what it means, what divides them, what to do."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.platypus import CondPageBreak, Flowable, PageBreak

from exports.documents.agreed.guide import what_it_is
from exports.documents.agreed.moved import moves
from exports.documents.agreed.opening import opening
from exports.documents.agreed.tables import beyond_chance, levels, pairs, questions, sections, teams
from exports.documents.base import DocumentFacts, draw_document
from exports.documents.blocks.contents import contents
from exports.documents.blocks.leading import explain
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Callout
from exports.documents.blocks.text import Heading, bullet_list
from exports.documents.html.page import draw_page
from exports.documents.styles import CONTENT_HEIGHT
from exports.documents.thematic import wording
from exports.figures.reports.agreed_data import AgreedData, AgreedPart

Headed = Callable[[str, int], Heading]


def agreed_bytes(report: AgreedData) -> bytes:
    """Return the report as a PDF; the same data give the same bytes."""
    return draw_document(_facts(report), _story(report))


def agreed_page(report: AgreedData) -> bytes:
    """Return the report as a web page, complete in itself; the same data give the same bytes."""
    return draw_page(_facts(report), _story(report))


def _facts(report: AgreedData) -> DocumentFacts:
    audits = wording.amount(report.scope.audits, "audit", "audits")
    return DocumentFacts(
        title=report.title,
        subject=f"Agreement between people who used the audit tool “{report.tool_title}”",
        running_left=report.title,
        running_right=wording.days_text(report.scope, report.first_audited, report.last_audited),
        footer=f"{audits} · data as at {wording.day(report.as_at)} · for internal use",
    )


def _story(report: AgreedData) -> list[Flowable]:
    notes = MethodNotes(report.notes)
    body, headings = _body(report, notes)
    story = [*opening(report), PageBreak(), Heading("In this report", 1), *contents(headings)]
    story += body
    explain(story, notes.heading("agreement") or headings[-1])
    return story


def _body(report: AgreedData, notes: MethodNotes) -> tuple[list[Flowable], list[Heading]]:
    """Return all that follows the opening page, and its headings, the last that of the method."""
    headings: list[Heading] = []

    def headed(text: str, level: int) -> Heading:
        headings.append(Heading(text, level))
        return headings[-1]

    blocks: list[Flowable] = [_half_a_page(), *what_it_is(headed("What agreement is", 1))]
    if report.double_audits:
        blocks += [PageBreak(), headed("Double audits", 1)]
        blocks += _part(report, report.double_audits, headed, "")
    if report.moderations:
        blocks += [PageBreak(), headed("Moderations", 1)]
        blocks += _part(report, report.moderations, headed, " in moderation")
    blocks += [_half_a_page(), *_limits_and_method(report, headed, notes)]
    return blocks, headings


def _part(report: AgreedData, part: AgreedPart, headed: Headed, where: str) -> list[Flowable]:
    """Return double audits or moderations from the whole to its parts; `where` ends the heads."""
    found = part.figures
    return [
        *bullet_list(found.summary),
        *levels(found, headed(f"Overall grades, sections and questions{where}", 2)),
        *(moves(part, headed("What became of the auditor’s grade", 2)) if part.moves else []),
        *beyond_chance(found, headed(f"Beyond chance{where}", 2)),
        *(sections(found, headed(f"Section by section{where}", 2)) if found.by_section else []),
        *questions(report, part, headed(f"Questions{where}, what divides people most first", 2)),
        *teams(found, headed(f"Teams{where}", 2)),
        *pairs(part, headed(f"Pairs of people{where}", 2)),
    ]


def _limits_and_method(report: AgreedData, headed: Headed, notes: MethodNotes) -> list[Flowable]:
    return [
        headed("Method and limits", 1),
        Heading("Limits", 2),
        Callout(report.limits[0]),
        *bullet_list(report.limits[1:]),
        Heading("Method", 2),
        *bullet_list(report.method),
        *([Heading("Notes on methods", 2)] if report.notes else []),
        *notes.blocks(),
    ]


def _half_a_page() -> Flowable:
    """Return a break where less than half a page is left."""
    return CondPageBreak(CONTENT_HEIGHT / 2)

"""The one page of the overview; every text on it is bounded so that it stays one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.charts.palette import fills
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.panels import Callout, Legend
from exports.documents.blocks.text import Heading, Paragraph, bullet_list
from exports.documents.overview.cards import card
from exports.documents.overview.rows import table
from exports.documents.styles import BODY, SMALL
from exports.figures.reports.overview_data import OverviewData, ToolOverview
from forms.scales import Scale

_MOST_CARDS: Final = 2
_MOST_WORDED: Final = 3
"""Up to how many tools a table leaves room to tell each change in a sentence."""
_ROOMY: Final = 7
"""Up to how many tools each may take more lines."""
_MOST_SCALES: Final = 2
_GAP: Final = 12.0


def story(report: OverviewData) -> list[Block]:
    """Return the blocks of the page: a card for each of a few tools, else a row for each."""
    return [
        Heading(report.title, 1),
        Paragraph(_told(report), BODY if _is_roomy(report) else SMALL, most_lines=2),
        *_narrowed(report),
        *_tools(report),
        *_notes(report),
    ]


def _is_roomy(report: OverviewData) -> bool:
    return len(report.tools) <= _ROOMY


def _told(report: OverviewData) -> str:
    scope = report.scope
    audits = wording.amount(scope.audits, "audit", "audits")
    cases = wording.amount(scope.cases, "case", "cases")
    tools = wording.amount(report.tool_count, "audit tool", "audit tools")
    people = wording.amount(report.auditors, "auditor", "auditors")
    twice = wording.amount(report.double_audits, "case was", "cases were")
    doubles = f"; {twice} audited twice" if report.double_audits else ""
    return f"{report.period}: {audits} of {cases} with {tools} by {people}{doubles}."


def _narrowed(report: OverviewData) -> list[Block]:
    if not report.scope.where:
        return []
    return [Paragraph(f"{wording.scope_text(report.scope)}.", SMALL, most_lines=1)]


def _tools(report: OverviewData) -> list[Block]:
    tools = report.tools
    if len(tools) <= _MOST_CARDS:
        return [card(tool) for tool in tools]
    return [
        *_legends(report),
        table(tools, roomy=_is_roomy(report)),
        Paragraph(report.compared, SMALL, most_lines=2),
        *(_changes(tools) if len(tools) <= _MOST_WORDED else []),
    ]


def _changes(tools: Sequence[ToolOverview]) -> list[Block]:
    """Return what changed as a sentence for each tool."""
    items = bullet_list([f"{tool.title}: {tool.change.words}" for tool in tools], SMALL)
    for item in items:
        item.most_lines = 3
    items[-1].spaceAfter = _GAP
    return [Heading("What changed", 2), *items]


def _legends(report: OverviewData) -> list[Block]:
    """Return what the fills mean, once for scales that are called alike, of up to two."""
    found: dict[tuple[str, ...], Scale] = {}
    for tool in report.tools:
        found.setdefault(tuple(point.label for point in tool.grades.points), tool.grades)
    legends = [_legend(scale) for scale in list(found.values())[:_MOST_SCALES]]
    for legend in legends[:-1]:
        legend.spaceAfter = 0
    return [*legends]


def _legend(scale: Scale) -> Legend:
    looks = fills(scale)
    counted = [point for point in scale.points if point.value is not None]
    return Legend([(looks[point.code], point.label) for point in counted])


def _notes(report: OverviewData) -> list[Block]:
    """Return the limits on a panel; where many tools fill the page, in small print."""
    text = " ".join(report.notes)
    if _is_roomy(report):
        return [Callout(text, SMALL, most_lines=4)]
    return [Paragraph(text, SMALL, most_lines=2 if report.scope.where else 3)]

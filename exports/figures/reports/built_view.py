"""A view from Explore as a part of a report from a template."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from db.reading import AuditScope
from db.store import ReadingStore
from db.tools import list_tools
from exports.figures.crossing import cross
from exports.figures.crossing_compared import compared
from exports.figures.crossing_data import Crossing
from exports.figures.crossing_words import breaks, crossing_headline, crossing_title, field_title
from exports.figures.reports.built_data import NotShown, ShownView
from exports.figures.reports.built_words import heading_of, not_shown, other_audits, refused
from exports.figures.reports.scopes import unnamed
from exports.figures.view_scopes import view_scope
from forms.errors import AuditAppError
from forms.report_parts import View

_MOST_LINES: Final = 600
"""Of a table on paper; nobody reads one of that length through."""


def view_part(
    store: ReadingStore, report: AuditScope, part: View, today: date
) -> ShownView | NotShown:
    """Return the crossing of a view as it is today, or why there is none.

    `report` says which audits the report is on: a view may be on others.
    """
    view, scope = part.view, view_scope(part.view, today)
    try:
        crossing = cross(store, scope, view.measure, view.by, view.across)
    except AuditAppError as error:
        return refused(part, error)
    titles = {tool.tool_id: tool.title for tool in list_tools(store)}
    about = replace(scope, tool_id=crossing.scope.tool)
    told = other_audits(about, report, titles.get(crossing.scope.tool or "", ""))
    return shown_view(part, crossing, told)


def shown_view(part: View, crossing: Crossing, about: str = "") -> ShownView | NotShown:
    """Return a crossing as a part; `about` says which audits it is on, "" for the report's."""
    reason = unreadable(crossing)
    if reason:
        return not_shown(part, reason)
    return ShownView(
        title=heading_of(part, crossing_title(crossing)),
        comment=part.comment,
        crossing=crossing.model_copy(update={"scope": unnamed(crossing.scope)}),
        about=about,
        told=[crossing_headline(crossing), *compared(crossing)],
        care=[*breaks(crossing), *crossing.limits],
    )


def unreadable(crossing: Crossing) -> str:
    """Return why a crossing says nothing, or more than anybody reads; "" where it does neither."""
    if not crossing.scope.audits:
        return "no completed audit is among those that it is about"
    for field, margins in ((crossing.by, crossing.rows), (crossing.across, crossing.columns)):
        if field and not any(each.value for each in margins):
            return f"nobody filled in the field “{field_title(field).lower()}”"
    lines = len(crossing.rows) * (len(crossing.columns) + 1)
    if lines > _MOST_LINES:
        return f"its table would have {lines:,} lines; choose a field with fewer values"
    return ""

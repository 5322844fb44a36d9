"""How the parts of a report from a template are called, and why one could not be shown."""

from __future__ import annotations

from datetime import date

from db.scopes import AuditScope
from exports.figures.crossing_words import field_title
from exports.figures.reports.built_data import NotShown
from exports.figures.reports.scopes import SECRET
from exports.figures.wording import listed
from forms.errors import AuditAppError
from forms.report_parts import PART_TITLES, Comparison, Funnel, ReportPart


def heading_of(part: ReportPart, usual: str = "") -> str:
    """Return the heading of a part: its own, else `usual`, else what such a part is called."""
    if part.title or usual:
        return part.title or usual
    if isinstance(part, Comparison | Funnel):
        return f"{PART_TITLES[part.part]} by {field_title(part.by).lower()}"
    return PART_TITLES[part.part]


def not_shown(part: ReportPart, because: str) -> NotShown:
    """Return what stands in place of a part; `because` ends a sentence."""
    return _in_place(part, f"This part could not be shown, because {because}.")


def refused(part: ReportPart, error: AuditAppError) -> NotShown:
    """Return what stands in place of a part that known trouble kept from being made."""
    return _in_place(part, f"This part could not be shown. {error}")


def _in_place(part: ReportPart, reason: str) -> NotShown:
    return NotShown(title=heading_of(part), comment=part.comment, reason=reason)


def other_audits(scope: AuditScope, report: AuditScope, tool_title: str) -> str:
    """Return which audits a part is on where these are not the report's, as a sentence; else ""."""
    if scope == report:
        return ""
    parts = [f"audits with “{tool_title}”" if tool_title else "audits with any audit tool"]
    parts += _days(scope.audited_from, scope.audited_to)
    parts += [
        f"only with {field_title(field).lower()} "
        f"{'one, not named here' if field in SECRET else value}"
        for field, value in scope.where.items()
    ]
    return f"This part is on other audits than the report: {listed(parts)}."


def _days(first: date | None, last: date | None) -> list[str]:
    if first and last:
        return [f"from {first:%d/%m/%Y} to {last:%d/%m/%Y}"]
    if first or last:
        return [f"from {first:%d/%m/%Y}" if first else f"until {last:%d/%m/%Y}"]
    return ["of any day"]

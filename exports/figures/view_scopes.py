"""Which audits something set up to be worked out anew is about, on the day it is worked out."""

from __future__ import annotations

from datetime import date

from db.scopes import AuditScope
from forms.explore_views import ExploreView
from forms.report_templates import ReportTemplate


def view_scope(view: ExploreView, today: date) -> AuditScope:
    """Return the audits that a view is about today."""
    days = view.days(today)
    return AuditScope(view.tool or None, days.first, days.last, dict(view.where))


def template_scope(template: ReportTemplate, today: date) -> AuditScope:
    """Return the audits that a report from a template is about today."""
    days = template.days(today)
    return AuditScope(template.tool, days.first, days.last, dict(template.where))

"""A report from a template as a kind, on all its audits or on each team’s."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from exports.reports.kinds import Batch, OfABatch, ReportKind, ReportRequest, WorkedOut
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.store import ReadingStore
    from exports.figures.reports.built_data import BuiltReport
    from forms.report_templates import ReportTemplate

_NOT_EACH: Final = (
    "Reports on each team cannot be published: what is hidden in one could be worked out from the "
    "others. Publish the report on all teams together."
)


def _work_out(store: ReadingStore, request: ReportRequest) -> WorkedOut:
    from exports.figures.reports.built import built_report

    template, today = _template(request), request.today or date.today()
    return _worked_out(built_report(store, template, request.scope, today, request.publication))


def _work_out_each(store: ReadingStore, request: ReportRequest) -> Batch:
    from exports.figures.reports.built import built_reports

    if request.publication:
        raise AuditAppError(_NOT_EACH)
    template, today = _template(request), request.today or date.today()
    with closing(built_reports(store, template, request.scope, today)) as reports:
        for team, several, report in reports:
            name = f"{template.name} {team}"
            yield OfABatch(name, team, several, _worked_out(report))


def _template(request: ReportRequest) -> ReportTemplate:
    if request.template is None:
        raise ValueError("a report from a template was asked for without one")
    return request.template


def _worked_out(report: BuiltReport) -> WorkedOut:
    from exports.documents.built import built_bytes, built_page

    draw, draw_page = partial(built_bytes, report), partial(built_page, report)
    return WorkedOut(report, report.scope.audits, draw, draw_page)


BUILT: Final = ReportKind(
    name="built",
    title="Report from a template",
    about="Puts chosen parts together as a template has them, made anew for its period.",
    asks=("template",),
    work_out=_work_out,
    profiles=("internal", "published"),
    work_out_each=_work_out_each,
)

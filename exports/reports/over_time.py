"""The report against a target as a kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from exports.reports.kinds import ReportKind, ReportRequest, WorkedOut

if TYPE_CHECKING:
    from db.store import ReadingStore


def _work_out(store: ReadingStore, request: ReportRequest) -> WorkedOut:
    from exports.documents.over_time import over_time_bytes, over_time_page
    from exports.figures.reports.asked import OverTime
    from exports.figures.reports.over_time import over_time_report

    asked = request.over_time or OverTime()
    report = over_time_report(store, request.scope, asked, request.publication)
    draw, draw_page = partial(over_time_bytes, report), partial(over_time_page, report)
    return WorkedOut(report, report.scope.audits, draw, draw_page)


OVER_TIME: Final = ReportKind(
    name="trend",
    title="Trend against target",
    about="Shows whether practice changed or only varied, and whether it will meet its target.",
    asks=("scope", "target", "threshold"),
    work_out=_work_out,
    profiles=("internal", "published"),
)

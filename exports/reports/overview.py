"""The overview as a kind of report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from exports.reports.kinds import ReportKind, ReportRequest, WorkedOut

if TYPE_CHECKING:
    from db.store import ReadingStore


def _work_out(store: ReadingStore, request: ReportRequest) -> WorkedOut:
    from exports.documents.overview import overview_bytes, overview_page
    from exports.figures.reports.overview import overview_report

    report = overview_report(store, request.scope, request.publication)
    return WorkedOut(
        report,
        report.scope.audits,
        partial(overview_bytes, report),
        partial(overview_page, report),
    )


OVERVIEW: Final = ReportKind(
    name="overview",
    title="Overview",
    about="Shows a board all audit tools on one page: grades, what changed, what to look at first.",
    asks=("scope", "threshold"),
    work_out=_work_out,
    profiles=("internal", "published"),
    of_one_tool=False,
)

"""The thematic report as a kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from exports.reports.kinds import ReportKind, ReportRequest, WorkedOut

if TYPE_CHECKING:
    from db.store import ReadingStore


def _work_out(store: ReadingStore, request: ReportRequest) -> WorkedOut:
    from exports.documents.thematic import thematic_bytes, thematic_page
    from exports.figures.thematic import thematic_report

    report = thematic_report(store, request.scope, request.publication, request.cohort)
    draw, draw_page = partial(thematic_bytes, report), partial(thematic_page, report)
    return WorkedOut(report, report.figures.scope.audits, draw, draw_page)


THEMATIC: Final = ReportKind(
    name="thematic",
    title="Thematic report",
    about="Tells a manager and a board what all audits with one tool found.",
    asks=("scope", "publication", "cohort"),
    work_out=_work_out,
    profiles=("internal", "published"),
)

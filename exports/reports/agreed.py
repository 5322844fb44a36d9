"""The report on agreement and moderation as a kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from exports.reports.kinds import ReportKind, ReportRequest, WorkedOut

if TYPE_CHECKING:
    from db.store import ReadingStore


def _work_out(store: ReadingStore, request: ReportRequest) -> WorkedOut:
    from exports.documents.agreed import agreed_bytes, agreed_page
    from exports.figures.reports.agreed import agreed_report

    report = agreed_report(store, request.scope)
    draw, draw_page = partial(agreed_bytes, report), partial(agreed_page, report)
    return WorkedOut(report, report.scope.audits, draw, draw_page)


AGREED: Final = ReportKind(
    name="agreement",
    title="Agreement and moderation",
    about="Says how far auditors agree, what divides them, and what moderation changed.",
    asks=("scope",),
    work_out=_work_out,
    internal_because="It is about persons, the auditors and how they differ, and about few cases.",
)

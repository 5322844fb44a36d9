"""One audit as a kind of report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from exports.reports.kinds import ReportKind, ReportRequest, WorkedOut

if TYPE_CHECKING:
    from db.store import ReadingStore


def _work_out(store: ReadingStore, request: ReportRequest) -> WorkedOut:
    from exports.documents.sealed_audit import audit_bytes, audit_page
    from exports.figures.reports.single_audit import audit_report

    report = audit_report(store, request.audit)
    return WorkedOut(report, 1, partial(audit_bytes, report), partial(audit_page, report))


AUDIT: Final = ReportKind(
    name="audit",
    title="Single audit",
    about="Prints one audit for the file and for feedback to the worker; it names the case.",
    asks=("audit",),
    work_out=_work_out,
    internal_because="It is about one child: there is nothing in it that could be published.",
)

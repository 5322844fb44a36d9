"""The merge report as a table: a row for each audit of each file, one for a file without any."""

from collections.abc import Iterator

from db.merge_report import GIVEN_TWICE, AuditOutcome, MergedFile, MergeReport, given_twice
from exports.tables.csv_text import csv_bytes
from forms.short_paths import short_paths

HEAD = (
    *("file", "file_status", "file_reason", "file_sha256", "sent_by", "made_at", "program"),
    *("audit", "outcome", "case", "tool", "auditor", "audited_on", "reason"),
)


def merge_report_csv(report: MergeReport) -> bytes:
    """Return the whole report; dates as ISO, so that they sort."""
    return csv_bytes(HEAD, _rows(report))


def _rows(report: MergeReport) -> Iterator[tuple[str, ...]]:
    outcomes: dict[int, list[AuditOutcome]] = {}
    for outcome in report.outcomes:
        outcomes.setdefault(outcome.file, []).append(outcome)
    names = short_paths([file.path for file in report.files])
    twins = given_twice(report.files)
    for place, (name, file) in enumerate(zip(names, report.files, strict=True)):
        told = _file(name, file, names[twins[place]] if place in twins else None)
        for outcome in outcomes.get(place, []):
            yield (*told, *_audit(outcome))
        if place not in outcomes:
            yield (*told, *[""] * (len(HEAD) - len(told)))
    listed = {(each.uid, each.reason) for each in report.outcomes}
    for aside in report.set_aside:
        if (aside.record, aside.reason) not in listed:
            yield (*[""] * 7, aside.record, "set_aside", "", "", "", "", aside.reason)


def _file(name: str, file: MergedFile, twin: str | None) -> tuple[str, ...]:
    """Return what is told of a file; `twin` is the file it is a copy of, given in the same go."""
    status = "given_twice" if twin else file.status
    reason = GIVEN_TWICE.format(twin) if twin else file.reason
    return (name, status, reason, file.sha256 or "", file.author, file.made_at, file.program)


def _audit(outcome: AuditOutcome) -> tuple[str, ...]:
    audit = (outcome.case, outcome.tool, outcome.auditor, outcome.audited_on)
    return (outcome.uid, outcome.outcome, *audit, outcome.reason)

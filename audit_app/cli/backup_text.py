"""How backups, restores and salvages are told on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from audit_app.cli.output import aligned, amount
from forms.audits import AUDIT_KIND
from forms.standalone import amounts_told

if TYPE_CHECKING:
    from db.backup_series import BackupRow
    from db.restoring import BroughtBack, RestorePreview
    from db.salvaging import SalvageReport

CHECKED = {
    "whole": "sound",
    "opens": "opens",
    "older": "of an older version",
    "locked": "under another passphrase",
    "damaged": "damaged",
}
WHY = {"opened": "opened", "merged": "after a merge", "before_restore": "before a restore"}


def row_in_words(row: BackupRow) -> tuple[str, ...]:
    """Return one line of the list of backups, in cells."""
    return (
        f"{row.file.made_at.astimezone():%d/%m/%Y %H:%M}",
        WHY[row.file.why],
        amount(row.audits, "audit"),
        amount(row.drafts, "draft"),
        f"{row.size / 1024:,.0f} KiB",
        CHECKED[row.checked],
        row.path.name,
    )


def preview_in_words(preview: RestorePreview) -> Iterator[str]:
    """Yield what a backup would bring back, a line each."""
    told = (
        ("would come back", preview.missing),
        ("would get an earlier version back", preview.partly),
        ("newer here; only --whole takes it away", preview.newer),
    )
    rows = [
        (each.case or each.tool, each.auditor, what) for what, several in told for each in several
    ]
    standings = {
        "missing": "draft would come back",
        "differs": "draft differs from the one here; the one here stays",
        "same": "draft is the same here",
        "sealed": "draft was completed here since",
    }
    rows += [
        (each.case or each.tool, each.auditor, standings[each.standing]) for each in preview.drafts
    ]
    yield from aligned(rows) if rows else ()


def brought_in_words(brought: BroughtBack) -> str:
    """Say what came back."""
    if not brought.report and not brought.drafts:
        return "Nothing was missing, so nothing was changed."
    audits = amount(brought.records.get(AUDIT_KIND, 0), "audit")
    others = {kind: count for kind, count in brought.records.items() if kind != AUDIT_KIND}
    parts = ", ".join([audits, *amounts_told(others)])
    return f"{parts} and {amount(brought.drafts, 'draft')} came back."


def losses_in_words(report: SalvageReport) -> Iterator[str]:
    """Yield what is lost, a line each."""
    if report.lost:
        yield from aligned([(lost.table, lost.record, lost.reason) for lost in report.lost])


def salvage_in_words(report: SalvageReport, target: Path) -> str:
    """Say what came over, and what has to be looked at."""
    came = ", ".join(
        (
            amount(report.audits, "audit"),
            amount(report.drafts, "draft"),
            amount(report.tools, "audit tool"),
        )
    )
    if report.is_complete:
        return f"{came} came over to {target}; nothing is known to be lost."
    parts = [f"{came} came over to {target}."]
    if report.resealed:
        lost = amount(report.resealed, "version", "versions")
        parts.append(f"{lost} whose earlier version is lost: the history says so.")
    if report.to_check:
        parts.append(f"{amount(report.to_check, 'draft')} must be checked and completed anew.")
    if report.lost:
        parts.append(f"{amount(len(report.lost), 'loss', 'losses')} listed.")
    return " ".join(parts)

"""How backups, and what they would bring back, are put into words; knows no Qt."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.backup_files import Why
from db.backup_series import BackupRow, Checked
from db.restoring import AuditBack, DraftBack, RestorePreview, Standing
from forms.audits import AUDIT_KIND
from forms.standalone import amounts_told
from ui.audits.words import day_text
from ui.merge.words import Look
from ui.widgets.dressing import Tone

if TYPE_CHECKING:
    from db.restoring import BroughtBack
    from db.salvaging import SalvageReport

ABOUT = (
    "Made by themselves when a database is opened and after each merge, on this computer only. To "
    "be safe from its loss, put a copy on another disk: File, Back up to a file."
)
WHY_WORDS: dict[Why, str] = {
    "opened": "Opened",
    "merged": "After a merge",
    "before_restore": "Before a restore",
}
CHECKED_LOOKS: dict[Checked, Look] = {
    "whole": Look("Sound", "check_circle", "good"),
    "opens": Look("Opens", "check", "good"),
    "older": Look("Older version", "clock", "info"),
    "locked": Look("Locked", "lock", "warn"),
    "damaged": Look("Damaged", "alert", "bad"),
}
CHECKED_MEANINGS: dict[Checked, str] = {
    "whole": "Every page of it was just read and is sound.",
    "opens": "It opens; every page was read when it was made.",
    "older": "It was made by an older version of the program. Only the whole file can be put back.",
    "locked": "It opens with the passphrase that the database had when it was made.",
    "damaged": "It cannot be read any more. Choose another one.",
}
STANDING_WORDS: dict[Standing, str] = {
    "missing": "Draft comes back",
    "differs": "Draft has other answers here",
    "same": "Draft is the same here",
    "sealed": "Draft was completed here since",
}


class Line(NamedTuple):
    """One line of what would come back: of what, what becomes of it, whose it is, of when."""

    subject: str
    what: str
    who: str
    when: str
    tone: Tone = "neutral"


def made_text(row: BackupRow) -> str:
    """Return when a backup was made, as it is read here."""
    return f"{row.file.made_at.astimezone():%d/%m/%Y %H:%M}"


def size_text(row: BackupRow) -> str:
    """Return a size in the unit that suits it."""
    if row.size < 1024 * 1024:
        return f"{row.size / 1024:,.0f} KB"
    return f"{row.size / 1024 / 1024:,.1f} MB"


def count_text(row: BackupRow, count: int) -> str:
    """Return a count, or a dash where the backup cannot be looked into."""
    return f"{count:,}" if row.checked in ("whole", "opens") else "–"


def lines_of(preview: RestorePreview, *, is_open: bool) -> list[Line]:
    """Return what a backup would bring back, what differs, and what only the whole file changes."""
    back = "Comes back" if is_open else "Is in it"
    lines = [_audit_line(each, back, "good") for each in preview.missing]
    lines += [_audit_line(each, "An earlier version comes back", "good") for each in preview.partly]
    lines += [_draft_line(each, is_open=is_open) for each in preview.drafts]
    lines += [_audit_line(each, "Newer here: stays", "info") for each in preview.newer]
    same = {each.uid for each in preview.drafts}
    lines += [
        Line(
            _subject(each.case, each.tool), "Draft here: stays", each.auditor, _moment(each), "info"
        )
        for each in preview.drafts_here
        if each.uid not in same
    ]
    return sorted(lines, key=lambda line: _ORDER.index(line.tone))


_ORDER: tuple[Tone, ...] = ("good", "warn", "bad", "info", "neutral")


def summary(preview: RestorePreview, *, is_open: bool) -> str:
    """Return in two or three sentences what a backup would bring back."""
    back = Counter(each.kind for each in (*preview.missing, *preview.partly))
    drafts = [each for each in preview.drafts if each.standing == "missing"]
    count = _together(back, len(drafts))
    if not is_open:
        told = f"It holds {count}."
    elif not preview.brings_something:
        told = "Nothing is missing here that it has."
    else:
        told = f"{count} would come back. Nothing that is here is changed."
    if preview.newer or preview.drafts_here:
        more = len(preview.newer) + len(preview.drafts_here)
        told += f" {_amount(more, 'piece')} of work here {'is' if more == 1 else 'are'} newer."
    if preview.erased:
        told += (
            f" {_amount(preview.erased, 'record')} erased here since {_stay(preview.erased)} away."
        )
    if preview.unsound:
        told += f" {_amount(preview.unsound, 'draft')} in it cannot be read."
    return told


def brought_text(brought: "BroughtBack") -> str:
    """Return what came back, as it is announced."""
    if brought.report is None and not brought.drafts:
        return "Nothing was missing, so nothing was changed."
    return f"{_together(brought.records, brought.drafts)} came back."


def whole_told(row: BackupRow, path: Path, preview: RestorePreview | None) -> str:
    """Return what putting the whole file back means, before it is done."""
    told = (
        f"“{path.name}” becomes what it was on {made_text(row)}. The file that is there now is "
        "moved aside in the same folder, not deleted."
    )
    if preview and (preview.newer or preview.drafts_here):
        kinds = Counter(each.kind for each in preview.newer)
        newer = _together(kinds, len(preview.drafts_here))
        told += f" What is newer is then only in that file: {newer}."
    return told


def salvage_told(report: "SalvageReport", aside: Path | None) -> str:
    """Return what salvage read and what it did not."""
    came = _together({AUDIT_KIND: report.audits}, report.drafts)
    told = f"{came} were read, and {_amount(report.tools, 'audit tool')}."
    if report.is_complete:
        told += " Nothing is known to be lost."
    if report.resealed:
        told += (
            f" {_amount(report.resealed, 'version')} had to be sealed anew, because the version "
            "before is lost; the history says so."
        )
    if report.to_check:
        were = "was" if report.to_check == 1 else "were"
        told += (
            f" {_amount(report.to_check, 'draft')} {were} made of what cannot be proven to be as "
            "it was left: look at each before you complete it."
        )
    if aside:
        told += f" The damaged file is kept as “{aside.name}”."
    return told


def _audit_line(audit: AuditBack, what: str, tone: Tone) -> Line:
    day = day_text(audit.audited_on) if audit.audited_on else ""
    return Line(_subject(audit.case, audit.tool), what, audit.auditor, day, tone)


def _draft_line(draft: DraftBack, *, is_open: bool) -> Line:
    what = STANDING_WORDS[draft.standing] if is_open else "Draft is in it"
    tones: dict[Standing, Tone] = {"missing": "good", "differs": "warn"}
    tone = tones.get(draft.standing, "neutral")
    return Line(_subject(draft.case, draft.tool), what, draft.auditor, _moment(draft), tone)


def _subject(case: str, tool: str) -> str:
    return f"{case} ({tool})" if case and tool else case or tool or "Without a case"


def _moment(draft: DraftBack) -> str:
    return f"{datetime.fromisoformat(draft.saved_at).astimezone():%d/%m/%Y %H:%M}"


def _amount(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else f'{one}s'}"


def _together(records: Mapping[str, int], drafts: int) -> str:
    """Return `2 audits, 1 report template and 1 draft`; `0 audits` where there is nothing."""
    parts = amounts_told(records) + ([_amount(drafts, "draft")] if drafts else [])
    *several, last = parts or [_amount(0, "audit")]
    return f"{', '.join(several)} and {last}" if several else last


def _stay(number: int) -> str:
    return "stays" if number == 1 else "stay"

"""How files, audits and whole merges are put into words on the page; knows no Qt."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from db.merge_report import AuditCounts, MergeReport, Outcome, add_others, others_told
from ui.audits.words import day_text, moment_text
from ui.merge.lines import FileLine, FileState
from ui.widgets.dressing import Tone


class Look(NamedTuple):
    """How something stands: its words, the icon beside them, the colours of its tone."""

    label: str
    icon: str
    tone: Tone


STATE_LOOKS: dict[FileState, Look] = {
    "waiting": Look("Not read yet", "clock", "neutral"),
    "locked": Look("Locked", "lock", "warn"),
    "ready": Look("Can be merged", "check", "good"),
    "same": Look("Nothing new", "duplicate", "neutral"),
    "already": Look("Merged before", "duplicate", "neutral"),
    "twin": Look("Given twice", "duplicate", "neutral"),
    "refused": Look("Refused", "alert", "bad"),
    "merged": Look("Merged", "check_circle", "good"),
    "not_merged": Look("Not merged", "void", "warn"),
}
OUTCOME_LOOKS: dict[Outcome, Look] = {
    "new": Look("New", "add", "good"),
    "updated": Look("Updated", "refresh", "info"),
    "identical": Look("Identical", "duplicate", "neutral"),
    "joined": Look("Joined", "check", "info"),
    "conflicts": Look("Conflict", "alert", "warn"),
    "set_aside": Look("Set aside", "void", "bad"),
    "erased": Look("Kept out", "lock", "neutral"),
}
OUTCOME_MEANINGS: dict[Outcome, str] = {
    "new": "Not in the database so far.",
    "updated": "In the database; the file has newer work.",
    "identical": "In the database as it stands in the file, or newer.",
    "joined": "Changed on both sides in different places; both changes count.",
    "conflicts": "Changed differently in the same place; a person must settle it.",
    "set_aside": "Not sound, so it is left out.",
    "erased": "Erased from the database on purpose, so it stays out.",
}
_COUNT_WORDS: dict[str, str] = {
    "new": "new",
    "updated": "updated",
    "identical": "identical",
    "joined": "joined",
    "conflicts": "in conflict",
    "set_aside": "set aside",
    "erased": "kept out",
}


def amount(number: int, one: str, many: str = "") -> str:
    """Return `1 file` or `1,204 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number_text(number: int) -> str:
    """Return a count for a cell, a dash for none: zeros would drown the rest."""
    return f"{number:,}" if number else "–"


def counts_text(counts: AuditCounts) -> str:
    """Return `12 new, 3 updated, 1 in conflict`, or that there are no audits."""
    told = [
        f"{getattr(counts, key):,} {words}"
        for key, words in _COUNT_WORDS.items()
        if getattr(counts, key)
    ]
    return ", ".join(told) or "no audits"


def made_text(line: FileLine) -> str:
    """Return who handed the file over, when and with what; else who its audits are by."""
    file = line.file
    if file is None or not (file.author or file.made_at):
        newest = f"; the newest is of {day_text(line.newest)}" if line.newest else ""
        return f"Its audits are by {line.people}{newest}." if line.people else ""
    by = f"Handed over by {file.author}" if file.author else "Handed over"
    on = f" on {moment_text(file.made_at)}" if file.made_at else ""
    program = f" with version {file.program}" if file.program else ""
    digits = file.content
    content = " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))
    told = f" The hash of its content is {content}." if content else ""
    return f"{by}{on}{program}.{told}" + (f" Note: {file.note}" if file.note else "")


def looked_text(lines: Sequence[FileLine]) -> str:
    """Return what a merge of these files would do, in a sentence or two."""
    total = AuditCounts()
    for line in lines:
        for key in _COUNT_WORDS:
            setattr(total, key, getattr(total, key) + getattr(line.counts, key))
    others: dict[str, AuditCounts] = {}
    for line in lines:
        add_others(others, line.others)
    told = f"{amount(len(lines), 'file')}: {counts_text(total)}."
    parts = (told, *others_told(others), "Nothing was changed yet.", _cannot(lines))
    return " ".join(part for part in parts if part)


def _cannot(lines: Sequence[FileLine]) -> str:
    states = Counter(line.state for line in lines)
    parts = []
    if states["refused"]:
        parts.append(f"{amount(states['refused'], 'file')} cannot be merged.")
    if states["locked"]:
        parts.append(f"{amount(states['locked'], 'file')} can only be read with a passphrase.")
    return " ".join(parts)


def done_text(lines: Sequence[FileLine], report: MergeReport, *, was_stopped: bool) -> str:
    """Return what a merge did, in a sentence or two."""
    merged = sum(line.state == "merged" for line in lines)
    files = f"{merged:,} of {amount(len(lines), 'file')}"
    if was_stopped:
        left = amount(sum(line.state == "not_merged" for line in lines), "file")
        head = f"The merge was stopped. {files} are merged, each of them whole; {left} are not."
    elif not merged:
        return f"Nothing was merged: {_why_nothing(lines)}"
    else:
        head = f"Merged {files}."
    audits = f"Audits: {counts_text(report.audits)}."
    return " ".join((head, audits, *others_told(report.others)))


def _why_nothing(lines: Sequence[FileLine]) -> str:
    if all(line.state in ("already", "twin") for line in lines):
        return "these files were merged before."
    return "see beside each file why."


def merge_name(merged_at: datetime, author: str) -> str:
    """Return `Merge of 21/11/2026 15:40 by lead-01`."""
    by = f" by {author}" if author else ""
    return f"Merge of {merged_at.astimezone():%d/%m/%Y %H:%M}{by}"


def as_sentence(clause: str) -> str:
    """Return a reason, which may be a mere clause, as a sentence."""
    return f"{clause[:1].upper()}{clause[1:].rstrip('.')}." if clause else ""


def empty_text(folders: Sequence[Path]) -> str:
    """Return that there is nothing to merge in these folders."""
    names = ", ".join(f"“{folder.name}”" for folder in folders)
    return f"There are no audit databases in {names}."


def unlocked_text(opened: int, left: int) -> str:
    """Return how many files a passphrase opened, and how many it did not."""
    if not left:
        return f"{amount(opened, 'file')} unlocked."
    others = f"{left:,} has" if left == 1 else f"{left:,} have"
    return f"{amount(opened, 'file')} unlocked; {others} another passphrase."

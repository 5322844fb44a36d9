"""The files of a merge: those that were merged with their counts, the others with the reason."""

from dataclasses import asdict
from typing import Final

from db.merge_report import GIVEN_TWICE, MergedFile, MergeReport, given_twice
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading
from exports.documents.merge_report import wording
from exports.documents.styles import CONTENT_WIDTH, TABLE_STRONG, Align
from forms.short_paths import short_paths

_WIDTHS: Final = {
    "new": 48.0,
    "updated": 56.0,
    "identical": 54.0,
    "joined": 48.0,
    "conflicts": 56.0,
    "set_aside": 48.0,
    "erased": 48.0,
}
"""Each has room for 999,999 on one line."""
_STATUSES: Final = {"twice": "Given twice", "already": "Merged before", "refused": "Refused"}
_STATUS: Final = 92.0
_NOT_MERGED: Final = 190.0


def files_merged(report: MergeReport) -> list[Block]:
    """Return the files that were merged, in the order they were read."""
    shown = [key for key in _WIDTHS if any(getattr(each.audits, key) for each in report.files)]
    rows = [
        [TextCell(name, note=_made(file)), *(_count(file, key) for key in shown)]
        for name, file in _named(report)
        if file.status == "merged"
    ]
    if not rows:
        return []
    room = CONTENT_WIDTH - sum(_WIDTHS[key] for key in shown)
    columns = [
        Column("File", room),
        *(Column(wording.OUTCOMES[key], _WIDTHS[key], Align.RIGHT) for key in shown),
    ]
    return [Heading("Files merged", 2), Table(columns, rows)]


def files_not_merged(report: MergeReport) -> list[Block]:
    """Return the files that were not merged, refused ones first, each with its reason."""
    named = _named(report)
    twins = {place: named[twin][0] for place, twin in given_twice(report.files).items()}
    left = [
        (name, file, twins.get(place))
        for place, (name, file) in enumerate(named)
        if file.status != "merged"
    ]
    left.sort(key=lambda each: each[1].status != "refused")
    rows = [_not_merged(*each) for each in left]
    if not rows:
        return []
    columns = [
        Column("File", _NOT_MERGED),
        Column("Result", _STATUS),
        Column("Reason", CONTENT_WIDTH - _NOT_MERGED - _STATUS),
    ]
    return [Heading("Files not merged", 2), Table(columns, rows)]


def _not_merged(name: str, file: MergedFile, twin: str | None) -> list[Cell]:
    status = _STATUSES.get("twice" if twin else file.status, file.status)
    reason = GIVEN_TWICE.format(twin) if twin else file.reason
    return [TextCell(name), TextCell(status, TABLE_STRONG), TextCell(reason or wording.NOTHING)]


def _named(report: MergeReport) -> list[tuple[str, MergedFile]]:
    names = short_paths([file.path for file in report.files])
    return list(zip(names, report.files, strict=True))


def _count(file: MergedFile, key: str) -> TextCell:
    count = asdict(file.audits)[key]
    return TextCell(f"{count:,}" if count else wording.NOTHING)


def _made(file: MergedFile) -> str:
    """Return who handed the file over, when, and how many drafts came along."""
    by = f"Handed over by {file.author}" if file.author else ""
    on = f" on {wording.day(file.made_at)}" if by and file.made_at else ""
    drafts = wording.amount(file.drafts, "draft", "drafts") if file.drafts else ""
    return ", ".join(part for part in (by + on, drafts) if part)

"""What a merge found that a person should look at: each kind in a table of its own."""

from collections.abc import Iterable, Sequence
from typing import Final

from db.merge_report import AuditOutcome, MergeReport
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.merge_report import wording
from exports.documents.styles import CONTENT_WIDTH, SMALL, TABLE_STRONG
from forms.short_paths import short_paths

MOST_ROWS: Final = 500
"""Of one table; a merge of 200 files may bring thousands, and the CSV holds them all."""
_CASE: Final = 96.0
_HASH: Final = 12


def conflicts(report: MergeReport) -> list[Block]:
    """Return the audits that wait for a person."""
    return _audits(
        report,
        "conflicts",
        "Conflicts to settle",
        "The same answer was changed differently here and in the file. No figure counts these "
        "audits until a person settles them.",
    )


def set_aside(report: MergeReport) -> list[Block]:
    """Return the audits that were left out, with the reason."""
    return _audits(
        report,
        "set_aside",
        "Audits set aside",
        "These audits, or versions of them, are not sound and were left out.",
        reasons=True,
    )


def erased(report: MergeReport) -> list[Block]:
    """Return the audits that were kept out because they were erased here."""
    return _audits(
        report,
        "erased",
        "Audits kept out",
        "These were erased from the database on purpose, so a merge does not bring them back.",
    )


def other_set_aside(report: MergeReport) -> list[Block]:
    """Return what was left out and belongs to no audit of the list, such as a tool's record."""
    known = {(each.uid, each.reason) for each in report.outcomes}
    left = [each for each in report.set_aside if (each.record, each.reason) not in known]
    rows = [[TextCell(each.record), TextCell(wording.sentence(each.reason))] for each in left]
    columns = [Column("Record", 240), Column("Reason", CONTENT_WIDTH - 240)]
    return _part("Other versions set aside", "", columns, rows)


def double_audits(report: MergeReport) -> list[Block]:
    """Return the cases that several auditors audited with one tool in one quarter."""
    rows = [
        [
            TextCell(each.case, TABLE_STRONG),
            TextCell(each.tool),
            TextCell("\n".join(_told(audit) for audit in each.audits)),
        ]
        for each in report.doubles
    ]
    half = (CONTENT_WIDTH - _CASE) / 2
    columns = [Column("Case", _CASE), Column("Audit tool", half), Column("Audited by", half)]
    told = (
        "Several auditors audited the same case with the same tool in one calendar quarter. Both "
        "audits are kept, and both count."
    )
    return _part("Double audits", told, columns, rows)


def recent_audits(report: MergeReport) -> list[Block]:
    """Return the children that were audited again within twelve months."""
    rows = [
        [
            TextCell(each.case, TABLE_STRONG),
            TextCell(_told(each.earlier)),
            TextCell(_told(each.later)),
        ]
        for each in report.recent
    ]
    half = (CONTENT_WIDTH - _CASE) / 2
    columns = [Column("Case", _CASE), Column("Audited", half), Column("Audited again", half)]
    told = "These children were audited again within twelve months, with whatever tool."
    return _part("Audited again within twelve months", told, columns, rows)


def tool_twins(report: MergeReport) -> list[Block]:
    """Return the tools that differ but call themselves by one name and version."""
    rows = [
        [
            TextCell(each.tool_id, TABLE_STRONG),
            TextCell(each.version),
            TextCell(", ".join(every[:_HASH] for every in each.hashes)),
        ]
        for each in report.tools
    ]
    columns = [
        Column("Tool", 150),
        Column("Version", 60),
        Column("Content hashes begin with", CONTENT_WIDTH - 210),
    ]
    told = "These tools call themselves by the same name and version but differ. All are kept."
    return _part("Different tools of one name", told, columns, rows)


def _audits(
    report: MergeReport, outcome: str, heading: str, told: str, *, reasons: bool = False
) -> list[Block]:
    names = short_paths([file.path for file in report.files])
    found = [each for each in report.outcomes if each.outcome == outcome]
    rows = [_audit(each, names, reasons=reasons) for each in found]
    last = "Reason" if reasons else "Auditor and date"
    columns = [
        Column("Case", _CASE),
        Column("Audit tool", 130),
        Column("File", 110),
        Column(last, CONTENT_WIDTH - _CASE - 240),
    ]
    return _part(heading, told, columns, rows)


def _audit(each: AuditOutcome, names: Sequence[str], *, reasons: bool) -> list[Cell]:
    file = names[each.file] if 0 <= each.file < len(names) else wording.NOTHING
    who = _told((each.uid, each.auditor, each.audited_on))
    return [
        TextCell(each.case or each.uid, TABLE_STRONG),
        TextCell(each.tool or wording.NOTHING),
        TextCell(file),
        TextCell(wording.sentence(each.reason)) if reasons else TextCell(who),
    ]


def _told(audit: tuple[str, str, str]) -> str:
    _, auditor, audited_on = audit
    return ", ".join(part for part in (auditor, wording.day(audited_on)) if part)


def _part(
    heading: str, told: str, columns: Sequence[Column], rows: Sequence[Iterable[Cell]]
) -> list[Block]:
    """Return a heading with its table; nothing at all where there is nothing to list."""
    if not rows:
        return []
    blocks: list[Block] = [Heading(f"{heading} ({len(rows):,})", 2)]
    blocks += [Paragraph(told, SMALL)] if told else []
    blocks.append(Table(columns, [list(row) for row in rows[:MOST_ROWS]]))
    if len(rows) > MOST_ROWS:
        more = f"And {len(rows) - MOST_ROWS:,} more; the table for spreadsheets (CSV) has them all."
        blocks.append(Paragraph(more, SMALL))
    return blocks

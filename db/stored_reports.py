"""The report of a merge as its batch keeps it: ids and outcomes; names are filled in when read.

What an audit is called stands only with the audit, so that erasing it leaves nothing here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import NamedTuple

from pydantic import TypeAdapter

from db.doubles import double_audits, recent_audits, tool_twins
from db.merge_report import (
    CHANGED,
    AuditOutcome,
    DoubleAudit,
    MergedFile,
    MergeReport,
    Outcome,
    RecentAudit,
    SetAside,
    ToolTwins,
    add_others,
    add_up,
)
from db.store import ReadingStore, Store
from db.troubles import damaged_if_unreadable


class AuditNames(NamedTuple):
    """What people know an audit by; what is not known is ""."""

    case: str = ""
    tool: str = ""
    auditor: str = ""
    audited_on: str = ""


class _StoredFile(NamedTuple):
    """What became of one file's audits: uid, outcome, reason each.

    `tools` are the hashes of the audit tools that were not here before; None where an older
    version of the program did not note them.
    """

    outcomes: list[tuple[str, Outcome, str]]
    set_aside: list[SetAside]
    tools: list[str] | None = None


class _StoredBatch(NamedTuple):
    """The rest of a report; double audits by their ids.

    It is not `whole` where the merge was killed, before it was looked at what only shows of all.
    """

    files: list[MergedFile]
    tools: list[ToolTwins]
    doubles: list[tuple[str, ...]]
    recent: list[tuple[str, str]]
    whole: bool = True


_FILE = TypeAdapter(_StoredFile)
_BATCH = TypeAdapter(_StoredBatch)
_AT_ONCE = 5_000


def keep_file(
    store: Store,
    batch_file: int,
    outcomes: Sequence[AuditOutcome],
    set_aside: list[SetAside],
    tools: list[str],
) -> None:
    """Keep what became of one file's audits and which tools it brought, in its transaction."""
    told = [(each.uid, each.outcome, each.reason) for each in outcomes]
    kept = _StoredFile(told, set_aside, tools)
    store.run(
        "UPDATE batch_file SET report = ? WHERE id = ?",
        (_FILE.dump_json(kept).decode(), batch_file),
    )


def keep_batch(store: Store, batch: str, report: MergeReport, *, whole: bool = True) -> None:
    """Keep the report, or as far as it goes yet, without the audits of its files."""
    doubles = [tuple(uid for uid, _, _ in each.audits) for each in report.doubles]
    recent = [(each.earlier[0], each.later[0]) for each in report.recent]
    kept = _StoredBatch(report.files, report.tools, doubles, recent, whole)
    store.run("UPDATE batch SET report = ? WHERE uid = ?", (_BATCH.dump_json(kept).decode(), batch))


def merged_files(store: ReadingStore) -> dict[str, bool]:
    """Return the SHA-256 of each file that was merged → whether nothing of it was set aside.

    A merge of an older version of the program counts as whole: it kept no report.
    """
    rows = store.each(
        "SELECT sha256, max(CASE WHEN json_valid(report) "
        "THEN json_array_length(report, '$[1]') = 0 ELSE 1 END) FROM batch_file GROUP BY sha256"
    )
    return {str(sha256): bool(whole) for sha256, whole in rows}


def tools_brought(store: ReadingStore, batch: int) -> set[str] | None:
    """Return the hashes of the tools that came with a batch; None where that was not noted.

    Raises StoreCorrupt where its reports cannot be read.
    """
    rows = store.rows("SELECT report FROM batch_file WHERE batch = ?", (batch,))
    if not all(report for (report,) in rows):
        return None
    with damaged_if_unreadable(store.path):
        noted = [_FILE.validate_json(str(report)).tools for (report,) in rows]
    if None in noted:
        return None
    return {tool for tools in noted for tool in tools or ()}


def hand_on(store: Store, tool: str, batch_file: int) -> None:
    """Note that a tool came with another file, too: the one that brought it first was undone."""
    store.run(
        "UPDATE batch_file SET report = json_insert(report, '$[2][#]', ?) "
        "WHERE id = ? AND json_type(report, '$[2]') = 'array'",
        (tool, batch_file),
    )


def load_files(store: ReadingStore, batch: str) -> list[MergedFile] | None:
    """Return what became of each file of a batch, without its audits; None as for `load_report`.

    Raises StoreCorrupt where it cannot be read.
    """
    row = store.row("SELECT report FROM batch WHERE uid = ?", (batch,))
    if row is None or not row[0]:
        return None
    with damaged_if_unreadable(store.path):
        return _BATCH.validate_json(str(row[0])).files


def load_report(store: ReadingStore, batch: str) -> MergeReport | None:
    """Return the report that a batch was stored with; nothing where it was merged before schema 2.

    Of a merge that was killed, double audits and the like are told as the file stands now.
    Raises StoreCorrupt where it cannot be read.
    """
    row = store.row("SELECT report FROM batch WHERE uid = ?", (batch,))
    if row is None or not row[0]:
        return None
    with damaged_if_unreadable(store.path):
        kept = _BATCH.validate_json(str(row[0]))
        files = [_FILE.validate_json(text) for text in _file_reports(store, batch)]
    uids = {uid for each in files for uid, _, _ in each.outcomes}
    names = audit_names(store, uids.union(*kept.doubles, *kept.recent))
    report = MergeReport(batch, kept.files, tools=kept.tools)
    report.drafts = sum(each.drafts for each in kept.files)
    report.set_aside = [aside for each in files for aside in each.set_aside]
    report.outcomes = list(_outcomes(kept.files, files, names))
    for each in kept.files:
        add_up(report.audits, each.audits)
        add_others(report.others, each.others)
    if not kept.whole:
        came = {uid for each in files for uid, outcome, _ in each.outcomes if outcome in CHANGED}
        add_what_shows_of_all(store, report, came)
        return report
    report.doubles = list(_doubles(kept.doubles, names))
    report.recent = list(_recent(kept.recent, names))
    return report


def add_what_shows_of_all(store: ReadingStore, report: MergeReport, came: Collection[str]) -> None:
    """Add to a report what only shows once every file is in; `came` are the audits they brought."""
    report.doubles = double_audits(store, came)
    report.recent = recent_audits(store, came)
    report.tools = tool_twins(store)


def audit_names(store: ReadingStore, uids: Iterable[str]) -> dict[str, AuditNames]:
    """Return uid → what people know it by, of the audits that are in the file."""
    wanted = sorted(set(uids))
    found: dict[str, AuditNames] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        rows = store.rows(
            "SELECT uid, case_reference, title || ', version ' || version, auditor, audited_on "
            "FROM json_each(?) JOIN record ON record.uid = value "
            "JOIN current_audit ON current_audit.record = record.id "
            "JOIN tool ON tool.id = current_audit.tool",
            (json.dumps(wanted[start : start + _AT_ONCE]),),
        )
        for uid, case, *others in rows:
            found[str(uid)] = AuditNames(str(case), *(intern(str(each)) for each in others))
    return found


def _file_reports(store: ReadingStore, batch: str) -> list[str]:
    rows = store.rows(
        "SELECT batch_file.report FROM batch_file JOIN batch ON batch.id = batch "
        "WHERE uid = ? ORDER BY batch_file.id",
        (batch,),
    )
    return [str(row[0]) for row in rows]


def _outcomes(
    merged: Sequence[MergedFile], files: Sequence[_StoredFile], names: Mapping[str, AuditNames]
) -> Iterator[AuditOutcome]:
    places = [place for place, file in enumerate(merged) if file.status == "merged"]
    for place, file in zip(places, files, strict=False):
        for uid, outcome, reason in file.outcomes:
            yield AuditOutcome(place, uid, outcome, *names.get(uid, AuditNames()), reason)


def _doubles(
    stored: Iterable[Sequence[str]], names: Mapping[str, AuditNames]
) -> Iterator[DoubleAudit]:
    for uids in stored:
        left = [(uid, names[uid]) for uid in uids if uid in names]
        if len(left) > 1:
            first = left[0][1]
            tool = first.tool.rpartition(", version ")[0]
            told = tuple((uid, each.auditor, each.audited_on) for uid, each in left)
            yield DoubleAudit(first.case, tool, told)


def _recent(
    stored: Iterable[tuple[str, str]], names: Mapping[str, AuditNames]
) -> Iterator[RecentAudit]:
    for earlier, later in stored:
        if earlier in names and later in names:
            one, two = names[earlier], names[later]
            yield RecentAudit(
                one.case,
                (earlier, one.auditor, one.audited_on),
                (later, two.auditor, two.audited_on),
            )

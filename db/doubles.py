"""Cases that were audited twice: listed for a person to look at, never merged away."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby, islice, pairwise
from operator import attrgetter
from typing import NamedTuple

from db.merge_report import DoubleAudit, RecentAudit, ToolTwins
from db.store import ReadingStore
from db.troubles import damaged_if_unreadable
from forms.identity import normalised

_MOST_OF_A_DAY = 50
"""How many audits of one case on one day are looked at: a hostile file may hold 100,000."""


def double_audits(store: ReadingStore, uids: Collection[str]) -> list[DoubleAudit]:
    """Return the double audits that these audits belong to: two or more auditors, the same file.

    It is one when several auditors audited the same case, by its normalised reference, with the
    same tool, whatever its version, in the same calendar quarter of the day of the audit. Void
    audits do not count.
    """
    wanted = frozenset(uids)
    found: list[DoubleAudit] = []
    for case in _cases_of(store, wanted):
        groups: dict[tuple[str, int, int], list[_Audit]] = {}
        for audit in case:
            groups.setdefault(audit.sitting, []).append(audit)
        found += [
            DoubleAudit(each[0].case, each[0].tool, tuple(audit.told for audit in each))
            for each in groups.values()
            if len({normalised(audit.auditor) for audit in each}) > 1
            and any(audit.uid in wanted for audit in each)
        ]
    return found


def recent_audits(store: ReadingStore, uids: Collection[str]) -> list[RecentAudit]:
    """Return where a child was audited again within twelve months, with whatever tool.

    Each of these audits is put beside the nearest one before and after it on another day. A
    pair that is a double audit is left to `double_audits`. Void audits do not count.
    """
    wanted = frozenset(uids)
    return [
        RecentAudit(earlier.case, earlier.told, later.told)
        for case in _cases_of(store, wanted)
        for earlier, later in _pairs(case, wanted)
    ]


def tool_twins(store: ReadingStore) -> list[ToolTwins]:
    """Return the tools of the file that differ but call themselves by the same id and version."""
    rows = store.rows(
        "SELECT tool_id, version, hash FROM tool WHERE (tool_id, version) IN "
        "(SELECT tool_id, version FROM tool GROUP BY 1, 2 HAVING count(*) > 1) ORDER BY 1, 2, 3"
    )
    return [
        ToolTwins(tool_id, version, tuple(str(row[2]) for row in twins))
        for (tool_id, version), twins in groupby(rows, lambda row: (str(row[0]), str(row[1])))
    ]


class _Audit(NamedTuple):
    """A current audit as far as it matters here."""

    uid: str
    case: str
    case_key: str
    tool_id: str
    tool: str
    auditor: str
    day: date

    @property
    def told(self) -> tuple[str, str, str]:
        """Its id, auditor and date as reports hold them."""
        return self.uid, self.auditor, self.day.isoformat()

    @property
    def sitting(self) -> tuple[str, int, int]:
        """Tool, year and calendar quarter: audits of one case that share it are doubles."""
        return self.tool_id, self.day.year, (self.day.month - 1) // 3

    def is_double_of(self, other: _Audit) -> bool:
        """Whether two audits of one case are by two people in one sitting."""
        same_person = normalised(self.auditor) == normalised(other.auditor)
        return self.sitting == other.sitting and not same_person


def _cases_of(store: ReadingStore, uids: Collection[str]) -> Iterator[list[_Audit]]:
    """Yield all audits of each case that one of these is about, in the order of their days."""
    rows = store.each(
        "SELECT uid, case_reference, case_key, tool_id, title, auditor, audited_on "
        "FROM current_audit JOIN record ON record.id = record JOIN tool ON tool.id = tool "
        "WHERE status <> 'void' AND case_key <> '' AND audited_on <> '' AND case_key IN "
        "(SELECT case_key FROM current_audit JOIN record ON record.id = record "
        "WHERE uid IN (SELECT value FROM json_each(?))) ORDER BY case_key, audited_on, uid",
        (json.dumps(sorted(uids)),),
    )
    with damaged_if_unreadable(store.path):
        audits = (
            _Audit._make((*map(str, row[:-1]), date.fromisoformat(str(row[-1])))) for row in rows
        )
        for _, case in groupby(audits, attrgetter("case_key")):
            yield list(case)


def _pairs(case: list[_Audit], wanted: Collection[str]) -> Iterator[tuple[_Audit, _Audit]]:
    """Yield the audits of one case that follow each other within twelve months, once each."""
    days = [list(audits) for _, audits in groupby(case, attrgetter("day"))]
    for before, after in pairwise(days):
        if not _within_a_year(before[0].day, after[0].day):
            continue
        pairs = dict.fromkeys(
            [(_other(each, before), each) for each in after if each.uid in wanted]
            + [(each, _other(each, after)) for each in before if each.uid in wanted]
        )
        yield from ((one, two) for one, two in pairs if one and two)


def _other(audit: _Audit, day: list[_Audit]) -> _Audit | None:
    """Return the first audit of a day that makes no double with this one."""
    return next(
        (each for each in islice(day, _MOST_OF_A_DAY) if not each.is_double_of(audit)), None
    )


def _within_a_year(earlier: date, later: date) -> bool:
    """Compare by the calendar: up to the same day of the next year, whether or not it is leap."""
    return (later.year - 1, later.month, later.day) <= (earlier.year, earlier.month, earlier.day)

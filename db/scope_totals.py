"""How large a scope is: from what is kept of months, or from the audits one by one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from db.scopes import (
    AUDITS,
    COUNTED,
    QUARTER,
    AuditScope,
    is_of_quarters,
    months,
    quarter_of,
    where,
)
from db.store import ReadingStore
from db.troubles import damaged_if_unreadable

_PAST = "~"
"""Behind every month and quarter."""


class ScopeTotals(NamedTuple):
    """How large a scope is. Dates are ISO text, "" where there are none."""

    audits: int
    cases: int
    auditors: int
    conflicts_left_out: int
    double_audits: int
    first_audited: str
    last_audited: str
    newest_sealed: str


def totals_of_months(store: ReadingStore, scope: AuditScope) -> ScopeTotals:
    """Return the totals of whole months of whole versions; no audit is read for each that is there.

    Of the cases of `repeated_audit` as many are taken off as their audits are more than they.
    """
    of_months, values = months(scope)
    audits, caseless, auditors, newest = store.row(
        "SELECT sum(audits), sum(caseless), count(DISTINCT auditor), max(newest) "
        f"FROM tool CROSS JOIN audit_tally ON audit_tally.tool = tool.id WHERE {of_months}",
        values,
    ) or (0, 0, 0, "")
    tallied = not scope.where and is_of_quarters(scope)
    more, doubles = (_repeated if tallied else _repeated_one_by_one)(store, scope)
    first, last = _days(store, scope)
    named = int(audits or 0) - int(caseless or 0)
    return ScopeTotals(
        int(audits or 0),
        named - more + bool(caseless),
        int(auditors or 0),
        _in_conflict(store, scope),
        doubles,
        first,
        last,
        str(newest or ""),
    )


def _repeated(store: ReadingStore, scope: AuditScope) -> tuple[int, int]:
    """Return how many more audits than cases there are in whole quarters, and the double audits."""
    first = scope.audited_from.isoformat()[:7] if scope.audited_from else ""
    last = scope.audited_to.isoformat()[:7] if scope.audited_to else _PAST
    more = store.number(
        "SELECT sum(audits) FROM repeat_tally WHERE tool_id = ? AND month <= ? AND previous >= ?",
        (scope.tool_id or "", last, first),
    )
    doubles = store.number(
        "SELECT sum(cases) FROM double_tally WHERE coalesce(tool_id = ?, TRUE) "
        "AND quarter >= ? AND quarter <= ?",
        (scope.tool_id, quarter_of(first), last if last == _PAST else quarter_of(last)),
    )
    return more, doubles


def _repeated_one_by_one(store: ReadingStore, scope: AuditScope) -> tuple[int, int]:
    """Return the same of whole months of a version, too: from the audits of such cases."""
    condition, values = where(scope, "TRUE")
    more, doubles = store.row(
        "WITH again AS MATERIALIZED (SELECT case_key, tool.tool_id AS name, "
        f"{QUARTER} AS quarter, auditor FROM tool CROSS JOIN repeated_audit "
        f"ON repeated_audit.tool = tool.id WHERE {condition}) "
        "SELECT (SELECT count(*) - count(DISTINCT case_key) FROM again), (SELECT count(*) FROM "
        "(SELECT 1 FROM again GROUP BY case_key, name, quarter "
        "HAVING min(auditor) < max(auditor)))",
        values,
    ) or (0, 0)
    return int(more or 0), int(doubles or 0)


def _days(store: ReadingStore, scope: AuditScope) -> tuple[str, str]:
    """Return the first and the last day in scope: for each version where its index says."""
    dated = "" if scope.audited_from else " AND audited_on > ''"  # an index looks for one of them
    condition, values = where(scope, COUNTED + dated)
    of_tool = f"SELECT audited_on FROM current_audit WHERE tool = tool.id AND {condition}"
    days = [
        str(day)
        for row in store.rows(
            f"SELECT ({of_tool} ORDER BY audited_on LIMIT 1), "
            f"({of_tool} ORDER BY audited_on DESC LIMIT 1) FROM tool",
            values * 2,
        )
        for day in row
        if day
    ]
    return min(days, default=""), max(days, default="")


def _in_conflict(store: ReadingStore, scope: AuditScope) -> int:
    condition, values = where(scope, "status <> 'void' AND conflicts > 0")
    return store.number(
        "SELECT count(*) FROM tool CROSS JOIN current_audit INDEXED BY current_audit_in_conflict "
        f"ON current_audit.tool = tool.id WHERE {condition}",
        values,
    )


def totals_of_audits(store: ReadingStore, scope: AuditScope) -> ScopeTotals:
    """Return the totals of any scope.

    All audits in scope are passed once; what they share is told apart here, which takes a third of
    the time that SQLite takes to count different texts.
    """
    condition, values = where(scope, "status <> 'void'")
    counted = "FILTER (WHERE conflicts = 0)"
    row = store.row(
        f"SELECT count(*) {counted}, count(*) FILTER (WHERE conflicts > 0), "
        f"count(DISTINCT current_audit.auditor) {counted}, "
        f"coalesce(min(nullif(audited_on, '')) {counted}, ''), "
        f"coalesce(max(audited_on) {counted}, ''), coalesce(max(sealed_at) {counted}, ''), "
        f"json_group_array(CAST(case_key AS TEXT)) {counted} FROM {AUDITS} WHERE {condition}",
        values,
    )
    audits, conflicts, auditors, first, last, sealed, keys = row or (0, 0, 0, "", "", "", "[]")
    with damaged_if_unreadable(store.path):
        cases: Counter[str] = Counter(json.loads(str(keys)))
    several = [case for case, audits in cases.items() if case and audits > 1]
    return ScopeTotals(
        int(audits or 0),
        len(cases),
        int(auditors or 0),
        int(conflicts or 0),
        _double_audits(store, scope, several),
        str(first),
        str(last),
        str(sealed),
    )


def _double_audits(store: ReadingStore, scope: AuditScope, cases: Collection[str]) -> int:
    """Of cases with several audits, count those that have two auditors in a quarter and tool."""
    condition, values = where(scope)
    return store.number(
        "SELECT count(*) FROM (SELECT 1 FROM current_audit INDEXED BY current_audit_by_case "
        f"JOIN tool ON tool.id = current_audit.tool WHERE {condition} "
        f"AND case_key IN (SELECT value FROM json_each(?)) GROUP BY case_key, tool.tool_id, "
        f"{QUARTER} HAVING count(DISTINCT current_audit.auditor) > 1)",
        [*values, json.dumps(list(cases))],
    )

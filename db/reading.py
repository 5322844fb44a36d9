"""What figures are made of: counts of current facts, and the words beside them, by scope."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from db.store import Cell, ReadingStore
from db.troubles import damaged_if_unreadable
from forms.errors import AuditAppError
from forms.findings import Answer

_COLUMNS = {
    "auditor": "current_audit.auditor",
    "case": "current_audit.case_reference",
    "overall": "current_audit.overall",
    "version": "tool.version",
}
"""Fields to filter and group by that are no attributes of the case."""


@dataclass(frozen=True)
class AuditScope:
    """Which audits figures speak of: one tool or all, a period, and equal values of fields.

    Never counted: drafts, void audits and audits with an unsettled conflict.
    """

    tool_id: str | None = None
    audited_from: date | None = None
    audited_to: date | None = None
    where: Mapping[str, str] = field(default_factory=dict)


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


class RecordInScope(NamedTuple):
    """An audit and its tool, as the numbers that they have in this file only."""

    record: int
    tool: int


class FactCount(NamedTuple):
    """How many answers of one group have one code in one field of one tool version.

    The answers of all instances of a repeating question count under the question.
    """

    group: str
    tool: str
    field: str
    code: str
    audits: int


class Written(NamedTuple):
    """An answer with the words beside it; `code` is what it is counted under.

    `quarter` is that of the audit, such as 2026-Q1, "" where it has no date.
    """

    tool: str
    field: str
    code: str
    answer: Answer
    text: str
    quarter: str = ""


def tools_in_scope(store: ReadingStore, scope: AuditScope) -> list[str]:
    """Return the hashes of the tool versions that audits in scope used, oldest use first."""
    where, values = _where(scope)
    rows = store.rows(
        f"SELECT tool.hash FROM {_FROM} WHERE {where} GROUP BY tool.id "
        "ORDER BY min(audited_on), tool.hash",
        values,
    )
    return [str(row[0]) for row in rows]


def scope_totals(store: ReadingStore, scope: AuditScope) -> ScopeTotals:
    """Return how many audits, cases and auditors a scope holds, and what it leaves out."""
    where, values = _where(scope)
    row = store.row(
        "SELECT count(*), count(DISTINCT case_key), count(DISTINCT current_audit.auditor), "
        "coalesce(min(nullif(audited_on, '')), ''), coalesce(max(audited_on), ''), "
        f"coalesce(max(sealed_at), '') FROM {_FROM} WHERE {where}",
        values,
    )
    audits, cases, auditors, first, last, sealed = row or (0, 0, 0, "", "", "")
    return ScopeTotals(
        int(audits or 0),
        int(cases or 0),
        int(auditors or 0),
        _conflicts(store, scope),
        _double_audits(store, scope),
        str(first),
        str(last),
        str(sealed),
    )


def records_in_scope(store: ReadingStore, scope: AuditScope) -> list[RecordInScope]:
    """Return the audits that figures of a scope count, by day and id."""
    where, values = _where(scope)
    rows = store.rows(
        f"SELECT current_audit.record, tool.id FROM {_FROM} WHERE {where} "
        "ORDER BY audited_on, record.uid",
        values,
    )
    return [RecordInScope(int(record or 0), int(tool or 0)) for record, tool in rows]


def void_in_scope(store: ReadingStore, scope: AuditScope) -> int:
    """Return how many audits figures of a scope leave out because they were taken back."""
    where, values = _where(scope, "status = 'void'")
    return store.number(f"SELECT count(*) FROM {_FROM} WHERE {where}", values)


def fact_counts(store: ReadingStore, scope: AuditScope) -> list[FactCount]:
    """Return the counts of every field and code for each quarter, such as 2026-Q1.

    The group of audits without a date is "".
    """
    where, values = _where(scope)
    rows = store.rows(
        f"WITH chosen AS MATERIALIZED (SELECT current_audit.record AS record, tool.id AS tool, "
        f"{_QUARTER_NUMBER} AS quarter FROM {_FROM} WHERE {where}) "
        "SELECT quarter, tool, field, code, count(*) FROM chosen "
        "JOIN current_fact ON current_fact.record = chosen.record "
        "GROUP BY quarter, tool, field, code ORDER BY quarter, tool, field, code",
        values,
    )
    tools = {key: str(tool) for key, tool in store.rows("SELECT id, hash FROM tool")}
    fields = {key: _question_field(str(name)) for key, name in store.rows("SELECT * FROM field")}
    return [
        FactCount(_quarter(quarter), tools[tool], fields[name], str(code), int(audits or 0))
        for quarter, tool, name, code, audits in rows
    ]


def overall_counts(
    store: ReadingStore, scope: AuditScope, by: str | None = None
) -> list[FactCount]:
    """Return the counts of the overall grade alone, for each value of the field `by`."""
    where, values = _where(scope)
    group, group_values = _group(by)
    rows = store.rows(
        f"SELECT {group} AS value, tool.hash, 'overall', "
        "CASE overall WHEN '' THEN 'unanswered' ELSE overall END AS code, count(*) "
        f"FROM {_FROM} WHERE {where} GROUP BY value, tool.hash, code "
        "ORDER BY value, tool.hash, code",
        [*group_values, *values],
    )
    return [FactCount._make(row) for row in rows]


def written_values(
    store: ReadingStore, scope: AuditScope, fields: list[str] | None = None
) -> list[Written]:
    """Return answers with their words, newest audit first; only these fields where given.

    For `finding.…` fields the words are the evidence; for `strengths` and `improvements` the
    text itself, with the audit's overall grade as the code.
    """
    where, values = _where(scope)
    wanted = _stored_names(store, fields) if fields is not None else []
    names = f"AND field.name IN ({', '.join('?' * len(wanted))})" if fields is not None else ""
    rows = store.rows(
        f"SELECT tool.hash, field.name, code, value, overall, {_QUARTER_NUMBER} FROM {_FROM} "
        "JOIN current_fact ON current_fact.record = current_audit.record "
        "JOIN field ON field.id = current_fact.field "
        "JOIN revision_value ON revision_value.revision = current_fact.source "
        "AND revision_value.field = current_fact.field "
        f"WHERE {where} AND code <> 'hidden' {names} "
        "ORDER BY audited_on DESC, record.uid, field.name",
        [*values, *wanted],
    )
    with damaged_if_unreadable(store.path):
        return [_written(*(str(cell) for cell in row)) for row in rows]


def attribute_names(store: ReadingStore) -> list[str]:
    """Return the names of all attributes that any current audit has."""
    rows = store.rows(
        "SELECT DISTINCT each.key FROM current_audit, json_each(attributes) AS each ORDER BY 1"
    )
    return [str(row[0]) for row in rows]


def attribute_values(store: ReadingStore, name: str) -> list[str]:
    """Return the values that one field has among current audits, sorted."""
    group, values = _group(name)
    rows = store.rows(
        f"SELECT DISTINCT {group} AS value FROM {_FROM} WHERE {_COUNTED} ORDER BY value",
        values,
    )
    return [str(row[0]) for row in rows if row[0]]


_FROM = (
    "current_audit JOIN tool ON tool.id = current_audit.tool "
    "JOIN record ON record.id = current_audit.record"
)
_COUNTED = "status <> 'void' AND conflicts = 0"
_QUARTER_NUMBER = (
    "CASE audited_on WHEN '' THEN 0 ELSE CAST(substr(audited_on, 1, 4) AS INTEGER) * 4 "
    "+ (CAST(substr(audited_on, 6, 2) AS INTEGER) - 1) / 3 END"
)
"""Grouping millions of facts by numbers, not by text, takes half the time."""
_QUARTER = (
    "substr(audited_on, 1, 4) || '-Q' || ((CAST(substr(audited_on, 6, 2) AS INTEGER) + 2) / 3)"
)


def _where(scope: AuditScope, counted: str = _COUNTED) -> tuple[str, list[Cell]]:
    parts = [counted]
    values: list[Cell] = []
    if scope.tool_id:
        parts.append("tool.tool_id = ?")
        values.append(scope.tool_id)
    for comparison, day in ((">=", scope.audited_from), ("<=", scope.audited_to)):
        if day:
            parts.append(f"audited_on {comparison} ?")
            values.append(day.isoformat())
    for name, value in scope.where.items():
        group, group_values = _group(name)
        parts.append(f"{group} = ?")
        values += [*group_values, value]
    return " AND ".join(parts), values


def _group(name: str | None) -> tuple[str, list[Cell]]:
    if name is None:
        return "''", []
    if name == "quarter":
        return _QUARTER, []
    if name in _COLUMNS:
        return _COLUMNS[name], []
    if not name.isidentifier():
        raise AuditAppError(f"“{name}” is not a field to filter or group by.")
    return "coalesce(attributes ->> ?, '')", [f"$.{name}"]


def _conflicts(store: ReadingStore, scope: AuditScope) -> int:
    where, values = _where(scope, "status <> 'void' AND conflicts > 0")
    return store.number(f"SELECT count(*) FROM {_FROM} WHERE {where}", values)


def _double_audits(store: ReadingStore, scope: AuditScope) -> int:
    """Cases that several auditors audited with the same tool within one quarter."""
    where, values = _where(scope)
    return store.number(
        f"SELECT count(*) FROM (SELECT 1 FROM {_FROM} WHERE {where} "
        f"GROUP BY case_key, tool.tool_id, {_QUARTER} "
        "HAVING count(DISTINCT current_audit.auditor) > 1)",
        values,
    )


def _written(  # noqa: PLR0917
    tool: str, name: str, code: str, value: str, overall: str, quarter: str
) -> Written:
    content = json.loads(value)
    period = _quarter(int(quarter))
    if name.startswith("finding."):
        answer = content.get("answer")
        answer = tuple(answer) if isinstance(answer, list) else answer
        field = _question_field(name)
        return Written(tool, field, code, answer, content.get("evidence", ""), period)
    return Written(tool, name, overall, None, str(content), period)


def _quarter(number: Cell) -> str:
    """Return 2026-Q1 for 2026 × 4, and so on; "" for none."""
    quarter = int(number or 0)
    return f"{quarter // 4:04}-Q{quarter % 4 + 1}" if quarter else ""


def _question_field(name: str) -> str:
    """Return the field of a question for that of one instance of it."""
    return name.partition("#")[0]


def _stored_names(store: ReadingStore, fields: list[str]) -> list[str]:
    """Return the fields as this file names them, with those of every instance."""
    wanted = set(fields)
    names = [str(row[0]) for row in store.rows("SELECT name FROM field")]
    return [name for name in names if _question_field(name) in wanted]

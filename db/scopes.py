"""Which audits figures speak of, as SQL: a tool, a period, and equal values of fields."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from db.store import Cell
from forms.errors import AuditAppError

COLUMNS = {
    "auditor": "current_audit.auditor",
    "case": "current_audit.case_reference",
    "overall": "current_audit.overall",
    "version": "tool.version",
}
"""Fields to filter and group by that are no attributes of the case."""
PERIODS = ("quarter", "month")
"""Fields that are no values of an audit, but the period that its date lies in."""

AUDITS = "current_audit JOIN tool ON tool.id = current_audit.tool"
FROM = f"{AUDITS} JOIN record ON record.id = current_audit.record"
COUNTED = "status <> 'void' AND conflicts = 0"
_QUARTER = "substr({day}, 1, 4) || '-Q' || ((CAST(substr({day}, 6, 2) AS INTEGER) + 2) / 3)"
QUARTER = _QUARTER.format(day="audited_on")


@dataclass(frozen=True)
class AuditScope:
    """Which audits figures speak of: one tool or all, a period, and equal values of fields.

    Never counted: drafts, void audits and audits with an unsettled conflict.
    """

    tool_id: str | None = None
    audited_from: date | None = None
    audited_to: date | None = None
    where: Mapping[str, str] = field(default_factory=dict)


def is_of_months(scope: AuditScope, by: Collection[str] = ()) -> bool:
    """Return whether a scope takes whole months of whole versions, and so do groups of it."""
    first, last = scope.audited_from, scope.audited_to
    return (
        set(scope.where) <= {"version"}
        and set(by) <= {"version", *PERIODS}
        and (first is None or first.day == 1)
        and (last is None or last.day == monthrange(last.year, last.month)[1])
    )


def is_of_quarters(scope: AuditScope) -> bool:
    """Return whether a scope of whole months takes whole quarters."""
    first, last = scope.audited_from, scope.audited_to
    return (first is None or first.month % 3 == 1) and (last is None or last.month % 3 == 0)


def is_of_kinds(scope: AuditScope, by: Collection[str] = ()) -> bool:
    """Return whether a scope takes whole months, and asks nothing of an audit but attributes.

    The same goes for groups of it.
    """
    asked = {*scope.where, *by}.difference(("version",))
    return asked.isdisjoint(COLUMNS) and is_of_months(replace(scope, where={}))


def months(scope: AuditScope) -> tuple[str, list[Cell]]:
    """Return the condition on `month` and `tool` that tool, version and period come to.

    Where the period begins or ends within a month, that month is among them.
    """
    conditions = {
        "tool.tool_id = ?": scope.tool_id,
        "tool.version = ?": scope.where.get("version"),
        "month >= ?": scope.audited_from.isoformat()[:7] if scope.audited_from else None,
        "month <= ?": scope.audited_to.isoformat()[:7] if scope.audited_to else None,
    }
    chosen = {condition: value for condition, value in conditions.items() if value is not None}
    return " AND ".join(chosen) or "TRUE", list(chosen.values())


def where_of_kinds(scope: AuditScope) -> tuple[str, list[Cell]]:
    """Return the condition on `code_kind` and `tool` that a scope comes to that `is_of_kinds`.

    Raises AuditAppError where the name of a field cannot be one.
    """
    condition, values = months(scope)
    for name, value in scope.where.items():
        if name != "version":
            value_of, group_values = group_of(name, "month")
            condition += f" AND {value_of} = ?"
            values += [*group_values, value]
    return condition, values


def where(scope: AuditScope, counted: str = COUNTED) -> tuple[str, list[Cell]]:
    """Return the condition on `current_audit` and `tool` that a scope comes to, and its values.

    Raises AuditAppError where the name of a field cannot be one.
    """
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
        value_of, group_values = group_of(name)
        parts.append(f"{value_of} = ?")
        values += [*group_values, value]
    return " AND ".join(parts), values


def group_of(name: str, day: str = "audited_on") -> tuple[str, list[Cell]]:
    """Return the value that an audit has of a field, "" for none, and what that needs.

    `day` is the column of its date, or of its month. Raises AuditAppError where the name cannot be
    one.
    """
    if name == "quarter":
        return f"iif({day} = '', '', {_QUARTER.format(day=day)})", []
    if name == "month":
        return f"substr({day}, 1, 7)", []
    if name in COLUMNS:
        return COLUMNS[name], []
    if not name.isidentifier():
        raise AuditAppError(f"“{name}” is not a field to filter or group by.")
    return "coalesce(attributes ->> ?, '')", [f"$.{name}"]


def quarter_of(month: str) -> str:
    """Return 2026-Q2 for 2026-04, "" for none. Raises ValueError for what is no month."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" if month else ""

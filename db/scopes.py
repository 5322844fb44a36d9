"""Which audits figures speak of, as SQL: a tool, a period, and equal values of fields."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
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
QUARTER = (
    "substr(audited_on, 1, 4) || '-Q' || ((CAST(substr(audited_on, 6, 2) AS INTEGER) + 2) / 3)"
)


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


def group_of(name: str) -> tuple[str, list[Cell]]:
    """Return the value that an audit has of a field, "" for none, and what that needs.

    Raises AuditAppError where the name cannot be one.
    """
    if name == "quarter":
        return f"iif(audited_on = '', '', {QUARTER})", []
    if name == "month":
        return "substr(audited_on, 1, 7)", []
    if name in COLUMNS:
        return COLUMNS[name], []
    if not name.isidentifier():
        raise AuditAppError(f"“{name}” is not a field to filter or group by.")
    return "coalesce(attributes ->> ?, '')", [f"$.{name}"]


def quarter_of(month: str) -> str:
    """Return 2026-Q2 for 2026-04, "" for none. Raises ValueError for what is no month."""
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" if month else ""

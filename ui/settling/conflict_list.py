"""The audits that wait to be settled, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.audits.words import day_text, moment_text
from ui.merge.columns_model import Column
from ui.merge.columns_table import ColumnsTable

if TYPE_CHECKING:
    from db.settling import ConflictRow
    from ui.theme import Theme


def conflicts_table(theme: Theme) -> ColumnsTable[ConflictRow]:
    """Return the table of conflicts."""
    columns: tuple[Column[ConflictRow], ...] = (
        Column("Case", lambda row: row.case or "no case reference", 14, growth=1),
        Column("Audit tool", lambda row: f"{row.tool_title} {row.tool_version}", 20, growth=1),
        Column("Changed by", lambda row: ", ".join(row.authors), 20, growth=2),
        Column(
            "Audited on",
            lambda row: day_text(row.audited_on),
            11,
            key=lambda row: row.audited_on,
            spare=2,
        ),
        Column(
            "Last sealed",
            lambda row: moment_text(row.sealed_at),
            16,
            key=lambda row: row.sealed_at,
            spare=1,
        ),
        Column("To know", _to_know, 16, growth=1),
    )
    return ColumnsTable(theme, columns, "Conflicts", "Arrow keys move, Enter opens.")


def _to_know(row: ConflictRow) -> str:
    told = ["different tools"] if row.tools_differ else []
    return ", ".join([*told, *(["open draft"] if row.has_draft else [])])

"""The audits that were changed in several places as tables: those to settle, those that joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from ui.audits.words import day_text, moment_text
from ui.merge.columns_model import Column
from ui.merge.columns_table import ColumnsTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.joined import JoinedRow
    from db.settling import ConflictRow
    from ui.theme import Theme


class _Row(Protocol):
    """What is told of an audit, whatever its table."""

    @property
    def case(self) -> str: ...
    @property
    def tool_title(self) -> str: ...
    @property
    def tool_version(self) -> str: ...
    @property
    def authors(self) -> Sequence[str]: ...
    @property
    def audited_on(self) -> str: ...
    @property
    def sealed_at(self) -> str: ...


R = TypeVar("R", bound=_Row)


def conflicts_table(theme: Theme) -> ColumnsTable[ConflictRow]:
    """Return the table of audits that wait to be settled."""
    columns = _columns(_about_conflict)
    return ColumnsTable(theme, columns, "Conflicts", "Arrow keys move, Enter opens.")


def joined_table(theme: Theme) -> ColumnsTable[JoinedRow]:
    """Return the table of audits that joined by themselves."""
    columns = _columns(_about_joined)
    return ColumnsTable(theme, columns, "Joined by themselves", "Arrow keys move, Enter shows.")


def _columns(to_know: Callable[[R], str]) -> tuple[Column[R], ...]:
    return (
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
        Column("To know", to_know, 16, growth=1),
    )


def _about_conflict(row: ConflictRow) -> str:
    told = ["different tools"] if row.tools_differ else []
    return ", ".join([*told, *(["open draft"] if row.has_draft else [])])


def _about_joined(row: JoinedRow) -> str:
    return "open draft" if row.has_draft else ""

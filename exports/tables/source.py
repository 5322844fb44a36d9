"""What all tables of one export are made from: the tools, the audits in scope, one state of a file.

Audits are read anew for each table, one after the other: none of them stays in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from db.exporting import CurrentAudit, current_audits, stored_field_names
from db.reading import AuditScope, RecordInScope, attribute_names, records_in_scope, tools_in_scope
from db.store import ReadingStore
from db.tools import tool_key
from exports.figures.facts import tools_of
from exports.figures.fields import check_fields
from exports.tables.measures import Measures
from forms.audits import ATTRIBUTES
from forms.tools import AuditTool

Step = Callable[[str], None]
"""Told the name of the table before each audit that is read for it; may raise to stop."""


def _untold(_table: str) -> None:
    pass


@dataclass(frozen=True)
class Source:
    """The audits of one scope and the versions of tools that they were made with, oldest first.

    `attributes` names every attribute that any audit of the file has, the usual ones first.
    Without `words`, what auditors wrote freely stays in the file.
    """

    store: ReadingStore
    versions: Sequence[AuditTool]
    measures: Measures
    records: Sequence[RecordInScope]
    attributes: Sequence[str]
    field_names: Sequence[str]
    words: bool = True
    step: Step = field(default=_untold, compare=False)

    def audits(self, table: str, tool: AuditTool | None = None) -> Iterator[CurrentAudit]:
        """Yield the audits by day and id, all or those made with one version."""
        key = tool_key(self.store, tool.hash) if tool else 0
        chosen = (each.record for each in self.records if key in (0, each.tool))
        for audit in current_audits(self.store, chosen):
            self.step(table)
            yield audit

    def count(self, tool: AuditTool) -> int:
        """Return how many of the audits were made with one version."""
        key = tool_key(self.store, tool.hash)
        return sum(each.tool == key for each in self.records)


def source_of(
    store: ReadingStore, scope: AuditScope, *, words: bool = True, step: Step = _untold
) -> Source:
    """Return what the tables of a scope are made from; call it inside a snapshot.

    Raises AuditAppError where the scope names a field that no audit has.
    """
    check_fields(store, scope)
    tools = tools_of(store, scope, tools_in_scope(store, scope))
    found = attribute_names(store)
    return Source(
        store,
        [version for tool in tools for version in tool.versions],
        Measures(tools),
        records_in_scope(store, scope),
        [*ATTRIBUTES, *(name for name in found if name not in ATTRIBUTES)],
        stored_field_names(store),
        words,
        step,
    )

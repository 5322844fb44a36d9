"""Proves that what audits are listed and counted as follows from what is sealed, many at a time."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from db.received_audits import CurrentValues, ReceivedAudits, Unsound
from db.store import ReadingStore
from db.tools import load_tool
from forms.audits import AUDIT_KIND

if TYPE_CHECKING:
    from db.written_revisions import WrittenRevision

_ONLY_HEADS = """
SELECT max(id) FROM revision WHERE NOT EXISTS (
  SELECT 1 FROM revision_parent JOIN revision AS child ON child.id = revision_parent.revision
  WHERE revision_parent.parent = revision.id AND child.record = revision.record)
GROUP BY record HAVING count(*) = 1
"""
_LISTED = (
    "SELECT revision.record, revision.tool, current_audit.* FROM revision "
    "JOIN current_audit ON current_audit.record = revision.record WHERE revision.id = ?"
)


class Proving:
    """Looks at each revision once. `proven` holds the records, by number, that are as they must be.

    Any other record is to be worked out as the list of audits is: it may have several heads, be
    no audit, take long, or be wrong.
    """

    def __init__(self, store: ReadingStore) -> None:
        self.proven: set[int] = set()
        self._store = store
        self._only_heads = {row[0] for row in store.each(_ONLY_HEADS)}
        names = store.rows("SELECT id, name FROM field")
        self._names = {field: str(name) for field, name in names}
        self._audits: dict[str, ReceivedAudits] = {}

    def look_at(self, key: int, revision: WrittenRevision) -> None:
        """Prove a record by its only head, whose hash was found right; `key` is its number.

        Raises StoreTrouble where its audit tool is missing or altered.
        """
        if revision.head.kind != AUDIT_KIND or key not in self._only_heads:
            return
        try:
            current = self._audits_of(revision.head.tool or "").current(
                revision.head, revision.fields
            )
        except Unsound:
            return
        row = self._store.row(_LISTED, (key,))
        if row and row[2:] == (*row[:2], *current.listed):
            record = int(str(row[0]))
            if self._facts(record) == _expected(current, key, revision.fields.names):
                self.proven.add(record)

    def _facts(self, record: int) -> dict[object, tuple[object, object]]:
        rows = self._store.rows(
            "SELECT field, code, source FROM current_fact WHERE record = ?", (record,)
        )
        return {self._names.get(field): (code, source) for field, code, source in rows}

    def _audits_of(self, tool_hash: str) -> ReceivedAudits:
        if tool_hash not in self._audits:
            self._audits[tool_hash] = ReceivedAudits(load_tool(self._store, tool_hash))
        return self._audits[tool_hash]


def _expected(
    current: CurrentValues, key: int, names: Collection[str]
) -> dict[object, tuple[object, object]]:
    """Return field → code and source; what stands in the revision itself has it as its source."""
    held = frozenset(names)
    return {field: (code, key if field in held else None) for field, code in current.codes.items()}

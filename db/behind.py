"""Which audits stand behind a number: those in a scope with certain codes in certain fields."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from db.counting import question_field
from db.scopes import FROM, AuditScope, where
from db.store import ReadingStore


def audits_behind(
    store: ReadingStore, scope: AuditScope, codes: Mapping[tuple[str, str], Collection[str]]
) -> list[str]:
    """Return the permanent ids of audits in scope, sorted, that have any of these codes.

    `codes` is by the hash of the tool version and the field: overall, section.ID or finding.ID,
    which stands for all instances of a repeating question. Raises AuditAppError for a scope with
    a field that cannot be one.
    """
    fields = {field for _, field in codes}
    stored = store.rows("SELECT id, name FROM field")
    names = {int(key or 0): question_field(str(name)) for key, name in stored}
    wanted = [key for key, name in names.items() if name in fields]
    condition, values = where(scope)
    rows = store.each(
        f"SELECT record.uid, tool.hash, current_fact.field, code FROM {FROM} "
        "JOIN current_fact ON current_fact.record = current_audit.record "
        f"WHERE {condition} AND current_fact.field IN (SELECT value FROM json_each(?))",
        [*values, json.dumps(wanted)],
    )
    return sorted(
        {
            str(uid)
            for uid, tool, field, code in rows
            if str(code) in codes.get((str(tool), names[int(field or 0)]), ())
        }
    )

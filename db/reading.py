"""What figures are made of besides counts: how large a scope is, and the words in it."""

from __future__ import annotations

import json
from collections.abc import Collection
from itertools import chain
from typing import NamedTuple

from db.counting import question_field
from db.scope_totals import ScopeTotals, totals_of_audits, totals_of_months
from db.scopes import (
    AUDITS,
    COUNTED,
    FROM,
    AuditScope,
    group_of,
    is_of_months,
    quarter_of,
    where,
)
from db.store import ReadingStore
from db.troubles import damaged_if_unreadable
from forms.findings import Answer

__all__ = ["AuditScope", "ScopeTotals"]


class RecordInScope(NamedTuple):
    """An audit and its tool, as the numbers that they have in this file only."""

    record: int
    tool: int


class Written(NamedTuple):
    """An answer with the words beside it; `code` is what it is counted under.

    `quarter` is that of the audit, such as 2026-Q1, "" where it has no date; `record` is the
    number that its audit has in this file only.
    """

    tool: str
    field: str
    code: str
    answer: Answer
    text: str
    quarter: str = ""
    record: int = 0


def tools_in_scope(store: ReadingStore, scope: AuditScope) -> list[str]:
    """Return the hashes of the tool versions that audits in scope used, oldest use first."""
    condition, values = where(scope)
    rows = store.rows(
        f"SELECT hash, (SELECT min(audited_on) FROM current_audit WHERE tool = tool.id "
        f"AND {condition}) AS first FROM tool WHERE first IS NOT NULL ORDER BY first, hash",
        values,
    )
    return [str(row[0]) for row in rows]


def scope_totals(store: ReadingStore, scope: AuditScope) -> ScopeTotals:
    """Return how many audits, cases and auditors a scope holds, and what it leaves out."""
    return totals_of_months(store, scope) if is_of_months(scope) else totals_of_audits(store, scope)


def records_in_scope(store: ReadingStore, scope: AuditScope) -> list[RecordInScope]:
    """Return the audits that figures of a scope count, by day and id."""
    condition, values = where(scope)
    rows = store.rows(
        f"SELECT current_audit.record, tool.id FROM {FROM} WHERE {condition} "
        "ORDER BY audited_on, record.uid",
        values,
    )
    return [RecordInScope(int(record or 0), int(tool or 0)) for record, tool in rows]


def drawn_in_scope(store: ReadingStore, scope: AuditScope, most: int) -> list[int]:
    """Return the numbers of up to so many audits that figures of a scope count, drawn by lot.

    Their ids are the lots, by the part that is random (UUIDs of version 7 begin with the time):
    the same audits are drawn on every machine, and nobody's hand decides.
    """
    condition, values = where(scope)
    rows = store.rows(
        f"SELECT current_audit.record FROM {FROM} WHERE {condition} "
        "ORDER BY substr(record.uid, -12), record.uid LIMIT ?",
        [*values, most],
    )
    return [int(row[0] or 0) for row in rows]


def uids_of(store: ReadingStore, records: Collection[int]) -> dict[int, str]:
    """Return the permanent ids of records by the numbers that they have in this file only."""
    rows = store.rows(
        "SELECT id, uid FROM record WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(records)),),
    )
    return {int(key or 0): str(uid) for key, uid in rows}


def void_in_scope(store: ReadingStore, scope: AuditScope) -> int:
    """Return how many audits figures of a scope leave out because they were taken back."""
    condition, values = where(scope, "status = 'void'")
    return store.number(f"SELECT count(*) FROM {AUDITS} WHERE {condition}", values)


def written_values(
    store: ReadingStore,
    scope: AuditScope,
    fields: list[str] | None = None,
    records: Collection[int] | None = None,
) -> list[Written]:
    """Return answers with their words, newest audit first; only these fields and audits if given.

    For `finding.…` fields the words are the evidence; for `strengths` and `improvements` the
    text itself, with the audit's overall grade as the code.
    """
    condition, values = where(scope)
    wanted = _stored_names(store, fields) if fields is not None else []
    names = f"AND field.name IN ({', '.join('?' * len(wanted))})" if fields is not None else ""
    if records is not None:
        names += " AND current_audit.record IN (SELECT value FROM json_each(?))"
        wanted.append(json.dumps(list(records)))
    rows = store.rows(
        "SELECT current_audit.record, tool.hash, field.name, code, value, overall, "
        f"substr(audited_on, 1, 7) FROM {FROM} "
        "JOIN current_fact ON current_fact.record = current_audit.record "
        "JOIN field ON field.id = current_fact.field "
        "JOIN revision_value ON revision_value.revision = current_fact.source "
        "AND revision_value.field = current_fact.field "
        f"WHERE {condition} AND code <> 'hidden' {names} "
        "ORDER BY audited_on DESC, record.uid, field.name",
        [*values, *wanted],
    )
    with damaged_if_unreadable(store.path):
        return [
            _written(*(str(cell) for cell in row))._replace(record=int(record or 0))
            for record, *row in rows
        ]


def attribute_names(store: ReadingStore) -> list[str]:
    """Return the names of all attributes that any current audit has.

    Many audits share theirs, so that few are looked into.
    """
    rows = store.rows(
        "SELECT DISTINCT each.key FROM (SELECT DISTINCT attributes FROM current_audit), "
        "json_each(attributes) AS each ORDER BY 1"
    )
    return [str(row[0]) for row in rows]


def attribute_values(store: ReadingStore, name: str) -> list[str]:
    """Return the values that one field has among current audits, sorted."""
    group, values = group_of(name)
    audits = f"{AUDITS} WHERE {COUNTED}"
    if values:  # an attribute: many audits share theirs, so that few are looked into
        audits = f"(SELECT DISTINCT attributes FROM {audits})"
    rows = store.rows(f"SELECT DISTINCT {group} AS value FROM {audits} ORDER BY value", values)
    return [str(row[0]) for row in rows if row[0]]


def people_and_cases(store: ReadingStore) -> frozenset[str]:
    """Return every auditor and every case reference that the file holds, of void audits too."""
    rows = store.rows(
        "SELECT json_group_array(CAST(case_reference AS TEXT)) FROM current_audit "
        "UNION ALL SELECT json_group_array(DISTINCT CAST(auditor AS TEXT)) FROM current_audit"
    )
    with damaged_if_unreadable(store.path):
        return frozenset(chain.from_iterable(json.loads(str(names)) for (names,) in rows))


def _written(  # noqa: PLR0917
    tool: str, name: str, code: str, value: str, overall: str, month: str
) -> Written:
    content = json.loads(value)
    period = quarter_of(month)
    if name.startswith("finding."):
        answer = content.get("answer")
        answer = tuple(answer) if isinstance(answer, list) else answer
        field = question_field(name)
        return Written(tool, field, code, answer, content.get("evidence", ""), period)
    return Written(tool, name, overall, None, str(content), period)


def _stored_names(store: ReadingStore, fields: list[str]) -> list[str]:
    """Return the fields as this file names them, with those of every instance."""
    wanted = set(fields)
    names = [str(row[0]) for row in store.rows("SELECT name FROM field")]
    return [name for name in names if question_field(name) in wanted]

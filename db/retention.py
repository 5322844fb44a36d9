"""Retention: which audits are past their time, how they are erased, what stays known of them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from db.erasing import Erased, erase
from db.erasures import ErasureRow, erased, erased_records
from db.store import Cell, ReadingStore

__all__ = [
    "Erased",
    "ErasureRow",
    "PastAudit",
    "RetentionFilter",
    "erase",
    "erased",
    "erased_records",
    "past_retention",
]


class PastAudit(NamedTuple):
    """An audit that nobody touched since a day: `last` is when it was last sealed or saved.

    `revisions` and `drafts` (of others) go with it when it is erased. Where `open_here`, a working
    copy of this device is in the way. Days are ISO text; an audit without a date has "".
    """

    uid: str
    case: str
    tool_title: str
    tool_version: str
    auditor: str
    audited_on: str
    last: str
    status: str
    team: str
    revisions: int
    drafts: int
    open_here: bool


class RetentionFilter(NamedTuple):
    """Which of them to list; what is empty does not filter.

    `text` is looked for in case, tool, auditor and team.
    """

    tool_id: str = ""
    team: str = ""
    auditor: str = ""
    text: str = ""


_LAST_SAVED = "SELECT max(saved_at) FROM received_draft WHERE received_draft.uid = {}"

_SEALED = f"""
SELECT record.uid AS uid, case_reference AS "case", tool_id, title, version, auditor, audited_on,
  max((SELECT max(sealed_at) FROM revision WHERE revision.record = record.id),
    coalesce(({_LAST_SAVED.format("record.uid")}), '')) AS last,
  status, coalesce(attributes ->> '$.team', '') AS team,
  (SELECT count(*) FROM revision WHERE revision.record = record.id) AS revisions,
  (SELECT count(*) FROM received_draft WHERE received_draft.uid = record.uid) AS drafts,
  EXISTS (SELECT 1 FROM draft WHERE draft.uid = record.uid) AS open_here
FROM current_audit JOIN record ON record.id = current_audit.record
JOIN tool ON tool.id = current_audit.tool
"""

_RECEIVED = f"""
SELECT uid, coalesce(fields ->> '$.case', ''), tool_id, title, version,
  coalesce(fields ->> '$.auditor', author), coalesce(fields ->> '$.audited_on', ''),
  ({_LAST_SAVED.format("one.uid")}), 'received',
  coalesce(fields ->> '$."attribute.team"', ''), 0,
  (SELECT count(*) FROM received_draft WHERE received_draft.uid = one.uid),
  EXISTS (SELECT 1 FROM draft WHERE draft.uid = one.uid)
FROM received_draft AS one JOIN tool ON tool.id = one.tool
WHERE kind = 'audit' AND uid NOT IN (SELECT uid FROM record)
  AND one.id = (SELECT id FROM received_draft AS other WHERE other.uid = one.uid
    ORDER BY saved_at DESC, hash LIMIT 1)
"""

_VALUE = (
    "coalesce((SELECT value ->> '$' FROM draft_value WHERE draft = draft.id AND field = '{}'), '')"
)

_DRAFTED = f"""
SELECT uid, {_VALUE.format("case")}, tool_id, title, version, {_VALUE.format("auditor")},
  {_VALUE.format("audited_on")},
  coalesce((SELECT max(saved_at) FROM draft_value WHERE draft = draft.id), started_at),
  'draft', {_VALUE.format("attribute.team")}, 0, 0, 1
FROM draft JOIN tool ON tool.id = draft.tool
WHERE kind = 'audit' AND uid NOT IN (SELECT uid FROM record)
  AND uid NOT IN (SELECT uid FROM received_draft)
"""


def past_retention(
    store: ReadingStore, before: date, wanted: RetentionFilter | None = None
) -> list[PastAudit]:
    """Return audits dated, and last sealed or saved, before a day; the longest untouched first.

    Void audits count as others do, and so do drafts that were never sealed.
    """
    conditions, values = _conditions(before, wanted or RetentionFilter())
    rows = store.rows(
        'SELECT uid, "case", title, version, auditor, audited_on, substr(last, 1, 10) AS day, '
        "status, team, revisions, drafts, open_here "
        f"FROM ({_SEALED} UNION ALL {_RECEIVED} UNION ALL {_DRAFTED}) WHERE {conditions} "
        'ORDER BY max(audited_on, day), "case" COLLATE NOCASE, uid',
        values,
    )
    return [PastAudit._make((*row[:-1], bool(row[-1]))) for row in rows]


def _conditions(before: date, wanted: RetentionFilter) -> tuple[str, list[Cell]]:
    parts = ["audited_on < ?", "substr(last, 1, 10) < ?"]
    values: list[Cell] = [before.isoformat()] * 2
    for column in ("tool_id", "team", "auditor"):
        if value := str(getattr(wanted, column)):
            parts.append(f"{column} = ?")
            values.append(value)
    for word in wanted.text.split():
        parts.append(
            "instr(lower(\"case\" || ' ' || title || ' ' || auditor || ' ' || team), lower(?))"
        )
        values.append(word)
    return " AND ".join(parts), values

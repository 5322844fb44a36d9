"""The list of audits: sealed ones and drafts together, searched, filtered and sorted in SQL."""

from __future__ import annotations

import json
from typing import Literal, NamedTuple

from db.shown_drafts import SHOWN
from db.store import Cell, ReadingStore

Status = Literal[
    "draft",
    "reopened",
    "moderating",
    "received",
    "completed",
    "moderated",
    "disputed",
    "conflict",
    "void",
]
"""`received`: a draft of somebody else came with a merge; it may build on what was sealed."""
STATUSES: tuple[Status, ...] = (
    "draft",
    "reopened",
    "moderating",
    "received",
    "completed",
    "moderated",
    "disputed",
    "conflict",
    "void",
)
SortKey = Literal[
    "case", "tool_title", "status", "overall", "auditor", "audited_on", "team", "changed_at"
]


class AuditFilter(NamedTuple):
    """Which audits to list; what is empty or None does not filter. Dates are ISO text.

    `text` is looked for in case reference, tool, auditor, team, service and status. Void audits are
    listed only when `status` asks for them. `chosen` are the only ids to list. A `limit` stops
    after so many, 0 lists all.
    """

    text: str = ""
    tool_id: str | None = None
    status: Status | None = None
    team: str | None = None
    auditor: str | None = None
    audited_from: str | None = None
    audited_to: str | None = None
    sort: SortKey = "changed_at"
    descending: bool = True
    limit: int = 0
    chosen: tuple[str, ...] | None = None


class AuditRow(NamedTuple):
    """One line of the list. `answered` of `questions` counts the answers of an open draft.

    `manner` is how an audit is being moderated here, `open` or `blind`; while it is blind,
    `overall` is empty.

    `drafted_by` is whose draft a received one is, "" for all others.
    """

    uid: str
    case: str
    tool_id: str
    tool_title: str
    tool_version: str
    status: Status
    overall: str
    auditor: str
    audited_on: str
    team: str
    service: str
    plan_type: str
    changed_at: str
    answered: int
    questions: int
    drafted_by: str = ""
    manner: str = ""


class FilterChoices(NamedTuple):
    """What the filters of the list may offer: tools as (id, title), teams, auditors."""

    tools: list[tuple[str, str]]
    teams: list[str]
    auditors: list[str]


_VALUE = (
    "coalesce((SELECT value ->> '$' FROM draft_value WHERE draft = draft.id AND field = '{}'), '')"
)
_STATUS, _MANNER = _VALUE.format("status"), _VALUE.format("moderation")

_SEALED = f"""
SELECT record.uid AS uid, case_reference AS "case", tool_id, title AS tool_title,
  version AS tool_version,
  CASE WHEN conflicts THEN 'conflict'
    WHEN draft.id IS NOT NULL THEN iif({_STATUS} = 'moderated', 'moderating', 'reopened')
    WHEN received.id IS NOT NULL THEN 'received' ELSE status END AS status,
  iif(draft.id IS NOT NULL AND {_MANNER} = 'blind', '', overall) AS overall,
  current_audit.auditor AS auditor, audited_on,
  coalesce(attributes ->> '$.team', '') AS team,
  coalesce(attributes ->> '$.service', '') AS service,
  coalesce(attributes ->> '$.plan_type', '') AS plan_type,
  sealed_at AS changed_at, 0 AS answered, questions,
  coalesce(received.author, '') AS drafted_by, iif(draft.id IS NULL, '', {_MANNER}) AS manner
FROM current_audit JOIN record ON record.id = current_audit.record
JOIN tool ON tool.id = current_audit.tool LEFT JOIN draft ON draft.uid = record.uid
LEFT JOIN ({SHOWN}) AS received ON received.uid = record.uid
"""

_DRAFTS = f"""
SELECT uid, {_VALUE.format("case")}, tool_id, title, version, 'draft',
  {_VALUE.format("overall")}, {_VALUE.format("auditor")}, {_VALUE.format("audited_on")},
  {_VALUE.format("attribute.team")}, {_VALUE.format("attribute.service")},
  {_VALUE.format("attribute.plan_type")},
  coalesce((SELECT max(saved_at) FROM draft_value WHERE draft = draft.id), started_at),
  (SELECT count(*) FROM draft_value WHERE draft = draft.id AND field GLOB 'finding.*'
    AND value ->> '$.answer' IS NOT NULL), questions, '', ''
FROM draft JOIN tool ON tool.id = draft.tool
WHERE kind = 'audit' AND uid NOT IN (SELECT uid FROM record)
"""

_FIELD = "coalesce(fields ->> '$.\"{}\"', '')"

_RECEIVED = f"""
SELECT uid, {_FIELD.format("case")}, tool_id, title, version, 'received',
  {_FIELD.format("overall")}, {_FIELD.format("auditor")}, {_FIELD.format("audited_on")},
  {_FIELD.format("attribute.team")}, {_FIELD.format("attribute.service")},
  {_FIELD.format("attribute.plan_type")}, saved_at,
  (SELECT count(*) FROM json_each(fields) WHERE key GLOB 'finding.*'
    AND value ->> '$.answer' IS NOT NULL), questions, author, ''
FROM ({SHOWN}) AS received JOIN tool ON tool.id = received.tool
WHERE kind = 'audit' AND uid NOT IN (SELECT uid FROM record)
"""

_ALL = f"({_SEALED} UNION ALL {_DRAFTS} UNION ALL {_RECEIVED})"


def list_audits(store: ReadingStore, wanted: AuditFilter) -> list[AuditRow]:
    """Return the audits that match, in the order asked for."""
    conditions, values = _conditions(wanted)
    order = f'"{wanted.sort}"' if wanted.sort in AuditRow._fields else "changed_at"
    direction = "DESC" if wanted.descending else "ASC"
    rows = store.rows(
        f"SELECT * FROM {_ALL} WHERE {conditions} "
        f"ORDER BY {order} COLLATE NOCASE {direction}, uid LIMIT ?",
        [*values, wanted.limit or -1],
    )
    return [AuditRow._make(row) for row in rows]


def audit_row(store: ReadingStore, uid: str) -> AuditRow | None:
    """Return one audit as the list shows it, void or not; nothing where it is gone."""
    row = store.row(f"SELECT * FROM {_ALL} WHERE uid = ?", (uid,))
    return AuditRow._make(row) if row else None


def filter_choices(store: ReadingStore) -> FilterChoices:
    """Return what the list's filters may offer."""
    tools = store.rows("SELECT DISTINCT tool_id, title FROM tool ORDER BY title")
    everyone = f"SELECT team, auditor FROM {_ALL}"
    pairs = store.rows(everyone)
    return FilterChoices(
        [(str(tool_id), str(title)) for tool_id, title in tools],
        sorted({str(team) for team, _ in pairs if team}),
        sorted({str(auditor) for _, auditor in pairs if auditor}),
    )


def _conditions(wanted: AuditFilter) -> tuple[str, list[Cell]]:
    parts = ["status = ?"] if wanted.status else ["status <> 'void'"]
    values: list[Cell] = [wanted.status] if wanted.status else []
    exact = {"tool_id": wanted.tool_id, "team": wanted.team, "auditor": wanted.auditor}
    for column, value in exact.items():
        if value:
            parts.append(f"{column} = ?")
            values.append(value)
    if wanted.chosen is not None:
        parts.append("uid IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(wanted.chosen))
    for comparison, day in ((">=", wanted.audited_from), ("<=", wanted.audited_to)):
        if day:
            parts.append(f"audited_on {comparison} ?")
            values.append(day)
    for word in wanted.text.split():
        parts.append(
            "(\"case\" || ' ' || tool_title || ' ' || auditor || ' ' || team || ' ' || service "
            "|| ' ' || status) "
            "LIKE ? ESCAPE '\\'"
        )
        values.append(f"%{_literal(word)}%")
    return " AND ".join(parts), values


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

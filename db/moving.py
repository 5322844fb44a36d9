"""Drafts that move to another version of their tool."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.drafts import load_draft, replace_draft
from db.projection import read_audit
from db.store import ReadingStore, Store
from db.tool_versions import tool_status
from db.tools import add_tool
from db.troubles import StoreTrouble
from forms.audits import AUDIT_KIND

if TYPE_CHECKING:
    from forms.tools import AuditTool
    from forms.versions.moving import MovePlan


class DraftRow(NamedTuple):
    """An audit in draft: its permanent id, its case reference and whose it is."""

    uid: str
    case: str
    auditor: str


def drafts_on(store: ReadingStore, tool_hash: str) -> list[DraftRow]:
    """Return the audits in draft, new and reopened, that a version of a tool is used for."""
    value = (
        "coalesce((SELECT value ->> '$' FROM draft_value "
        "WHERE draft = draft.id AND field = '{}'), '')"
    )
    rows = store.rows(
        f"SELECT uid, {value.format('case')} AS case_reference, {value.format('auditor')} "
        "FROM draft JOIN tool ON tool.id = draft.tool "
        "WHERE kind = ? AND hash = ? ORDER BY case_reference COLLATE NOCASE, uid",
        (AUDIT_KIND, tool_hash),
    )
    return [DraftRow(*(str(cell) for cell in row)) for row in rows]


def move_draft(store: Store, uid: str, new_tool: AuditTool, plan: MovePlan) -> None:
    """Move one draft as planned, whole or not at all.

    Raises StoreTrouble, changing nothing, where the plan is for another tool, where the draft
    was changed since it was planned, or where the version is withdrawn.
    """
    if plan.new != new_tool.hash:
        raise StoreTrouble("This move was planned for another version of the audit tool.")
    if tool_status(store, new_tool.hash) == "withdrawn":
        raise StoreTrouble("This version of the audit tool is withdrawn; choose another one.")
    with store.transaction():
        draft = load_draft(store, uid)
        if (draft.tool, read_audit(store, draft.fields)) != (plan.old, plan.before):
            raise StoreTrouble("This draft was changed since the preview; look at it again.")
        replace_draft(store, draft, add_tool(store, new_tool), plan.audit.to_fields())

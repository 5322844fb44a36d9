"""Sealing: a working copy becomes a revision that nothing changes any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic import JsonValue

from db.drafts import has_draft, is_moderation, load_draft, remove_draft, start_draft
from db.listing import Status
from db.projection import CurrentState, current_state, project, read_audit
from db.received_drafts import has_received, load_received
from db.revisions import FieldKeys, add_revision
from db.store import ReadingStore, Store
from db.tool_versions import tool_status
from db.tools import add_tool, load_tool, tool_key
from db.troubles import StoreTrouble
from forms.audits import AUDIT_KIND, Audit, Fields
from forms.errors import AuditAppError
from forms.evaluation import evaluate, with_calculated
from forms.identity import new_uid
from forms.revisions import Revision, as_moment

if TYPE_CHECKING:
    from forms.tools import AuditTool


class OpenedAudit(NamedTuple):
    """An audit as a form shows it. Only a draft (new, reopened, moderation) may be edited.

    `drafted_by` is whose draft a received one is, "" for all others.
    """

    uid: str
    tool: AuditTool
    audit: Audit
    status: Status
    drafted_by: str = ""

    @property
    def editable(self) -> bool:
        """Whether there is a working copy to edit."""
        return self.status in ("draft", "reopened", "moderating")


def open_audit(store: ReadingStore, uid: str) -> OpenedAudit:
    """Return an audit to show: its working copy where there is one, else what was sealed.

    A draft of somebody else is shown in place of what it builds on. Raises StoreTrouble where it
    is gone.
    """
    state = current_state(store, uid)
    if has_draft(store, uid):
        draft = load_draft(store, uid)
        tool = load_tool(store, draft.tool or "")
        status: Status = "moderating" if is_moderation(draft) else "reopened"
        return OpenedAudit(uid, tool, read_audit(store, draft.fields), status if state else "draft")
    conflict = state is not None and bool(state.conflicts or state.tools_differ)
    if not conflict and has_received(store, uid):
        received = load_received(store, uid)
        tool, audit = load_tool(store, received.tool or ""), read_audit(store, received.fields)
        return OpenedAudit(uid, tool, audit, "received", received.author)
    tool, audit = load_current_audit(store, uid)
    return OpenedAudit(uid, tool, audit, "conflict" if conflict else audit.status)


def start_audit(store: Store, tool: AuditTool, audit: Audit, uid: str | None = None) -> str:
    """Start the draft of a new audit; returns its permanent id.

    Raises StoreTrouble where this version of the tool is withdrawn.
    """
    if tool_status(store, tool.hash) == "withdrawn":
        raise StoreTrouble(f"{tool.name} is withdrawn; choose another version for a new audit.")
    audit_uid = uid or new_uid(store.clock)
    with store.transaction():
        key = add_tool(store, tool)
    start_draft(store, audit_uid, AUDIT_KIND, key, audit.auditor, audit.to_fields())
    return audit_uid


def complete_audit(store: Store, uid: str, author: str) -> str:
    """Seal an audit's draft as completed; returns the revision's hash.

    Raises AuditAppError where something is missing; the draft then stays as it is. Whether it is
    goes by the day where the auditor is, as in the form; what is worked out is frozen for the day
    of the seal, as everybody reads it.
    """
    draft = load_draft(store, uid)
    if is_moderation(draft):
        raise StoreTrouble("This audit is being moderated; seal the moderation instead.")
    tool = load_tool(store, draft.tool or "")
    audit = read_audit(store, as_completed(draft.fields))
    now = store.clock()
    missing = evaluate(tool, audit, now.astimezone().date()).gaps
    if missing:
        what = "one thing is" if len(missing) == 1 else f"{len(missing)} things are"
        raise AuditAppError(f"The audit cannot be completed yet: {what} missing.")
    revision = Revision(
        kind=AUDIT_KIND,
        record=uid,
        parents=draft.base,
        tool=draft.tool,
        author=author,
        sealed_at=as_moment(now),
        act="completed",
        fields=with_calculated(tool, audit, now.date()).to_fields(),
    )
    with store.transaction():
        _seal(store, revision)
        remove_draft(store, uid)
    return revision.id


def reopen_audit(store: Store, uid: str, author: str) -> None:
    """Start a working copy of a completed audit.

    Raises StoreTrouble where one is open already, or where two versions wait to be settled.
    """
    state = settled_state(store, uid)
    if has_draft(store, uid):
        raise StoreTrouble("This audit is open as a draft already; go on with that one.")
    head = state.heads[0]
    tool = tool_key(store, head.tool or "")
    fields = as_completed(state.fields)
    start_draft(store, uid, AUDIT_KIND, tool, author, fields, _keys(state))


def void_audit(store: Store, uid: str, author: str, reason: str) -> str:
    """Seal an audit as void, with the reason; nothing is deleted. Returns the revision's hash.

    A draft that was never sealed is not voided but discarded (`db.drafts`).
    """
    if not reason.strip():
        raise AuditAppError("Say why the audit is made void.")
    state = settled_state(store, uid)
    if has_draft(store, uid):
        raise StoreTrouble("Complete or discard the open draft of this audit first.")
    fields: dict[str, JsonValue] = {**state.fields, "status": "void"}
    revision = Revision(
        kind=AUDIT_KIND,
        record=uid,
        parents=_hashes(state),
        tool=state.heads[0].tool,
        author=author,
        sealed_at=as_moment(store.clock()),
        act="voided",
        reason=reason.strip(),
        fields=fields,
    )
    with store.transaction():
        _seal(store, revision)
    return revision.id


def seal(store: Store, revision: Revision) -> str:
    """Seal a revision that was made elsewhere in this program; returns its hash."""
    with store.transaction():
        _seal(store, revision)
    return revision.id


def load_current_audit(store: ReadingStore, uid: str) -> tuple[AuditTool, Audit]:
    """Return a sealed audit as it stands, with its tool."""
    state = current_state(store, uid)
    if state is None:
        raise StoreTrouble("This audit is not in the file any more.")
    return load_tool(store, state.heads[0].tool or ""), read_audit(store, state.fields)


def _seal(store: Store, revision: Revision) -> None:
    keys = FieldKeys(store)
    add_revision(store, revision, keys)
    project(store, [revision.record], keys)


def as_completed(fields: Fields) -> dict[str, JsonValue]:
    """Return the fields of an audit as its auditor's own: neither void nor moderated."""
    kept = {name: value for name, value in fields.items() if name != "moderation"}
    return {**kept, "status": "completed"}


def settled_state(store: ReadingStore, uid: str) -> CurrentState:
    """Return where an audit stands. Raises StoreTrouble where it is gone, or in conflict."""
    state = current_state(store, uid)
    if state is None or state.heads[0].kind != AUDIT_KIND:
        raise StoreTrouble("This audit is not in the file any more.")
    if state.conflicts or state.tools_differ:
        raise StoreTrouble("Two versions of this audit differ; settle the conflict first.")
    return state


def _hashes(state: CurrentState) -> tuple[str, ...]:
    return tuple(sorted(head.hash for head in state.heads))


def _keys(state: CurrentState) -> tuple[int, ...]:
    return tuple(head.key for head in state.heads)

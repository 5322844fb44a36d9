"""Published versions of audit tools: sealed records of their own, which travel in merges."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from db.projection import current_state
from db.revisions import FieldKeys, add_revision
from db.store import ReadingStore, Store
from db.tools import add_tool, load_tool, tool_key
from db.troubles import StoreTrouble
from forms.errors import AuditAppError
from forms.identity import tool_uid
from forms.revisions import Revision, as_moment
from forms.tool_records import TOOL_KIND, ToolRecord, ToolStatus
from forms.versions.amending import amendment_faults

if TYPE_CHECKING:
    from typing import Literal

    from forms.tools import AuditTool


class ToolState(NamedTuple):
    """One stored version of a tool: how it stands, how large it is, what was made with it."""

    hash: str
    tool_id: str
    version: str
    title: str
    status: ToolStatus
    questions: int
    sections: int
    audits: int
    drafts: int


def publish_tool(store: Store, tool: AuditTool, author: str) -> str:
    """Publish a version, frozen from now on; returns its hash.

    Publishing it again changes nothing, unless it was withdrawn: then it is published anew.
    Raises AuditAppError where its comparability map does not fit the version it amends, or
    where there is another text of the same version.
    """
    if _is_second_text(store, tool):
        raise AuditAppError(
            f"There is another {tool.name}, already. Give this one a higher version."
        )
    if tool.amends and tool_key(store, tool.amends.hash):
        faults = amendment_faults(load_tool(store, tool.amends.hash), tool, tool.amends)
        if faults:
            raise AuditAppError("The version cannot be published. " + " ".join(faults))
    if tool_status(store, tool.hash) != "published":
        _seal(store, tool, "published", author, "")
    return tool.hash


def _is_second_text(store: ReadingStore, tool: AuditTool) -> bool:
    """Return whether people could not tell this version from one stored or built in."""
    from forms.tool_files import builtin_tool, builtin_tool_ids

    if tool.id in builtin_tool_ids():
        builtin = builtin_tool(tool.id)
        if builtin.version == tool.version and builtin.hash != tool.hash:
            return True
    others = "SELECT count(*) FROM tool WHERE tool_id = ? AND version = ? AND hash <> ?"
    return store.number(others, (tool.id, tool.version, tool.hash)) > 0


def withdraw_tool(store: Store, tool_hash: str, author: str, reason: str) -> None:
    """Withdraw a version: no new audit begins with it, drafts go on and figures stay.

    Raises AuditAppError without a reason, StoreTrouble where it is withdrawn already.
    """
    if not reason.strip():
        raise AuditAppError("Say why the audit tool is withdrawn.")
    tool = load_tool(store, tool_hash)
    if tool_status(store, tool_hash) == "withdrawn":
        raise StoreTrouble("This version of the audit tool is withdrawn already.")
    _seal(store, tool, "withdrawn", author, reason.strip())


def tool_status(store: ReadingStore, tool_hash: str) -> ToolStatus:
    """Return how a version stands.

    Where one person withdrew it while another published it, it is withdrawn.
    """
    return _status(_statuses(store), tool_hash)


def tool_states(store: ReadingStore) -> list[ToolState]:
    """Return every stored version, by title, the newest in this file first."""
    statuses = _statuses(store)
    rows = store.rows(
        "SELECT hash, tool_id, version, title, questions, json_array_length(body, '$.sections'), "
        "(SELECT count(*) FROM current_audit WHERE current_audit.tool = tool.id "
        "AND status <> 'void'), "
        "(SELECT count(*) FROM draft WHERE draft.tool = tool.id AND kind = 'audit') "
        "FROM tool ORDER BY title, id DESC"
    )
    return [ToolState._make((*row[:4], _status(statuses, str(row[0])), *row[4:])) for row in rows]


def _statuses(store: ReadingStore) -> dict[str, set[str]]:
    """Return record of a tool → what its newest revisions say; one, unless merged."""
    rows = store.rows(
        "SELECT uid, act FROM record JOIN revision ON revision.record = record.id "
        "WHERE kind = ? AND revision.id NOT IN (SELECT parent FROM revision_parent)",
        (TOOL_KIND,),
    )
    found: dict[str, set[str]] = {}
    for uid, act in rows:
        found.setdefault(str(uid), set()).add(str(act))
    return found


def _status(statuses: dict[str, set[str]], tool_hash: str) -> ToolStatus:
    found = statuses.get(tool_uid(tool_hash), set())
    if "withdrawn" in found:
        return "withdrawn"
    return "published" if found else "in_use"


def _seal(
    store: Store,
    tool: AuditTool,
    act: Literal["published", "withdrawn"],
    author: str,
    reason: str,
) -> None:
    uid = tool_uid(tool.hash)
    state = current_state(store, uid)
    revision = Revision(
        kind=TOOL_KIND,
        record=uid,
        parents=tuple(sorted(head.hash for head in state.heads)) if state else (),
        tool=tool.hash,
        author=author,
        sealed_at=as_moment(store.clock()),
        act=act,
        reason=reason,
        fields=ToolRecord(id=tool.id, version=tool.version, status=act).to_fields(),
    )
    with store.transaction():
        add_tool(store, tool)
        add_revision(store, revision, FieldKeys(store))

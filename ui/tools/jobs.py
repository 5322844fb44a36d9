"""What the tool desk asks of the database; each runs as a job, away from the window."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forms.errors import AuditAppError
from ui.lanes import Progress

if TYPE_CHECKING:
    from pydantic import JsonValue

    from db.store import ReadingStore, Store
    from forms.tools import AuditTool
    from forms.xlsform import ImportReport

Change = Callable[["Store", Progress], object]

_MOST = 64 * 1024 * 1024  # bytes of a file that is read in; a workbook may hold much else


class OpenedDraft(NamedTuple):
    """A tool being designed, where it is kept, and the version it amends if that is known."""

    database: Path
    uid: str
    data: "dict[str, JsonValue]"
    amends: "AuditTool | None"


class Begun(NamedTuple):
    """The draft of an amendment, and whether it had been begun before."""

    uid: str
    was_there: bool


class TakenIn(NamedTuple):
    """A file that was read: the tool in the shape of a tool file, and what is said of it."""

    file: str
    data: "dict[str, JsonValue] | None"
    report: "ImportReport | None"


def start_draft(
    store: "Store", _progress: Progress, data: "dict[str, JsonValue]", author: str
) -> str:
    """Keep a new draft of a tool; returns its id."""
    from db.tool_drafts import start_tool_draft

    return start_tool_draft(store, data, author)


def copy_received(store: "Store", _progress: Progress, uid: str, author: str) -> str:
    """Begin a draft of one's own as a copy of somebody else's; returns its id."""
    from db.received_drafts import continue_as_mine

    return continue_as_mine(store, uid, author)


def begin_amendment(store: "Store", _progress: Progress, tool: "AuditTool", author: str) -> Begun:
    """Begin the next version of a tool, or go on with the draft that amends it already."""
    from db.tool_drafts import list_tool_drafts, load_tool_draft, start_tool_draft
    from db.tool_versions import tool_states
    from forms.versions.redrafting import draft_of_amendment

    for row in list_tool_drafts(store):
        if amended_hash(load_tool_draft(store, row.uid).data) == tool.hash:
            return Begun(row.uid, was_there=True)
    taken = {each.version for each in tool_states(store) if each.tool_id == tool.id}
    draft = draft_of_amendment(tool, taken)
    return Begun(start_tool_draft(store, draft, author), was_there=False)


def open_draft(store: "Store", _progress: Progress, uid: str) -> OpenedDraft:
    """Return a draft of a tool. Raises StoreTrouble where it is gone."""
    from db.tool_drafts import load_tool_draft

    draft = load_tool_draft(store, uid)
    return OpenedDraft(store.path, uid, draft.data, _amended(store, draft.data))


def amended_hash(data: "dict[str, JsonValue]") -> str:
    """Return the content hash of the version that a draft amends, "" if it amends none."""
    amends = data.get("amends")
    return str(amends.get("hash") or "") if isinstance(amends, dict) else ""


def _amended(store: "ReadingStore", data: "dict[str, JsonValue]") -> "AuditTool | None":
    from db.tools import load_tool, tool_key
    from forms.tool_files import builtin_tool, builtin_tool_ids

    wanted = amended_hash(data)
    if not wanted:
        return None
    if tool_key(store, wanted):
        return load_tool(store, wanted)
    known = (builtin_tool(each) for each in builtin_tool_ids() if each == data.get("id"))
    return next((tool for tool in known if tool.hash == wanted), None)


def discard_draft(store: "Store", _progress: Progress, uid: str) -> None:
    """Throw a draft of a tool away."""
    from db.drafts import discard_draft as discard

    discard(store, uid)


def publish(store: "Store", _progress: Progress, uid: str, tool: "AuditTool", author: str) -> str:
    """Publish a tool and let go of its draft, both or neither; returns its content hash."""
    from db.drafts import remove_draft
    from db.tool_versions import publish_tool

    with store.transaction():
        publish_tool(store, tool, author)
        remove_draft(store, uid)
    return tool.hash


def withdraw(store: "Store", _progress: Progress, tool_hash: str, author: str, reason: str) -> None:
    """Begin no new audit with a version any more."""
    from db.tool_versions import withdraw_tool

    withdraw_tool(store, tool_hash, author, reason)


def take_in(_store: "ReadingStore", _progress: Progress, path: Path) -> TakenIn:
    """Read a tool file or a workbook. Raises ProblemsFound, AuditAppError where it cannot be."""
    from forms.tool_files import plain_tool, read_tool

    content = _read(path)
    if path.suffix.lower() in (".yaml", ".yml"):
        return TakenIn(path.name, plain_tool(read_tool(content, path.name)), None)
    from forms.xlsform import import_workbook

    imported = import_workbook(content, path.name)
    data = plain_tool(imported.tool) if imported.tool else None
    return TakenIn(path.name, data, imported.report)


def give_out(_store: "ReadingStore", _progress: Progress, tool: "AuditTool", path: Path) -> str:
    """Write a tool as a workbook, or as a tool file where the name says so; returns the name."""
    from exports.documents.saving import save_whole
    from exports.xlsform import write_tool_workbook
    from forms.tool_text import tool_yaml

    if path.suffix.lower() in (".yaml", ".yml"):
        save_whole(tool_yaml(tool).encode("utf-8"), path)
    else:
        write_tool_workbook(tool, path)
    return path.name


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_MOST + 1)
    except OSError as error:
        reason = error.strerror or "something went wrong with its disk"
        raise AuditAppError(f"“{path.name}” cannot be read: {reason}.") from error
    if len(content) > _MOST:
        raise AuditAppError(f"“{path.name}” is too large for an audit tool.")
    return content

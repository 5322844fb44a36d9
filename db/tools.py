"""Audit tools inside a database: stored whole, known by the hash of their content."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from db.store import ReadingStore, Store
from db.troubles import StoreCorrupt, damaged_if_unreadable

if TYPE_CHECKING:
    from forms.tools import AuditTool


class StoredTool(NamedTuple):
    """What a list shows of a tool: `key` is its number inside this file only."""

    key: int
    hash: str
    tool_id: str
    version: str
    title: str
    questions: int
    audits: int


def add_tool(store: Store, tool: AuditTool) -> int:
    """Store a tool unless it is there already; returns its number inside this file."""
    known = tool_key(store, tool.hash)
    if known:
        return known
    body = tool.content.decode("utf-8")
    return store.run(
        "INSERT INTO tool (hash, tool_id, version, title, questions, body) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (tool.hash, *listed_as(tool), body),
    )


def listed_as(tool: AuditTool) -> tuple[str, str, str, int]:
    """Return what stands beside a stored tool for lists: id, version, title, questions."""
    return tool.id, tool.version, tool.title, len(tool.questions)


def tool_key(store: ReadingStore, tool_hash: str) -> int:
    """Return a tool's number inside this file, or 0."""
    return store.number("SELECT id FROM tool WHERE hash = ?", (tool_hash,))


def load_tool(store: ReadingStore, tool_hash: str) -> AuditTool:
    """Return the tool with this hash. Raises StoreCorrupt where it is missing or altered."""
    row = store.row("SELECT body FROM tool WHERE hash = ?", (tool_hash,))
    if row is None:
        raise StoreCorrupt(
            f"“{store.path.name}” lacks an audit tool that its audits were made with."
        )
    with damaged_if_unreadable(store.path):
        tool = parsed_tool(str(row[0]))
    if tool.hash != tool_hash:
        raise StoreCorrupt(f"An audit tool inside “{store.path.name}” was altered.")
    return tool


@lru_cache(maxsize=64)
def parsed_tool(body: str) -> AuditTool:
    """Return the tool that a stored text holds. Raises pydantic's ValidationError."""
    from forms.tools import AuditTool

    return AuditTool.model_validate_json(body)


def list_tools(store: ReadingStore) -> list[StoredTool]:
    """Return every stored tool version, by title, newest version first."""
    rows = store.rows(
        "SELECT tool.id, hash, tool_id, version, title, questions, count(current_audit.record) "
        "FROM tool LEFT JOIN current_audit ON current_audit.tool = tool.id "
        "GROUP BY tool.id ORDER BY title, tool.id DESC"
    )
    return [StoredTool._make(row) for row in rows]


def tools_by_id(store: ReadingStore, tool_id: str) -> list[AuditTool]:
    """Return every stored version of one tool, in the order they came to this file."""
    rows = store.rows("SELECT hash FROM tool WHERE tool_id = ? ORDER BY id", (tool_id,))
    return [load_tool(store, str(row[0])) for row in rows]

"""Working copies of audit tools in the making: those of this device, and those of others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from db.drafts import load_draft, save_field, start_draft
from db.shown_drafts import SHOWN
from db.store import ReadingStore, Row, Store
from db.troubles import StoreTrouble, damaged_if_unreadable
from forms.identity import new_uid
from forms.tool_records import TOOL_KIND

if TYPE_CHECKING:
    from pydantic import JsonValue

_BODY = "body"


class ToolDraft(NamedTuple):
    """A tool in the making: the plain data of its file, finished or not."""

    uid: str
    data: dict[str, JsonValue]
    author: str
    started_at: datetime


class ToolDraftRow(NamedTuple):
    """What a list shows of a tool in the making; its id, title and version may be empty.

    `author` is whose it is where it came with a merge, "" where it is of this device.
    """

    uid: str
    title: str
    tool_id: str
    version: str
    saved_at: datetime
    author: str = ""


def start_tool_draft(store: Store, data: Mapping[str, JsonValue], author: str) -> str:
    """Start a working copy with this content; returns its id."""
    uid = new_uid(store.clock)
    start_draft(store, uid, TOOL_KIND, None, author, {_BODY: dict(data)})
    return uid


def save_tool_draft(store: Store, uid: str, data: Mapping[str, JsonValue]) -> None:
    """Save the whole content; it is durable when this returns.

    Raises StoreTrouble where there is no such draft any more.
    """
    save_field(store, uid, _BODY, dict(data))


def load_tool_draft(store: ReadingStore, uid: str) -> ToolDraft:
    """Return a tool in the making. Raises StoreTrouble where there is none."""
    draft = load_draft(store, uid)
    data = draft.fields.get(_BODY)
    if draft.kind != TOOL_KIND or not isinstance(data, dict):
        raise StoreTrouble("There is no draft of this audit tool.")
    row = store.row("SELECT started_at FROM draft WHERE uid = ?", (uid,))
    with damaged_if_unreadable(store.path):
        started = datetime.fromisoformat(str(row[0] if row else ""))
    return ToolDraft(uid, data, draft.author, started)


def list_tool_drafts(store: ReadingStore) -> list[ToolDraftRow]:
    """Return every tool in the making, the one saved last first."""
    rows = store.rows(
        "SELECT uid, coalesce(value ->> '$.title', ''), coalesce(value ->> '$.id', ''), "
        "coalesce(value ->> '$.version', ''), saved_at FROM draft "
        "JOIN draft_value ON draft_value.draft = draft.id AND field = ? "
        "WHERE kind = ? ORDER BY saved_at DESC, uid",
        (_BODY, TOOL_KIND),
    )
    return _listed(store, [(*row, "") for row in rows])


def list_received_tool_drafts(store: ReadingStore) -> list[ToolDraftRow]:
    """Return the tools in the making of others, the one saved last first."""
    text = "coalesce(fields ->> '$.body.{}', '')"
    rows = store.rows(
        f"SELECT uid, {text.format('title')}, {text.format('id')}, {text.format('version')}, "
        f"saved_at, author FROM ({SHOWN}) WHERE kind = ? ORDER BY saved_at DESC, uid",
        (TOOL_KIND,),
    )
    return _listed(store, rows)


def _listed(store: ReadingStore, rows: list[Row]) -> list[ToolDraftRow]:
    with damaged_if_unreadable(store.path):
        return [
            ToolDraftRow(
                str(uid),
                str(title),
                str(name),
                str(version),
                datetime.fromisoformat(str(saved)),
                str(author),
            )
            for uid, title, name, version, saved, author in rows
        ]

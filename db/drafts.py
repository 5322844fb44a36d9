"""Working copies: mutable, owned by this device, one durable row for each answer saved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from db.store import ReadingStore, Store
from db.troubles import StoreTrouble, damaged_if_unreadable

if TYPE_CHECKING:
    from pydantic import JsonValue


class Draft(NamedTuple):
    """A working copy. `base` are the hashes of the revisions it builds on."""

    key: int
    uid: str
    kind: str
    tool: str | None
    author: str
    base: tuple[str, ...]
    fields: dict[str, JsonValue]


def start_draft(  # noqa: PLR0917
    store: Store,
    uid: str,
    kind: str,
    tool: int | None,
    author: str,
    fields: dict[str, JsonValue],
    base: tuple[int, ...] = (),
) -> None:
    """Start a working copy with these fields. Raises StoreTrouble where the record has one."""
    if has_draft(store, uid):
        raise StoreTrouble("This audit is already open as a draft; go on with that one.")
    with store.transaction():
        key = store.run(
            "INSERT INTO draft (uid, kind, tool, author, started_at) VALUES (?, ?, ?, ?, ?)",
            (uid, kind, tool, author, _now(store)),
        )
        store.run_many(
            "INSERT INTO draft_base VALUES (?, ?)", [(key, revision) for revision in base]
        )
        store.run_many(
            "INSERT INTO draft_value VALUES (?, ?, ?, ?)",
            [(key, name, _written(value), _now(store)) for name, value in fields.items()],
        )


def has_draft(store: ReadingStore, uid: str) -> bool:
    """Return whether a record has a working copy here."""
    return bool(store.number("SELECT count(*) FROM draft WHERE uid = ?", (uid,)))


def save_field(store: Store, uid: str, field: str, value: JsonValue) -> None:
    """Save one field of a working copy; it is durable when this returns. None empties it.

    An emptied field keeps its row, so that the time of the last change is never earlier than
    before. Raises StoreTrouble where there is no such draft any more.
    """
    saved = store.rows(
        "INSERT INTO draft_value SELECT id, ?, ?, ? FROM draft WHERE uid = ? "
        "ON CONFLICT (draft, field) DO UPDATE SET value = excluded.value, "
        "saved_at = excluded.saved_at RETURNING 1",
        (field, _written(value), _now(store), uid),
    )
    if not saved:
        raise StoreTrouble("This draft was completed or discarded in another window.")


def load_draft(store: ReadingStore, uid: str) -> Draft:
    """Return a working copy. Raises StoreTrouble where there is none."""
    row = store.row(
        "SELECT draft.id, draft.uid, kind, hash, author FROM draft "
        "LEFT JOIN tool ON tool.id = draft.tool WHERE uid = ?",
        (uid,),
    )
    if row is None:
        raise StoreTrouble("There is no draft of this audit.")
    base = store.rows(
        "SELECT hash FROM draft_base JOIN revision ON revision.id = draft_base.revision "
        "WHERE draft = ? ORDER BY hash",
        (row[0],),
    )
    values = store.rows(
        "SELECT field, value FROM draft_value WHERE draft = ? AND value <> 'null'", (row[0],)
    )
    with damaged_if_unreadable(store.path):
        fields = {str(name): json.loads(str(value)) for name, value in values}
    key, found, kind, tool, author = row
    return Draft(
        int(key or 0),
        str(found),
        str(kind),
        str(tool) if tool else None,
        str(author),
        tuple(str(each[0]) for each in base),
        fields,
    )


def is_moderation(draft: Draft) -> bool:
    """Return whether a working copy is a second person's of an audit that was sealed."""
    return draft.fields.get("status") == "moderated" and bool(draft.base)


def replace_draft(store: Store, draft: Draft, tool: int, fields: dict[str, JsonValue]) -> None:
    """Give a working copy another tool and other fields, as part of a larger transaction."""
    store.run("UPDATE draft SET tool = ? WHERE id = ?", (tool, draft.key))
    gone = dict.fromkeys(draft.fields.keys() - fields.keys())
    for name, value in (*gone.items(), *fields.items()):
        if name not in draft.fields or draft.fields[name] != value:
            save_field(store, draft.uid, name, value)


def discard_draft(store: Store, uid: str) -> None:
    """Throw a working copy away; what was sealed stays."""
    with store.transaction():
        remove_draft(store, uid)


def remove_draft(store: Store, uid: str) -> None:
    """Remove a working copy as part of a larger transaction."""
    key = store.number("SELECT id FROM draft WHERE uid = ?", (uid,))
    for table in ("draft_value", "draft_base"):
        store.run(f"DELETE FROM {table} WHERE draft = ?", (key,))
    store.run("DELETE FROM draft WHERE id = ?", (key,))


def _written(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False)


def _now(store: Store) -> str:
    return store.clock().isoformat(timespec="milliseconds")

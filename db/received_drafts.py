"""Working copies of others: taken over from received files, shown while nothing overtakes them.

They are never edited here. A newer one stands beside the older, which stays: which of them is
shown is worked out each time, and undoing the merges that brought them is what removes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from db.draft_reading import SoundDraft, read_drafts
from db.drafts import start_draft
from db.shown_drafts import SHOWN
from db.store import ReadingStore, Row, Store
from db.tools import add_tool, tool_key
from db.troubles import StoreTrouble, damaged_if_unreadable
from forms.canonical import canonical_bytes
from forms.draft_copies import DraftCopy
from forms.identity import new_uid
from forms.tool_records import TOOL_KIND


class ReceivedDraft(NamedTuple):
    """A working copy of somebody else. `tool` is a tool's hash; times are moments in UTC."""

    uid: str
    kind: str
    tool: str | None
    author: str
    started_at: str
    saved_at: str
    hash: str


def receive_drafts(store: Store, source: ReadingStore, batch_file: int) -> int:
    """Take the drafts of a received file over, inside the transaction of its merge.

    Returns how many were not here yet; those that are not sound are left out. Raises StoreTrouble
    where the file cannot be read on.
    """
    return keep_drafts(store, read_drafts(source).drafts, batch_file)


def keep_drafts(store: Store, drafts: Iterable[SoundDraft], batch_file: int) -> int:
    """Keep drafts that were read elsewhere, inside a transaction; returns how many are new here.

    Those of records that were erased here stay out, and those with the id of another kind's.
    """
    erased = {str(row[0]) for row in store.rows("SELECT record FROM erasure")}
    new = 0
    for draft, tools in drafts:
        if draft.uid in erased or _is_of_another_kind(store, draft):
            continue
        for tool in tools:
            add_tool(store, tool)
        known = store.number("SELECT id FROM received_draft WHERE hash = ?", (draft.hash,))
        new += not known
        key = known or add_copy(store, draft)
        store.run("INSERT OR IGNORE INTO batch_draft VALUES (?, ?)", (batch_file, key))
    return new


def _is_of_another_kind(store: ReadingStore, draft: DraftCopy) -> bool:
    """Return whether what has this id here is no such record: a crafted file would hide it."""
    rows = store.rows(
        "SELECT kind FROM record WHERE uid = ?1 UNION SELECT kind FROM draft WHERE uid = ?1 "
        "UNION SELECT kind FROM received_draft WHERE uid = ?1",
        (draft.uid,),
    )
    return any(kind != draft.kind for (kind,) in rows)


def add_copy(store: Store, draft: DraftCopy) -> int:
    """Write one copy down, its tool being in the file; returns its number here."""
    tool = tool_key(store, draft.tool) if draft.tool else None
    texts = (sorted(draft.base), draft.fields)
    return store.run(
        "INSERT INTO received_draft (hash, uid, kind, tool, author, started_at, saved_at, base, "
        "fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            draft.hash,
            draft.uid,
            draft.kind,
            tool,
            draft.author,
            draft.started_at,
            draft.saved_at,
            *(canonical_bytes(text).decode() for text in texts),
        ),
    )


def forget_drafts_of(store: Store, batch: int) -> None:
    """Let go of the drafts that only this batch brought, as part of taking it back.

    `batch` is its number in this file; its files are still there.
    """
    brought = store.rows(
        "DELETE FROM batch_draft WHERE batch_file IN (SELECT id FROM batch_file WHERE batch = ?) "
        "RETURNING draft",
        (batch,),
    )
    store.run_many(
        "DELETE FROM received_draft WHERE id = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM batch_draft WHERE draft = ?1)",
        brought,
    )


def received_drafts(store: ReadingStore) -> list[ReceivedDraft]:
    """Return the drafts of others that are not overtaken, the one saved last first."""
    rows = store.rows(
        "SELECT uid, kind, tool.hash, author, started_at, saved_at, shown.hash "
        f"FROM ({SHOWN}) AS shown LEFT JOIN tool ON tool.id = shown.tool "
        "ORDER BY saved_at DESC, uid"
    )
    return [ReceivedDraft._make(row) for row in rows]


def has_received(store: ReadingStore, uid: str) -> bool:
    """Return whether a draft of somebody else is what there is to show of a record."""
    return bool(store.number(f"SELECT count(*) FROM ({SHOWN}) WHERE uid = ?", (uid,)))


def load_received(store: ReadingStore, uid: str) -> DraftCopy:
    """Return somebody else's draft. Raises StoreTrouble where there is none any more."""
    row = store.row(f"SELECT {_WHOLE} FROM ({SHOWN}) AS one {_TOOL} WHERE uid = ?", (uid,))
    if row is None:
        raise StoreTrouble("This draft was overtaken, or the merge that brought it was undone.")
    with damaged_if_unreadable(store.path):
        return _read(row)


def draft_faults(store: ReadingStore) -> Iterator[str]:
    """Yield which drafts of others are not as they came; no content."""
    for row in store.rows(f"SELECT {_WHOLE} FROM received_draft AS one {_TOOL} ORDER BY one.id"):
        try:
            _read(row)
        except (ValueError, RecursionError):
            yield f"received draft {str(row[0])[:12]}: its content does not match its hash"


_WHOLE = "one.hash, kind, uid, tool.hash, author, started_at, saved_at, base, fields"
_TOOL = "LEFT JOIN tool ON tool.id = one.tool"


def _read(row: Row) -> DraftCopy:
    """Return the draft of a row. Raises ValueError where it was altered."""
    found, *plain, base, fields = row
    columns = dict(zip(DraftCopy.model_fields, plain, strict=False))
    draft = DraftCopy.model_validate(
        {**columns, "base": json.loads(str(base)), "fields": json.loads(str(fields))}
    )
    if draft.hash != found:
        raise ValueError("altered")
    return draft


def continue_as_mine(store: Store, uid: str, author: str) -> str:
    """Go on with somebody else's draft in a working copy of this device; returns its id.

    An audit keeps its id and what it builds on: where both people complete it, the two versions
    meet when they are merged. A tool in the making is copied and becomes one of its own. Raises
    StoreTrouble where there is no such draft any more, or where what it builds on is not here.
    """
    draft = load_received(store, uid)
    tool = tool_key(store, draft.tool) if draft.tool else None
    own = new_uid(store.clock) if draft.kind == TOOL_KIND else uid
    with store.transaction():
        start_draft(store, own, draft.kind, tool, author, dict(draft.fields), _base(store, draft))
    return own


def _base(store: ReadingStore, draft: DraftCopy) -> tuple[int, ...]:
    found = [store.number("SELECT id FROM revision WHERE hash = ?", (each,)) for each in draft.base]
    if not all(found):
        raise StoreTrouble(
            "This draft builds on a version of the audit that is not in this database. Merge a "
            "file that holds it, then try again."
        )
    return tuple(found)

"""Brings over working copies, and makes one of what cannot be proven: no readable word is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from pydantic import JsonValue, ValidationError

from db.drafts import has_draft, start_draft
from db.received_drafts import add_copy
from db.salvage.ground import Ground, number, sound_fields
from db.salvage.revisions import Carved
from db.store import Row
from db.tools import tool_key
from forms.audits import AUDIT_KIND
from forms.canonical import canonical_bytes
from forms.draft_copies import DraftCopy
from forms.findings import split_key
from forms.identity import new_uid
from forms.standalone import STANDALONE
from forms.tool_records import TOOL_KIND

Fields = dict[str, JsonValue]

_WITHOUT_TOOL = frozenset((TOOL_KIND, *STANDALONE))
"""Kinds whose drafts are of no published audit tool."""


def take_drafts(ground: Ground) -> None:
    """Bring over the working copies, answer by answer."""
    values, unread = _values(ground)
    for key, row in sorted(ground.tables.rows["draft"].items()):
        _take(ground, row, values.pop(key, {}), unread[key], key)
    index = ground.tables.keyless["sqlite_autoindex_draft_1"]
    uids = {number(key): str(uid) for uid, key in index}
    for key in sorted(values):
        _take_nameless(ground, uids.get(key, ""), values[key])


def draft_unproven(ground: Ground, unproven: list[Carved]) -> None:
    """Make a draft of the newest unproven version of each audit, where nothing newer is left.

    What was sealed must not be guessed; but words that can be read must not be lost either.
    """
    newest = {carved.record: carved for carved in unproven}
    for carved in unproven:
        made = newest[carved.record] is carved and _draft(ground, carved)
        what = "it stands as a draft to be checked" if made else "it is left out"
        ground.lose("revision", carved.record, f"its content cannot be proven: {what}")
        ground.report.to_check += made


def take_received(ground: Ground) -> None:
    """Bring over the drafts of others that their hash proves."""
    known: dict[str, int] = {}
    for key, row in ground.tables.rows["received_draft"].items():
        tool = ground.parts.tools.get(number(row[4]))
        copy = _copy(row, tool)
        if copy is None or copy.hash != row[1] or (tool and not ground.has_tool(tool)):
            ground.lose("received_draft", str(row[2]), "it or its audit tool cannot be proven")
        elif copy.uid not in ground.erased:
            known.setdefault(copy.hash, 0)
            known[copy.hash] = known[copy.hash] or add_copy(ground.store, copy)
            ground.received[key] = known[copy.hash]


def _values(ground: Ground) -> tuple[dict[int, Fields], Counter[int]]:
    """Return the answers of each draft by its number, and how many of it cannot be read."""
    values: dict[int, Fields] = {}
    unread: Counter[int] = Counter()
    for draft, name, text, _saved in ground.tables.keyless["draft_value"]:
        try:
            value = json.loads(str(text))
            canonical_bytes(value)
        except (ValueError, RecursionError):
            unread[number(draft)] += 1
        else:
            values.setdefault(number(draft), {})[str(name)] = value
    return values, unread


def _take(ground: Ground, row: Row, fields: Fields, unread: int, key: int) -> None:
    uid, kind, tool = str(row[1]), str(row[2]), ground.parts.tools.get(number(row[3]))
    if uid in ground.erased or has_draft(ground.store, uid):
        return
    if kind not in _WITHOUT_TOOL and not ground.has_tool(tool):
        ground.lose("draft", uid, "its audit tool is lost")
        return
    sound = sound_fields(fields, kind)
    unread += len(fields) - len(sound)
    if unread:
        ground.lose("draft_value", uid, f"{unread} answers cannot be read")
    base = [number(each) for draft, each in ground.tables.keyless["draft_base"] if draft == key]
    _start(ground, uid, kind, tool, str(row[4]), sound, map(ground.parts.hashes.get, base))
    ground.report.drafts += 1


def _take_nameless(ground: Ground, uid: str, values: Fields) -> None:
    """Keep the words of a draft whose own row is lost, under the tool that asks its questions.

    Where the audit's id is lost as well, it becomes one of its own; a person must look. What can
    be no audit, but is a draft of a kind that stands alone, is kept as that.
    """
    if uid in ground.erased:
        return
    if alone := next((each for each in STANDALONE.values() if each.draft_is_sound(values)), None):
        _keep_nameless(ground, uid, alone.kind, None, values)
        return
    fields = sound_fields(values)
    keys = (name.removeprefix("finding.") for name in fields if name.startswith("finding."))
    asked = {split_key(key)[0] for key in keys}
    tool = next((each for each in ground.tools if asked <= each.questions.keys()), None)
    if tool is None or not fields:
        ground.lose("draft", uid, "which audit it is of cannot be read")
        return
    _keep_nameless(ground, uid, AUDIT_KIND, tool.hash, fields)


def _keep_nameless(ground: Ground, uid: str, kind: str, tool: str | None, fields: Fields) -> None:
    is_free = bool(uid) and not has_draft(ground.store, uid)
    wanted = uid if is_free else new_uid(ground.store.clock)
    _start(ground, wanted, kind, tool, "", fields, ground.tips(wanted))
    ground.lose("draft", wanted, "its beginning cannot be read: its answers are to be checked")
    ground.report.to_check += 1


def _draft(ground: Ground, carved: Carved) -> bool:
    kept = [ground.kept[old].old_key for old in ground.of_record[carved.record]]
    fields = sound_fields(carved.fields, carved.kind)
    is_overtaken = any(key > carved.key for key in kept)
    if is_overtaken or not carved.record or not fields or carved.kind == TOOL_KIND:
        return False
    if carved.kind not in STANDALONE and not ground.has_tool(carved.tool):
        return False
    if has_draft(ground.store, carved.record):
        return False
    base = ground.tips(carved.record)
    _start(ground, carved.record, carved.kind, carved.tool, carved.author, fields, base)
    return True


def _start(  # noqa: PLR0917
    ground: Ground,
    uid: str,
    kind: str,
    tool: str | None,
    author: str,
    fields: Fields,
    base: Iterable[str | None],
) -> None:
    """Start a working copy on what is left of what it was built on, by old hashes."""
    numbers = tuple(ground.kept[each].key for each in base if each in ground.kept)
    key = tool_key(ground.store, tool) if tool else None
    start_draft(ground.store, uid, kind, key, author, fields, numbers)


def _copy(row: Row, tool: str | None) -> DraftCopy | None:
    try:
        return DraftCopy.model_validate(
            {
                "uid": row[2],
                "kind": row[3],
                "tool": tool,
                "author": row[5],
                "started_at": row[6],
                "saved_at": row[7],
                "base": json.loads(str(row[8])),
                "fields": json.loads(str(row[9])),
            }
        )
    except (ValidationError, ValueError, RecursionError):
        return None

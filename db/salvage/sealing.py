"""Brings over what was sealed: the file's identity, erasures, audit tools and proven revisions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import ValidationError

from db.erasures import add_markers
from db.projection import project
from db.revisions import FieldKeys, add_revision
from db.salvage.ground import Ground, Kept, is_json, is_moment, number
from db.salvage.markers import markers_of
from db.salvage.revisions import Carved, resealed
from forms.errors import AuditAppError
from forms.standalone import STANDALONE

if TYPE_CHECKING:
    from forms.tools import AuditTool

_UID = re.compile(r"[0-9a-f-]{8,64}")


def take_identity(ground: Ground) -> None:
    """Keep the id, so that the backups of the damaged file are those of the new one."""
    for _, uid, _kind, made_at in ground.tables.rows["about"].values():
        if _UID.fullmatch(str(uid)):
            ground.store.run("UPDATE about SET uid = ?, made_at = ?", (uid, made_at))


def take_erasures(ground: Ground) -> None:
    """Keep what was erased away, however much of its marker is damaged; and the hand-overs made."""
    store = ground.store
    add_markers(store, markers_of(ground.tables, store.clock()))
    for _, uid, at, author, manifest in ground.tables.rows["handover"].values():
        if is_moment(at) and is_json(manifest):
            store.run(
                "INSERT OR IGNORE INTO handover (uid, made_at, author, manifest) "
                "VALUES (?, ?, ?, ?)",
                (uid, at, author, manifest),
            )
        else:
            ground.lose("handover", str(uid), "it cannot be read")
    ground.know_erased()


def take_tools(ground: Ground) -> None:
    """Bring audit tools over that their hash proves; one that is lost may be built in."""
    bodies = {str(row[1]): str(row[6]) for row in ground.tables.rows["tool"].values()}
    lacking = []
    for tool_hash in dict.fromkeys(ground.parts.tools.values()):
        tool = _read_tool(bodies.get(tool_hash, ""))
        if tool and tool.hash == tool_hash:
            ground.keep_tool(tool)
        else:
            lacking.append(tool_hash)
    known = {tool.hash: tool for tool in _builtin_tools()} if lacking else {}
    for tool_hash in lacking:
        if tool_hash in known:
            ground.keep_tool(known[tool_hash])
        else:
            ground.lose("tool", tool_hash[:12], "its content cannot be read or was altered")


def take_revisions(ground: Ground) -> list[Carved]:
    """Bring over every revision that its hash proves; return those that it does not."""
    keys = FieldKeys(ground.store)
    brought = {key for _, key in ground.tables.keyless["batch_revision"]}
    own = ground.tables.rows["own_revision"].keys()
    unproven = []
    for carved in ground.parts.each():
        if carved.record in ground.erased:
            continue
        if carved.revision is None:
            unproven.append(carved)
        elif carved.kind not in STANDALONE and not ground.has_tool(carved.tool):
            ground.lose("revision", carved.record, "its audit tool is lost")
        else:
            is_own = carved.key in own or carved.key not in brought
            _seal(ground, carved, keys, is_own=is_own)
    return unproven


def work_out(ground: Ground) -> None:
    """Work out the current values; a record that cannot be has only what is sealed."""
    keys = FieldKeys(ground.store)
    for (uid,) in ground.store.rows("SELECT uid FROM record ORDER BY id"):
        try:
            project(ground.store, [str(uid)], keys)
        except (AuditAppError, ValueError):
            ground.lose("current_audit", str(uid), "its current values cannot be worked out")


def _seal(ground: Ground, carved: Carved, keys: FieldKeys, *, is_own: bool) -> None:
    """Add a proven revision; on parents that are lost or were sealed anew, as a new one."""
    revision = carved.revision
    if revision is None:
        return
    parents = [ground.kept[each].hash for each in revision.parents if each in ground.kept]
    if tuple(parents) == revision.parents:
        ground.report.revisions += 1
    else:
        revision = resealed(revision, tuple(sorted(parents)))
        ground.report.resealed += 1
    key = add_revision(ground.store, revision, keys, own=is_own)
    if carved.hash not in ground.kept:
        ground.of_record[carved.record].append(carved.hash)
    ground.kept[carved.hash] = Kept(number(carved.key), key, revision.id)


def _read_tool(body: str) -> AuditTool | None:
    from forms.tools import AuditTool

    try:
        return AuditTool.model_validate_json(body)
    except (ValidationError, ValueError, RecursionError):
        return None


def _builtin_tools() -> Iterable[AuditTool]:
    from forms.tool_files import builtin_tool, builtin_tool_ids

    return [builtin_tool(each) for each in builtin_tool_ids()]

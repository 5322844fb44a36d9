"""Salvage: what can be read of a damaged database goes into a new one; the rest is told.

The damaged file is only read, page by page and without SQLite (`db/carving/`). Whatever is sealed
and proven by its hash comes over as it is. A revision whose parents are lost is sealed anew on
what is left of them. One that cannot be proven becomes a draft, for a person to look at.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import JsonValue, ValidationError

from db.backups import sync_folder
from db.carving.images import opened_image
from db.carving.tables import Tables, read_tables
from db.drafts import has_draft, start_draft
from db.erasures import erased_records
from db.locking import release_lock, take_lock
from db.moving_aside import move_aside
from db.opening import new_store, remove_database
from db.projection import project
from db.received_drafts import add_copy
from db.revisions import FieldKeys, add_revision
from db.salvaged_revisions import Carved, SealedParts, resealed
from db.store import Store
from db.tools import add_tool, tool_key
from db.troubles import StoreCorrupt, StoreTrouble
from db.verifying import verify
from forms.audits import AUDIT_KIND, Audit
from forms.draft_copies import DraftCopy
from forms.errors import AuditAppError
from forms.findings import split_key
from forms.identity import Clock, new_uid, system_clock
from forms.joining import heads
from forms.tool_records import TOOL_KIND

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.keys import Envelope, Protection
    from forms.revisions import Revision
    from forms.tools import AuditTool

_UID = re.compile(r"[0-9a-f-]{8,64}")
Step = Callable[[int, int, str], None]
"""Told how much is done of how much, and what is going on; may raise to stop."""


class Lost(NamedTuple):
    """Something that did not come over: the table, the record's id where it is known, and why."""

    table: str
    record: str
    reason: str


@dataclass
class SalvageReport:
    """What came over, and what did not. Ids and counts, no content.

    `resealed` counts revisions whose parents are lost, `to_check` drafts that were made of what
    cannot be proven. `is_sound` says that the new database passed `verify`.
    """

    pages: int = 0
    unreadable_pages: int = 0
    revisions: int = 0
    resealed: int = 0
    audits: int = 0
    tools: int = 0
    drafts: int = 0
    to_check: int = 0
    is_sound: bool = False
    lost: list[Lost] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is known to be lost."""
        return not self.lost and not self.resealed and not self.to_check


def salvage(
    damaged: Path,
    target: Path,
    key: DataKey | None = None,
    protection: Protection | None = None,
    *,
    keys_from: Path | None = None,
    clock: Clock = system_clock,
    step: Step | None = None,
) -> SalvageReport:
    """Read what can be read of a damaged database into a new one, which is encrypted alike.

    Never raises for damage, and never writes to the damaged file. An encrypted file needs its
    `key`; where its wrapped keys are damaged too, the new file has those of `keys_from`, which is
    a backup of it, or a `protection` of its own. Raises
    StoreTrouble where the target exists or cannot be written, StoreCorrupt where nothing of ours
    is left in the file; then there is no new file.
    """
    report = SalvageReport()
    with opened_image(damaged, key) as image:
        tables = read_tables(image, _told(step))
        report.pages, report.unreadable_pages = image.count, len(image.unreadable)
    if not any(tables.rows[table] for table in ("revision", "draft", "tool")):
        raise StoreCorrupt(
            f"Nothing of a Case File Audit database can be read in “{damaged.name}”."
        )
    files = [damaged, keys_from] if keys_from else [damaged]
    like = next(filter(None, (_keys_of(each, key) for each in files)), None) if key else None
    if key and not like and not protection:
        raise StoreTrouble(
            f"The wrapped keys in “{damaged.name}” are damaged as well: choose a passphrase for "
            "the new database."
        )
    with new_store(target, clock, protection, keep_empty=True, like=like) as store:
        _Salvage(store, tables, report, step).run()
        report.is_sound = verify(store).ok
        report.audits = store.number("SELECT count(*) FROM current_audit")
    return report


def salvage_in_place(
    damaged: Path,
    key: DataKey | None = None,
    *,
    keys_from: Path | None = None,
    clock: Clock = system_clock,
    step: Step | None = None,
) -> tuple[SalvageReport, Path]:
    """Salvage a database under its own name; return where the damaged file was moved, too.

    Raises StoreTrouble as `salvage` does, and where the database is open; it is then as it was.
    """
    lock = take_lock(damaged)
    salvaged = damaged.with_name(f".{damaged.name}.salvaged")
    try:
        remove_database(salvaged)
        report = salvage(damaged, salvaged, key, keys_from=keys_from, clock=clock, step=step)
        aside = move_aside(damaged, "damaged", clock())
        salvaged.replace(damaged)
        sync_folder(damaged.parent)
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{damaged.name}” cannot be replaced: {reason}.") from error
    finally:
        with suppress(OSError):
            remove_database(salvaged)
        release_lock(lock)
    return report, aside or damaged


def _keys_of(damaged: Path, key: DataKey) -> tuple[DataKey, Envelope] | None:
    from db.keys import read_envelope

    try:
        envelope = read_envelope(damaged)
    except StoreTrouble:
        return None
    return (key, envelope) if envelope and envelope.salt == key.salt else None


def _told(step: Step | None) -> Callable[[int, int], None] | None:
    return (lambda done, total: step(done, 2 * total, "Reading …")) if step else None


class _Salvage:
    """Writes what was carved into a new database, in one transaction."""

    def __init__(
        self, store: Store, tables: Tables, report: SalvageReport, step: Step | None
    ) -> None:
        self._store = store
        self._tables = tables
        self._report = report
        self._step = step
        self._parts = SealedParts(tables)
        self._tools: list[AuditTool] = []
        self._kept: dict[str, int] = {}  # hash in the damaged file → number in the new one
        self._renamed: dict[str, str] = {}  # hash in the damaged file → hash in the new one

    def run(self) -> None:
        """Bring everything over."""
        with self._store.transaction():
            self._take_identity()
            self._take_erasures()
            self._take_tools()
            unproven = self._take_revisions()
            self._take_drafts()
            self._take_received()
            self._draft_unproven(unproven)
            self._take_batches()
            self._project()
        for table, count in sorted(self._tables.unreadable.items()):
            if count:
                self._lose(table, "", f"{count} rows or pages of rows cannot be read")

    def _lose(self, table: str, record: str, reason: str) -> None:
        self._report.lost.append(Lost(table, record, reason))

    def _take_identity(self) -> None:
        """Keep the id, so that the backups of the damaged file are those of the new one."""
        for row in self._tables.rows["about"].values():
            if _UID.fullmatch(str(row[1])):
                self._store.run("UPDATE about SET uid = ?, made_at = ?", (row[1], row[3]))

    def _take_erasures(self) -> None:
        """Keep what was erased away, however much of its marker is damaged."""
        for _, uid, kind, at, author, reason, hashes in self._tables.rows["erasure"].values():
            when = at if _is_moment(at) else self._store.clock().isoformat(timespec="seconds")
            self._store.run(
                "INSERT OR IGNORE INTO erasure (record, kind, erased_at, author, reason, hashes) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (uid, kind, when, author, reason, hashes if _is_json(hashes) else "[]"),
            )
        for _, uid, at, author, manifest in self._tables.rows["handover"].values():
            if _is_moment(at) and _is_json(manifest):
                self._store.run(
                    "INSERT OR IGNORE INTO handover (uid, made_at, author, manifest) "
                    "VALUES (?, ?, ?, ?)",
                    (uid, at, author, manifest),
                )
            else:
                self._lose("handover", str(uid), "it cannot be read")

    @cached_property
    def _erased(self) -> set[str]:
        with suppress(StoreTrouble):
            return set(erased_records(self._store))
        return set()

    # Audit tools

    def _take_tools(self) -> None:
        bodies = {str(row[1]): str(row[6]) for row in self._tables.rows["tool"].values()}
        lacking = []
        for tool_hash in self._parts.tools.values():
            tool = _read_tool(bodies.get(tool_hash, ""))
            if tool and tool.hash == tool_hash:
                self._add_tool(tool)
            else:
                lacking.append(tool_hash)
        known = {tool.hash: tool for tool in _builtin_tools()} if lacking else {}
        for tool_hash in lacking:
            if tool_hash in known:
                self._add_tool(known[tool_hash])
            else:
                self._lose("tool", tool_hash[:12], "its content cannot be read or was altered")

    def _add_tool(self, tool: AuditTool) -> None:
        add_tool(self._store, tool)
        self._tools.insert(0, tool)  # the newest is asked first
        self._report.tools += 1

    def _has_tool(self, tool_hash: str | None) -> bool:
        return bool(tool_hash and tool_key(self._store, tool_hash))

    # What was sealed

    def _take_revisions(self) -> list[Carved]:
        keys = FieldKeys(self._store)
        brought = {key for _, key in self._tables.keyless["batch_revision"]}
        own = self._tables.rows["own_revision"].keys()
        unproven = []
        total = len(self._tables.rows["revision"])
        for done, carved in enumerate(self._parts.each()):
            if self._step:
                self._step(total + done, 2 * total, "Putting together …")
            if carved.record in self._erased:
                continue
            if carved.revision is None:
                unproven.append(carved)
            elif not self._has_tool(carved.tool):
                self._lose("revision", carved.record, "its audit tool is lost")
            else:
                is_own = carved.key in own or carved.key not in brought
                self._seal(carved.hash, carved.revision, keys, is_own=is_own)
        return unproven

    def _seal(self, old: str, revision: Revision, keys: FieldKeys, *, is_own: bool) -> None:
        """Add a proven revision; on parents that are lost or were sealed anew, as a new one."""
        parents = [self._renamed.get(parent, "") for parent in revision.parents]
        if tuple(parents) != revision.parents:
            revision = resealed(revision, tuple(sorted(filter(None, parents))))
            self._report.resealed += 1
        else:
            self._report.revisions += 1
        self._kept[old] = add_revision(self._store, revision, keys, own=is_own)
        self._renamed[old] = revision.id

    def _project(self) -> None:
        """Work out the current values; a record that cannot be has only what is sealed."""
        keys = FieldKeys(self._store)
        for (uid,) in self._store.rows("SELECT uid FROM record ORDER BY id"):
            try:
                project(self._store, [str(uid)], keys)
            except (AuditAppError, ValueError):
                self._lose("current_audit", str(uid), "its current values cannot be worked out")

    # Working copies

    def _take_drafts(self) -> None:
        values: dict[int, dict[str, JsonValue]] = {}
        unread: Counter[int] = Counter()
        for draft, name, text, _saved in self._tables.keyless["draft_value"]:
            try:
                values.setdefault(_number(draft), {})[str(name)] = json.loads(str(text))
            except (ValueError, RecursionError):
                unread[_number(draft)] += 1
        for key, row in sorted(self._tables.rows["draft"].items()):
            uid, tool = str(row[1]), self._parts.tools.get(_number(row[3]))
            if unread[key]:
                self._lose("draft_value", uid, f"{unread[key]} answers cannot be read")
            if row[2] != TOOL_KIND and not self._has_tool(tool):
                self._lose("draft", uid, "its audit tool is lost")
                continue
            base = [b for draft, b in self._tables.keyless["draft_base"] if draft == key]
            hashes = [self._parts.hashes.get(_number(each), "") for each in base]
            self._start(uid, str(row[2]), tool, str(row[4]), values.pop(key, {}), hashes)
            self._report.drafts += 1
        uids = {
            _number(key): str(uid) for uid, key in self._tables.keyless["sqlite_autoindex_draft_1"]
        }
        for key in sorted(values):
            self._take_nameless(uids.get(key, ""), values[key])

    def _take_nameless(self, uid: str, values: dict[str, JsonValue]) -> None:
        """Keep the words of a draft whose own row is lost, under the tool that asks its questions.

        Where the audit's id is lost as well, it becomes one of its own; a person must look.
        """
        fields = _sound_fields(values)
        keys = (name.removeprefix("finding.") for name in fields if name.startswith("finding."))
        asked = {split_key(key)[0] for key in keys}
        tool = next((each for each in self._tools if asked <= each.questions.keys()), None)
        is_free = bool(uid) and not has_draft(self._store, uid) and uid not in self._erased
        if tool is None or not fields or uid in self._erased:
            self._lose("draft", uid, "which audit it is of cannot be read")
            return
        wanted = uid if is_free else new_uid(self._store.clock)
        base = [old for old in self._kept if self._record_of(old) == wanted]
        self._start(wanted, AUDIT_KIND, tool.hash, "", fields, self._tips(base))
        self._lose("draft", wanted, "its beginning cannot be read: its answers are to be checked")
        self._report.to_check += 1

    def _start(  # noqa: PLR0917
        self,
        uid: str,
        kind: str,
        tool: str | None,
        author: str,
        fields: dict[str, JsonValue],
        base: Iterable[str],
    ) -> None:
        numbers = tuple(self._kept[each] for each in base if each in self._kept)
        number = tool_key(self._store, tool) if tool else None
        start_draft(self._store, uid, kind, number, author, fields, numbers)

    def _draft_unproven(self, unproven: list[Carved]) -> None:
        """Make a draft of the newest unproven version of each audit, where nothing newer is left.

        What was sealed must not be guessed; but words that can be read must not be lost either.
        """
        newest = {carved.record: carved for carved in unproven}
        for carved in unproven:
            is_newest = newest[carved.record] is carved
            made = is_newest and self._draft(carved)
            what = "it stands as a draft to be checked" if made else "it is left out"
            self._lose("revision", carved.record, f"its content cannot be proven: {what}")
            self._report.to_check += made

    def _draft(self, carved: Carved) -> bool:
        later = [key for key, row in self._tables.rows["revision"].items() if key > carved.key]
        of_record = {self._parts.hashes[key] for key in later} & self._kept.keys()
        overtaken = any(self._record_of(each) == carved.record for each in of_record)
        fields = _sound_fields(carved.fields)
        if overtaken or not carved.record or not fields or not self._has_tool(carved.tool):
            return False
        if self._store.number("SELECT count(*) FROM draft WHERE uid = ?", (carved.record,)):
            return False
        base = [h for h in self._kept if self._record_of(h) == carved.record]
        self._start(carved.record, AUDIT_KIND, carved.tool, carved.author, fields, self._tips(base))
        return True

    def _record_of(self, old: str) -> str:
        row = self._store.row(
            "SELECT uid FROM record JOIN revision ON revision.record = record.id "
            "WHERE revision.id = ?",
            (self._kept[old],),
        )
        return str(row[0]) if row else ""

    def _tips(self, several: list[str]) -> list[str]:
        numbers = {self._kept[each]: each for each in several}
        parents = {
            str(number): [
                str(row[0])
                for row in self._store.rows(
                    "SELECT parent FROM revision_parent WHERE revision = ?", (number,)
                )
            ]
            for number in numbers
        }
        return [numbers[int(tip)] for tip in heads(parents)]

    def _take_received(self) -> None:
        for key, row in self._tables.rows["received_draft"].items():
            tool = self._parts.tools.get(_number(row[4]))
            try:
                copy = DraftCopy.model_validate(
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
                self._lose("received_draft", str(row[2]), "it cannot be read")
                continue
            if copy.uid in self._erased:
                continue
            if copy.hash != row[1] or (tool and not self._has_tool(tool)):
                self._lose("received_draft", copy.uid, "its content or its tool cannot be proven")
                continue
            self._received[key] = add_copy(self._store, copy)

    @cached_property
    def _received(self) -> dict[int, int]:
        return {}

    # Where it came from

    def _take_batches(self) -> None:
        files: dict[int, int] = {}
        batches: dict[int, int] = {}
        for key, row in sorted(self._tables.rows["batch"].items()):
            if not _is_moment(row[2]):
                self._lose("batch", str(row[1]), "it cannot be read")
                continue
            author, report = (*row[3:5], "", "")[:2]
            batches[key] = self._store.run(
                "INSERT INTO batch (uid, merged_at, author, report) VALUES (?, ?, ?, ?)",
                (row[1], row[2], author, report if _is_json(report) else ""),
            )
        for key, row in sorted(self._tables.rows["batch_file"].items()):
            if _number(row[1]) in batches:
                report = (*row[4:5], "")[0]
                files[key] = self._store.run(
                    "INSERT INTO batch_file (batch, name, sha256, report) VALUES (?, ?, ?, ?)",
                    (batches[_number(row[1])], row[2], row[3], report if _is_json(report) else ""),
                )
        for file, revision in self._tables.keyless["batch_revision"]:
            new = self._kept.get(self._parts.hashes.get(_number(revision), ""))
            if new and _number(file) in files:
                self._store.run(
                    "INSERT OR IGNORE INTO batch_revision VALUES (?, ?)",
                    (files[_number(file)], new),
                )
        for file, draft in self._tables.keyless["batch_draft"]:
            if _number(file) in files and _number(draft) in self._received:
                self._store.run(
                    "INSERT OR IGNORE INTO batch_draft VALUES (?, ?)",
                    (files[_number(file)], self._received[_number(draft)]),
                )


def _read_tool(body: str) -> AuditTool | None:
    from forms.tools import AuditTool

    try:
        return AuditTool.model_validate_json(body)
    except (ValidationError, ValueError, RecursionError):
        return None


def _builtin_tools() -> Iterable[AuditTool]:
    from forms.tool_files import builtin_tool, builtin_tool_ids

    return [builtin_tool(each) for each in builtin_tool_ids()]


def _sound_fields(fields: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Return those fields that an audit can have; the status says nothing in a draft."""
    sound: dict[str, JsonValue] = {}
    for name, value in fields.items():
        with suppress(ValidationError, ValueError, TypeError):
            Audit.from_fields({name: value})
            sound[name] = value
    return sound


def _is_moment(text: object) -> bool:
    try:
        return datetime.fromisoformat(str(text)).tzinfo is not None
    except ValueError:
        return False


def _is_json(text: object) -> bool:
    try:
        json.loads(str(text))
    except (ValueError, RecursionError):
        return False
    return True


def _number(cell: object) -> int:
    return cell if isinstance(cell, int) else 0

"""Handing over: chosen work leaves as one encrypted file, made for it, whole or not at all.

What goes is written straight into the encrypted file, beside its place, under a data key of its
own; there is no plain copy at any time. Rows keep the numbers they have here: the file is new, so
nothing else can have them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.connecting import connect
from db.folders import sync_folder
from db.hand_over_choice import LISTED, Chosen, chosen, listed
from db.keys import Protection, new_data_key, seal
from db.manifests import HANDOVER, held_by, manifest_of
from db.migrations import migrate
from db.received_drafts import add_copy
from db.store import ReadingStore, Store
from db.strength import strength
from db.tallies import rebuild
from db.troubles import StoreTrouble, damaged_if_unreadable, known_trouble
from forms.errors import AuditAppError
from forms.identity import Clock, new_uid, system_clock
from forms.manifests import HandOverSelection, Manifest
from forms.revisions import as_moment

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.cipher import DataKey

SUFFIX = ".handover"
DISTRIBUTION = "case-file-audit"
_AT_ONCE = 200  # revisions between two steps of progress

Progress = Callable[[int, int, str], None]
"""Told how many of how many revisions are written; may raise to cancel."""


class HandedOver(NamedTuple):
    """A hand-over that was made, and the hashes of the revisions and drafts in it."""

    manifest: Manifest
    hashes: tuple[str, ...]


def hand_over(
    store: Store,
    target: Path,
    passphrase: str,
    *,
    selection: HandOverSelection | None = None,
    author: str = "",
    note: str = "",
    progress: Progress | None = None,
) -> Manifest:
    """Hand chosen work over as a new file, and remember what went.

    Raises as `write_hand_over` does, and StoreTrouble where it cannot be remembered.
    """
    made = write_hand_over(
        store,
        target,
        passphrase,
        selection=selection,
        author=author,
        note=note,
        progress=progress,
        clock=store.clock,
    )
    remember(store, made)
    return made.manifest


def write_hand_over(
    store: ReadingStore,
    target: Path,
    passphrase: str,
    *,
    selection: HandOverSelection | None = None,
    author: str = "",
    note: str = "",
    progress: Progress | None = None,
    clock: Clock = system_clock,
) -> HandedOver:
    """Write chosen work, as it stands at one moment, into a new file encrypted by `passphrase`.

    Others may be writing to the database. The file holds sealed revisions with their history,
    tools and the drafts of this database, but neither what was merged from where nor what was
    erased. Raises AuditAppError where the passphrase is weak or nothing is chosen, StoreTrouble
    where the target exists or cannot be written; there is then no file.
    """
    selection = selection or HandOverSelection()
    judged = strength(passphrase)
    if not judged.acceptable:
        raise AuditAppError(f"This passphrase is too weak. {judged.sentence}")
    with _new_file(target) as unfinished, store.snapshot():
        goes = chosen(store, selection)
        if not (goes.revisions or goes.drafts):
            raise AuditAppError("Nothing is chosen, so there is nothing to hand over.")
        key = new_data_key()
        with _filled(target, unfinished, key, passphrase) as copy:
            _copy(store, copy, goes, progress or _untold)
            now = as_moment(clock())
            manifest = Manifest(
                uid=new_uid(clock),
                made_at=now,
                author=author,
                note=note.strip(),
                program=version(DISTRIBUTION),
                selection=selection,
                **held_by(copy)._asdict(),
            )
            copy.run("UPDATE about SET kind = ?, made_at = ?", (HANDOVER, now))
            _note(copy, manifest, manifest.model_dump_json())
        _try(target, unfinished, key, manifest)
        return HandedOver(manifest, _hashes(store, goes))


def remember(store: Store, made: HandedOver) -> None:
    """Note in the database what was handed over, so that the next one may hold the rest."""
    told = {"manifest": made.manifest.model_dump(mode="json"), "hashes": made.hashes}
    _note(store, made.manifest, json.dumps(told, ensure_ascii=False))


def hand_overs(store: ReadingStore) -> list[Manifest]:
    """Return the manifests of what was handed over from this database, the newest first."""
    rows = store.rows("SELECT manifest FROM handover ORDER BY id DESC")
    with damaged_if_unreadable(store.path):
        return [Manifest.model_validate(json.loads(str(row[0]))["manifest"]) for row in rows]


def _note(store: Store, manifest: Manifest, text: str) -> None:
    store.run(
        "INSERT INTO handover (uid, made_at, author, manifest) VALUES (?, ?, ?, ?)",
        (manifest.uid, manifest.made_at, manifest.author, text),
    )


def _copy(store: ReadingStore, copy: Store, goes: Chosen, progress: Progress) -> None:
    _copy_rows(store, copy, "tool", "id", goes.tools)
    _copy_rows(store, copy, "record", "id", goes.records)
    _copy_rows(store, copy, "revision", "id", goes.revisions)
    _copy_rows(store, copy, "revision_parent", "revision", goes.revisions)
    total = len(goes.revisions)
    for start in range(0, total, _AT_ONCE):
        progress(start, total, "")
        some = goes.revisions[start : start + _AT_ONCE]
        _copy_rows(store, copy, "revision_value", "revision", some)
    for start in range(0, len(goes.records), _AT_ONCE):
        progress(total, total, "")
        some = goes.records[start : start + _AT_ONCE]
        for table in ("current_audit", "current_fact"):
            _copy_rows(store, copy, table, "record", some)
    used = "SELECT field FROM revision_value UNION SELECT field FROM current_fact"
    _copy_rows(store, copy, "field", "id", [int(str(row[0])) for row in copy.rows(used)])
    rebuild(copy)
    for draft in goes.drafts:
        add_copy(copy, draft)
    progress(total, total, "")


def _copy_rows(
    store: ReadingStore, copy: Store, table: str, column: str, numbers: Sequence[int]
) -> None:
    width = len(store.rows(f"PRAGMA table_info({table})"))
    rows = store.each(f"SELECT * FROM {table} WHERE {column} IN {LISTED}", (listed(numbers),))
    copy.run_many(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})", rows)


def _hashes(store: ReadingStore, goes: Chosen) -> tuple[str, ...]:
    rows = store.rows(f"SELECT hash FROM revision WHERE id IN {LISTED}", (listed(goes.revisions),))
    return (*(str(row[0]) for row in rows), *(each.hash for each in goes.drafts))


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """Give a file beside the target that gets its name at the end; where work fails it is gone."""
    if target.exists():
        raise StoreTrouble(f"“{target.name}” exists already; choose another name.")
    unfinished = target.with_name(f".{target.name}.new")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield unfinished
        _make_durable(unfinished)
        unfinished.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        reason = error.strerror or "the folder cannot be written to"
        raise StoreTrouble(f"“{target.name}” cannot be written: {reason}.") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _make_durable(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _filled(target: Path, unfinished: Path, key: DataKey, passphrase: str) -> Iterator[Store]:
    """Make the tables of a new encrypted file, and keep what is put into them.

    Nothing but the file is written, and it is made durable once, at the end: before it has its
    name nobody needs it.
    """
    with known_trouble(target):
        connection = connect(unfinished, key=key)
        with Store(target, connection, key=key) as copy:
            _make_tables(connection, seal(key, Protection(passphrase)).sql)
            with copy.transaction():
                yield copy
            if copy.row("PRAGMA foreign_key_check") is not None:
                raise StoreTrouble("The database does not hold together; check it with “verify”.")


def _make_tables(connection: Connection, envelope: str) -> None:
    from sqlite_utils import Database  # takes 0.3 s to load, and is needed only here

    for statement in ("PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF", envelope):
        connection.execute(statement)
    migrate(Database(connection, execute_plugins=False))
    connection.execute("PRAGMA foreign_keys = OFF")  # looked at once, when all is there


def _try(target: Path, unfinished: Path, key: DataKey, manifest: Manifest) -> None:
    """Read the file again as its receiver will. Raises StoreTrouble where it cannot be."""
    with (
        known_trouble(target),
        ReadingStore(target, connect(unfinished, "?mode=ro", key), key) as again,
    ):
        verdict = again.row("PRAGMA quick_check(1)")
        if verdict != ("ok",) or manifest_of(again) != manifest:
            raise StoreTrouble(f"“{target.name}” was not written as it should be; try again.")


def _untold(_done: int, _total: int, _label: str) -> None:
    """Tell nobody how far it is."""

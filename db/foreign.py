"""Opens somebody else's database: from a private copy, read-only, and only if it is exactly ours.

Nothing in a received file is trusted. Its header is looked at first, its schema must equal the
known one of its version word for word (so no trigger, view, virtual table or generated column can
exist), its size and counts are bounded, and reading stops at a deadline. A file of an older
version is brought up to date, in the copy.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from sqlcipher3 import dbapi2

from db.cipher import StoreLocked, is_encrypted
from db.connecting import connect
from db.header import checked_header
from db.migrations import LATEST, STEPS
from db.private_places import private_place
from db.received_copies import copy_privately
from db.schema import has_known_schema
from db.store import ReadingStore
from db.troubles import SENT_DAMAGED, StoreCorrupt, StoreTrouble, known_trouble

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

    from db.cipher import DataKey

MAX_TEXT = 800_000
"""Longest value of a field, in bytes; an audit tool may be ten times as long."""
MOST_REVISIONS = 1_000
"""Of one record: each may be a head, and wherever it stands all heads are joined."""
_BOUNDS = (
    ("SELECT count(*) FROM revision", 500_000),
    (
        "SELECT max(revisions) FROM (SELECT count(*) AS revisions FROM revision GROUP BY record)",
        MOST_REVISIONS,
    ),
    ("SELECT count(*) FROM revision_value", 50_000_000),
    ("SELECT count(*) FROM field", 500_000),
    ("SELECT count(*) FROM tool", 2_000),
    ("SELECT sum(octet_length(body)) FROM tool", 256 * 1024**2),
    ("SELECT max(octet_length(body)) FROM tool", 10 * MAX_TEXT),
    ("SELECT max(octet_length(name)) FROM field", 1_000),
    ("SELECT max(octet_length(uid) + octet_length(kind)) FROM record", 1_000),
    ("SELECT max(octet_length(reason) + octet_length(author)) FROM revision", MAX_TEXT),
    ("SELECT max(octet_length(hash) + octet_length(sealed_at)) FROM revision", 1_000),
    ("SELECT max(octet_length(value)) FROM revision_value", MAX_TEXT),
    (
        "SELECT max(bytes) FROM "
        "(SELECT sum(octet_length(value)) AS bytes FROM revision_value GROUP BY revision)",
        64 * 1024**2,
    ),
)
"""More than this no honest file holds: rows, and bytes of text."""
DEADLINE_SECONDS = 600.0
_BYTES_A_SECOND = 1_000_000
"""The deadline is later by what a large file takes at this slowest pace."""

_ALLOWED = (dbapi2.SQLITE_SELECT, dbapi2.SQLITE_READ, dbapi2.SQLITE_TRANSACTION)
_FUNCTIONS = frozenset(
    ("char", "coalesce", "count", "group_concat", "length", "max", "min", "octet_length", "sum")
)


class ForeignFile(NamedTuple):
    """A received file that passed: its content's SHA-256 and a way to read the private copy."""

    sha256: str
    store: ReadingStore


@contextmanager
def open_foreign(
    path: Path, private_folder: Path | None = None, key: DataKey | None = None
) -> Iterator[ForeignFile]:
    """Open a received file to read; the file itself is never opened by SQLite or written to.

    The copy lies in a folder of its own, readable by this user only, and is removed afterwards.
    Raises StoreTrouble with the reason where the file is refused.
    """
    with private_place(private_folder) as folder:
        copy, digest = copy_privately(path, folder)
        version = checked_header(copy, path.name).user_version
        if key is None and is_encrypted(copy):
            raise StoreLocked(f"“{path.name}” is protected by a passphrase.")
        with known_trouble(path):
            connection = connect(copy, "?mode=ro" if version == LATEST else "?mode=rw", key)
        try:
            with _in_time(path), known_trouble(path):
                store = ReadingStore(path, connection, key)
                _set_deadline(connection, copy)
                _check_schema(connection, path.name, version, key)
                _check_pages(store)
                _bring_up_to_date(connection, version)
                _only_reading(connection)
                _check_bounds(store)
            with _in_time(path):
                yield ForeignFile(digest, store)
        finally:
            connection.close()


@contextmanager
def _in_time(path: Path) -> Iterator[None]:
    try:
        yield
    except dbapi2.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        raise StoreTrouble(f"“{path.name}” takes too long to read; it is refused.") from None


def _set_deadline(connection: Connection, copy: Path) -> None:
    seconds = DEADLINE_SECONDS + copy.stat().st_size / _BYTES_A_SECOND
    until = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > until, 100_000)


def _check_schema(connection: Connection, name: str, version: int, key: DataKey | None) -> None:
    envelope = None
    if key:
        from db.keys import stored_envelope

        envelope = stored_envelope(connection)
    if not has_known_schema(connection, version, envelope):
        raise StoreCorrupt(
            f"“{name}” holds tables that Case File Audit did not make; it is refused."
        )


def _check_pages(store: ReadingStore) -> None:
    verdict = store.row("PRAGMA quick_check(1)")
    if verdict is None or verdict[0] != "ok":
        raise StoreCorrupt(SENT_DAMAGED.format(name=store.path.name))


def _bring_up_to_date(connection: Connection, version: int) -> None:
    """Take the steps that the copy has not had; what it says of steps taken is not believed."""
    for step in STEPS[version:]:
        connection.execute("BEGIN IMMEDIATE")
        step(cast("Database", connection))  # a step only executes
        connection.execute("COMMIT")


def _only_reading(connection: Connection) -> None:
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_authorise)


def _authorise(
    action: int, _first: str | None, second: str | None, _database: str | None, _by: str | None
) -> int:
    allowed = action in _ALLOWED or (
        action == dbapi2.SQLITE_FUNCTION and (second or "").lower() in _FUNCTIONS
    )
    return int(dbapi2.SQLITE_OK if allowed else dbapi2.SQLITE_DENY)


def _check_bounds(store: ReadingStore) -> None:
    for sql, most in _BOUNDS:
        if store.number(sql) > most:
            raise StoreCorrupt(
                f"“{store.path.name}” holds more, or longer texts, than any file of this program."
            )

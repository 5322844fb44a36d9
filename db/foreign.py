"""Opens somebody else's database: from a private copy, read-only, and only if it is exactly ours.

Nothing in a received file is trusted. Its header is looked at first, its schema must equal the
known one word for word (so no trigger, view, virtual table or generated column can exist), its
size and counts are bounded, and reading stops at a deadline.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sqlcipher3 import dbapi2

from db.cipher import StoreLocked, is_encrypted
from db.connecting import connect
from db.header import checked_header
from db.migrations import LATEST
from db.schema import has_known_schema
from db.store import ReadingStore
from db.troubles import StoreCorrupt, StoreTrouble, known_trouble

if TYPE_CHECKING:
    from sqlite3 import Connection

    from db.cipher import DataKey

MAX_BYTES = 4 * 1024**3
MAX_REVISIONS = 500_000
MAX_VALUES = 50_000_000
MAX_TEXT = 200_000
"""Longest value of a field, in characters; an audit tool may be ten times as long."""
DEADLINE_SECONDS = 600.0

_ALLOWED = (dbapi2.SQLITE_SELECT, dbapi2.SQLITE_READ, dbapi2.SQLITE_TRANSACTION)
_FUNCTIONS = ("count", "max", "min", "length", "coalesce", "sum")


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
    with tempfile.TemporaryDirectory(dir=private_folder, prefix="received-") as folder:
        copy, digest = _copied(path, Path(folder))
        header = checked_header(copy, path.name)
        if header.user_version != LATEST:
            raise StoreTrouble(
                f"“{path.name}” was made by an older version of Case File Audit. Open it once in "
                "this version, then merge it."
            )
        _refuse_without_key(copy, path.name, key)
        with known_trouble(path):
            connection = connect(copy, "?mode=ro", key)
        try:
            with known_trouble(path):
                store = ReadingStore(path, connection, key)
                _set_deadline(connection)
                _check_schema(connection, path.name, key)
                _check_pages(store)
                _only_reading(connection)
                _check_bounds(store)
            yield ForeignFile(digest, store)
        finally:
            connection.close()


def _copied(path: Path, folder: Path) -> tuple[Path, str]:
    """Copy the file, and its write-ahead log if it was left open, hashing what is copied."""
    digest = hashlib.sha256()
    try:
        if not path.is_file():
            raise StoreTrouble(f"There is no file “{path.name}” in “{path.parent}”.")
        if path.stat().st_size > MAX_BYTES:
            raise StoreTrouble(f"“{path.name}” is too large: more than 4 GiB.")
        copy = folder / "received.audit"
        for suffix in ("", "-wal"):
            source = path.with_name(path.name + suffix)
            if source.is_file() and not source.is_symlink():
                _copy(source, copy.with_name(copy.name + suffix), digest)
    except OSError as error:
        reason = error.strerror or "it could not be read"
        raise StoreTrouble(f"“{path.name}” cannot be read: {reason}.") from error
    if not copy.exists():
        raise StoreTrouble(f"“{path.name}” is a link to another file; choose that file itself.")
    return copy, digest.hexdigest()


def _copy(source: Path, target: Path, digest: hashlib._Hash) -> None:
    with source.open("rb") as read, target.open("xb") as write:
        if shutil.disk_usage(target.parent).free < source.stat().st_size:
            raise StoreTrouble(f"There is not enough free space to read “{source.name}” safely.")
        while chunk := read.read(1 << 20):
            digest.update(chunk)
            write.write(chunk)


def _set_deadline(connection: Connection) -> None:
    until = time.monotonic() + DEADLINE_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > until, 100_000)


def _check_pages(store: ReadingStore) -> None:
    verdict = store.row("PRAGMA quick_check(1)")
    if verdict is None or verdict[0] != "ok":
        raise StoreCorrupt(f"“{store.path.name}” is damaged. Ask for it to be sent again.")


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


def _refuse_without_key(copy: Path, name: str, key: DataKey | None) -> None:
    if key is None and is_encrypted(copy):
        raise StoreLocked(f"“{name}” is protected by a passphrase.")


def _check_schema(connection: Connection, name: str, key: DataKey | None) -> None:
    envelope = None
    if key:
        from db.keys import stored_envelope

        envelope = stored_envelope(connection)
    if not has_known_schema(connection, LATEST, envelope):
        raise StoreCorrupt(
            f"“{name}” holds tables that Case File Audit did not make; it is refused."
        )


def _check_bounds(store: ReadingStore) -> None:
    name = store.path.name
    if store.number("SELECT count(*) FROM revision") > MAX_REVISIONS:
        raise StoreCorrupt(f"“{name}” holds more than {MAX_REVISIONS:,} revisions.")
    if store.number("SELECT count(*) FROM revision_value") > MAX_VALUES:
        raise StoreCorrupt(f"“{name}” holds more than {MAX_VALUES:,} values.")
    longest = store.number("SELECT max(length(value)) FROM revision_value")
    tools = store.number("SELECT max(length(body)) FROM tool")
    if longest > MAX_TEXT or tools > 10 * MAX_TEXT:
        raise StoreCorrupt(f"“{name}” holds a text that is longer than any this program writes.")

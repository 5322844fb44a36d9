"""Turns what SQLite raises into sentences a person can act on; anything else stays a bug."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.holders import Holder


class StoreTrouble(AuditAppError):
    """Known trouble with a database file."""


class StoreBusy(StoreTrouble):
    """Another window or program is using the file; `holder` says who, where that is known."""

    def __init__(self, sentence: str, holder: Holder | None = None) -> None:
        super().__init__(sentence)
        self.holder = holder


class StoreReadOnly(StoreTrouble):
    """The file, or the folder it lies in, cannot be written to; it may still be read."""


class StoreCorrupt(StoreTrouble):
    """The file is damaged, or is not one of ours."""


DAMAGED = "“{name}” is damaged. Do not delete it: keep it aside and restore a backup."
SENT_DAMAGED = "“{name}” is damaged. Ask for it to be sent again."

_SENTENCES: tuple[tuple[str, type[StoreTrouble], str], ...] = (
    (
        "locked",
        StoreBusy,
        "“{name}” is being used by another window or program. Close it there and try again.",
    ),
    (
        "readonly",
        StoreReadOnly,
        "“{name}” cannot be written to. It, or the folder it lies in, is read-only: copy it to a "
        "folder of your own and open the copy.",
    ),
    (
        "disk is full",
        StoreTrouble,
        "The disk is full, so nothing more can be saved in “{name}”. What was saved is safe. "
        "Free some space, then go on.",
    ),
    (
        "disk i/o error",
        StoreTrouble,
        "“{name}” could not be read or written. Check that its disk or stick is still connected "
        "and has free space, then open it again.",
    ),
    (
        "unable to open",
        StoreTrouble,
        "“{name}” cannot be opened. Check that it exists and that you may read it and write in "
        "its folder.",
    ),
    (
        "not a database",
        StoreCorrupt,
        "“{name}” is not a Case File Audit database, or is encrypted with another passphrase.",
    ),
    (
        "could not decode",
        StoreCorrupt,
        "“{name}” is damaged: it holds text that cannot be read. Keep it aside and restore a "
        "backup.",
    ),
    (
        "no such",  # a table or column, in a file whose schema text was damaged
        StoreCorrupt,
        DAMAGED,
    ),
    (
        "unsupported file format",  # a header that names a future format of SQLite's
        StoreCorrupt,
        DAMAGED,
    ),
    (
        "interrupted",  # by the deadline of a received file
        StoreCorrupt,
        "“{name}” takes too long to read; it is refused.",
    ),
    (
        "constraint failed",  # an index that disagrees with its table: what is written is checked
        StoreCorrupt,
        DAMAGED,
    ),
    (
        "malformed",
        StoreCorrupt,
        DAMAGED,
    ),
)


@contextmanager
def damaged_if_unreadable(path: Path) -> Iterator[None]:
    """Raise StoreCorrupt where what lies in the file is not written as this program writes."""
    try:
        yield
    except (ValueError, RecursionError):  # pydantic's errors are ValueErrors and quote content
        raise StoreCorrupt(DAMAGED.format(name=path.name)) from None


@contextmanager
def known_trouble(path: Path) -> Iterator[None]:
    """Raise StoreTrouble for what can happen to any file; let every other error through."""
    try:
        yield
    except UnicodeDecodeError:  # SQLite quotes the damaged schema where it complains of it
        raise StoreCorrupt(DAMAGED.format(name=path.name)) from None
    except dbapi2.DatabaseError as error:
        said = str(error).lower()
        for part, trouble, sentence in _SENTENCES:
            if part in said:
                raise trouble(sentence.format(name=path.name)) from None  # it may quote text
        raise

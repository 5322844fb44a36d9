"""How encrypted files differ: their data key, their pages, and how one is told from a plain one.

Light on purpose: every file passes here, and only encrypted ones need `db/keys.py`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from db.troubles import StoreTrouble

PAGE_SIZE = 16_384
"""Of encrypted files, in bytes: the whole schema must fit on the first page."""
PLAIN_BYTES = PAGE_SIZE - 96
"""How much of the first page is not encrypted: all but 80 bytes of SQLCipher's and 16 more."""

ENVELOPE = re.compile(rb"CFA-KEYS-1:([A-Za-z0-9_-]{40,8000}+=*+)\.")
"""The wrapped keys, as they stand in the schema's text on the first page. It never goes back."""


_CACHE_KIB = 16 * 1024
"""SQLite's own two mebibytes would hold 125 of our pages, and each would be decrypted often."""
_FIRST = (1).to_bytes(4, "big")
_PLAIN_PAGE_SIZE = 4096
"""Of plain files, in bytes. Beyond the first page lie people's words, which may look like keys."""
_START_OF_JOURNAL = 64 * PAGE_SIZE
"""A journal begins with the pages that were changed first, and the first page is among them."""


class StoreLocked(StoreTrouble):
    """The database is protected by a passphrase and no key was given."""


class DataKey(NamedTuple):
    """What pages are encrypted with: 32 random bytes, and the 16 of the file's salt."""

    raw: bytes
    salt: bytes

    def __repr__(self) -> str:
        """Show nothing: keys belong in no log and no error report."""
        return "DataKey(…)"

    @property
    def pragmas(self) -> tuple[str, ...]:
        """What a connection says before anything else; the key is used as it is."""
        return (
            f"PRAGMA key = \"x'{self.raw.hex()}{self.salt.hex()}'\"",
            f"PRAGMA cipher_page_size = {PAGE_SIZE}",
            f"PRAGMA cipher_plaintext_header_size = {PLAIN_BYTES}",
            f"PRAGMA cache_size = -{_CACHE_KIB}",
        )


def is_encrypted(path: Path) -> bool:
    """Return whether a file of ours is encrypted. Raises StoreTrouble where it cannot be read."""
    return any(ENVELOPE.search(page) for page in first_pages(path))


def first_pages(path: Path) -> Iterator[bytes]:
    """Yield the first page of a file, and what a crash may have left of it beside the file."""
    if not path.is_file():
        return  # whoever opens a pipe waits for ever
    try:
        with path.open("rb") as file:
            page = file.read(PAGE_SIZE)
        if int.from_bytes(page[16:18], "big") == _PLAIN_PAGE_SIZE:
            return
        yield page
        yield from _in_log(path.with_name(f"{path.name}-wal"))
        journal = path.with_name(f"{path.name}-journal")
        if journal.is_file():
            with journal.open("rb") as file:
                yield file.read(_START_OF_JOURNAL)
    except FileNotFoundError:
        return
    except OSError as error:
        reason = error.strerror or "it could not be read"
        raise StoreTrouble(f"“{path.name}” cannot be opened: {reason}.") from error


def _in_log(log: Path) -> Iterator[bytes]:
    """Yield every copy of the first page in a write-ahead log, newest last.

    A log of other pages than ours is that of a plain file. (https://sqlite.org/fileformat.html#walformat)
    """
    if not log.is_file():
        return
    with log.open("rb") as file:
        if int.from_bytes(file.read(32)[8:12], "big") != PAGE_SIZE:
            return
        while len(head := file.read(24)) == 24:
            if head.startswith(_FIRST):
                yield file.read(PAGE_SIZE)
            else:
                file.seek(PAGE_SIZE, os.SEEK_CUR)

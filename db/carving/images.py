"""The pages of a damaged file, each at its number again, with what its log holds on top."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from db.carving.logs import logged_pages
from db.carving.page_keys import RESERVED, PageKeys
from db.cipher import PAGE_SIZE
from db.header import MAGIC, refuse_pipe
from db.troubles import StoreTrouble

if TYPE_CHECKING:
    from db.cipher import DataKey

Content = bytes | mmap.mmap

_PLAIN_PAGE = 4096
_SEARCHED = 1 << 20
"""Bytes at the start of a file that its beginning is looked for in."""
LEAF_TABLE, LEAF_INDEX, INNER_TABLE, INNER_INDEX = 13, 10, 5, 2
TREE = (LEAF_TABLE, LEAF_INDEX, INNER_TABLE, INNER_INDEX)


class Image:
    """The pages of a file by number, from 1 on, decrypted; a page that is not sound is missing.

    Bytes that were inserted or cut out have moved what follows; pages are found where they lie
    now, unless whole pages are gone from the middle of a plain file: nothing there tells numbers.
    `usable` is how many bytes of a page hold content, `unreadable` which pages are missing.
    """

    def __init__(self, content: Content, log: bytes, key: DataKey | None) -> None:
        self._content = content
        self._keys = PageKeys(key) if key else None
        self.size = PAGE_SIZE if key else _page_size(content)
        self.usable = self.size - (RESERVED if key else 0)
        self._log = logged_pages(log, self.size)
        start = max(content.find(MAGIC, 0, _SEARCHED), 0)
        self._told = int.from_bytes(content[start + 28 : start + 32], "big")
        self._start, self._moved, self._from = self._places(start)
        last = (len(content) - self._moved - self._start) // self.size
        self.count = max([last, *self._log])
        self.unreadable: set[int] = set()

    def page(self, number: int) -> bytes | None:
        """Return the content of a page; nothing where there is no sound one."""
        if not 1 <= number <= self.count:
            return None
        raw = self._log.get(number) or self._at(number, self._moved if number >= self._from else 0)
        if len(raw) == self.size and not self._keys:
            return raw
        if self._keys and self._keys.is_sound(raw, number):
            return self._keys.opened(raw, number)
        self.unreadable.add(number)
        return None

    def _at(self, number: int, moved: int) -> bytes:
        start = self._start + (number - 1) * self.size + moved
        return self._content[start : start + self.size] if start >= 0 else b""

    def _places(self, start: int) -> tuple[int, int, int]:
        """Return where the file begins, by how many bytes pages are moved, from which page on.

        The move and the page are those with which most of the file looks like pages.
        """
        self._start = start
        length = len(self._content) - start
        moves = sorted(self._moves(length), key=abs)
        if not moves:
            return start, 0, 1
        pages = range(1, (length - min(0, *moves)) // self.size + 2)
        here = list(accumulate((self._likely(n, 0) for n in pages), initial=0))
        best = (here[-1], 0, 1)
        for moved in moves:
            there = list(accumulate((self._likely(n, moved) for n in pages), initial=0))
            for at, before in enumerate(here):
                if before + there[-1] - there[at] > best[0]:
                    best = (before + there[-1] - there[at], moved, at + 1)
        return start, best[1], best[2]

    def _moves(self, length: int) -> set[int]:
        """Return by how much pages may be moved: the length says it, as the file should have been.

        The header says how many pages there were; damaged, it may say anything.
        """
        over = length % self.size
        moves = {over, over - self.size} if over else set()
        if self._told and not self._log and abs(length - self._told * self.size) < length:
            moves.add(length - self._told * self.size)
        return moves - {0}

    def _likely(self, number: int, moved: int) -> int:
        """Return 1 for what looks like a page, -1 for what cannot be one, 0 for what may be."""
        raw = self._at(number, moved)
        if len(raw) < self.size:
            return -1 if raw else 0
        if self._keys:
            return 1 if self._keys.is_sound(raw, number) else -1
        return likeness(raw, number)


def likeness(page: bytes, number: int) -> int:
    """Return 1 for a page of a tree, 0 for one that may go on with a long value, -1 for neither."""
    at = 100 if number == 1 else 0
    cells = int.from_bytes(page[at + 3 : at + 5], "big")
    content = int.from_bytes(page[at + 5 : at + 7], "big")
    first = at + (8 if page[at] in (LEAF_TABLE, LEAF_INDEX) else 12)
    if page[at] in TREE and page[at + 7] <= 60 and first + 2 * cells <= content <= len(page):
        return 1
    return 0 if page[0] == 0 else -1  # the number of the next page, or nothing at all


@contextmanager
def opened_image(path: Path, key: DataKey | None) -> Iterator[Image]:
    """Read a damaged file and the log beside it; neither is ever written to.

    Raises StoreTrouble where the file is missing or the system cannot read it.
    """
    refuse_pipe(path, path.name)
    log = path.with_name(f"{path.name}-wal")
    try:
        logged = log.read_bytes() if log.is_file() else b""
        with path.open("rb") as file:
            if not path.stat().st_size:
                raise StoreTrouble(f"“{path.name}” is empty: there is nothing to read in it.")
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                yield Image(content, logged, key)
    except OSError as error:
        reason = error.strerror or "it could not be read"
        raise StoreTrouble(f"“{path.name}” cannot be read: {reason}.") from error


def _page_size(content: Content) -> int:
    start = max(content.find(MAGIC, 0, _SEARCHED), 0)
    told = int.from_bytes(content[start + 16 : start + 18], "big")
    is_known = content[start : start + 16] == MAGIC and 512 <= told <= 32_768
    return told if is_known and told.bit_count() == 1 else _PLAIN_PAGE

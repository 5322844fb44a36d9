"""Takes one stream out of a compound file, the container of old Excel workbooks (MS-CFB).

The fast reader of spreadsheets ends the whole process on some damaged files of this sort, so
they are read here, where nothing is believed: every offset is checked, every chain is bounded.
"""

import struct
from collections.abc import Iterator, Sequence

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks: the end of a chain, a free sector."""
_IN_HEADER = 109
_STREAM = 2
_ROOT = 5


class Damaged(Exception):
    """The file is not what it says it is."""


def read_stream(content: bytes, names: Sequence[str]) -> bytes:
    """Return the stream with one of these names. Raises Damaged where there is none."""
    return _Compound(content).stream(names)


class _Compound:
    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC) or len(content) < 512:
            raise Damaged
        self._content = content
        shift, self._mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or self._mini_shift != 6:
            raise Damaged
        self._size = 1 << shift
        self._directory, self._cutoff, self._mini_fat_at = struct.unpack_from("<I4xII", content, 48)
        self._fat = list(self._read_fat())

    def stream(self, names: Sequence[str]) -> bytes:
        """Return a stream by its name."""
        entries = list(self._entries())
        for name, kind, start, size in entries:
            if kind == _STREAM and name in names:
                if size >= self._cutoff:
                    return self._chain(start)[:size]
                root = next((at for _, is_root, at, _ in entries if is_root == _ROOT), _END)
                return self._small(start, root)[:size]
        raise Damaged

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._content):
            raise Damaged
        return self._content[start : start + self._size]

    def _read_fat(self) -> Iterator[int]:
        for number in self._fat_sectors():
            yield from _numbers(self._sector(number))

    def _fat_sectors(self) -> Iterator[int]:
        yield from _used(struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76))
        following, count = struct.unpack_from("<II", self._content, 68)
        for _ in range(min(count, len(self._content) // self._size)):
            if following >= _END:
                return
            *numbers, following = _numbers(self._sector(following))
            yield from _used(numbers)

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _followed(self._fat, start)))

    def _small(self, start: int, root: int) -> bytes:
        """Return a stream below the cutoff, which stands in small sectors inside another."""
        fat = _numbers(self._chain(self._mini_fat_at))
        sectors, size = self._chain(root), 1 << self._mini_shift
        return b"".join(sectors[at * size : (at + 1) * size] for at in _followed(fat, start))

    def _entries(self) -> Iterator[tuple[str, int, int, int]]:
        """Yield name, kind, first sector and size of everything in the directory."""
        directory = self._chain(self._directory)
        for at in range(0, len(directory) - 127, 128):
            entry = directory[at : at + 128]
            length, kind = struct.unpack_from("<HB", entry, 64)
            name = entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", entry, 116)
            yield name, kind, start, size


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _used(numbers: Sequence[int]) -> Iterator[int]:
    return (number for number in numbers if number < _END)


def _followed(fat: Sequence[int], start: int) -> Iterator[int]:
    """Yield the sectors of a chain. Raises Damaged where it leads nowhere or into itself."""
    seen = 0
    while start < _END:
        seen += 1
        if start >= len(fat) or seen > len(fat):
            raise Damaged
        yield start
        start = fat[start]

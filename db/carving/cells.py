"""The rows on one page, read byte by byte as SQLite writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from db.carving.images import INNER_INDEX, INNER_TABLE, LEAF_INDEX, LEAF_TABLE

if TYPE_CHECKING:
    from db.carving.images import Image
    from db.store import Row

_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_MOST = 64 * 1024 * 1024
"""Bytes of one row; longer ones are damage."""


class Cell(NamedTuple):
    """A row, or None where it cannot be read; `rowid` is 0 where the table has none."""

    rowid: int
    row: Row | None


def cells(image: Image, page: bytes, number: int) -> Iterator[Cell]:
    """Yield every row on a leaf of a table or on any page of an index. Never raises for damage."""
    kind = _kind(page, number)
    if kind not in (LEAF_TABLE, LEAF_INDEX, INNER_INDEX):
        return
    for at in _places(page, number):
        rowid = 0
        try:
            length, start = varint(page, at + (4 if kind == INNER_INDEX else 0))
            if kind == LEAF_TABLE:
                rowid, start = varint(page, start)
            payload = _payload(image, page, start, length, is_table=kind == LEAF_TABLE)
            yield Cell(rowid, record(payload))
        except (ValueError, IndexError):
            yield Cell(rowid, None)


def children(page: bytes, number: int) -> list[int]:
    """Return the pages below an inner page of a tree; none below a leaf."""
    if _kind(page, number) not in (INNER_TABLE, INNER_INDEX):
        return []
    start = _start(number)
    last = int.from_bytes(page[start + 8 : start + 12], "big")
    return [int.from_bytes(page[at : at + 4], "big") for at in _places(page, number)] + [last]


def _kind(page: bytes, number: int) -> int:
    return page[_start(number)]


def _start(number: int) -> int:
    return 100 if number == 1 else 0


def _places(page: bytes, number: int) -> list[int]:
    start = _start(number)
    first = start + (12 if page[start] in (INNER_TABLE, INNER_INDEX) else 8)
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    ends = range(first, min(first + 2 * count, len(page) - 1), 2)
    found = (int.from_bytes(page[at : at + 2], "big") for at in ends)
    return [at for at in found if first <= at < len(page) - 3]


def _payload(image: Image, page: bytes, start: int, length: int, *, is_table: bool) -> bytes:
    """Return the bytes of a row, those included that overflow onto other pages."""
    if length > _MOST:
        raise ValueError
    here = _local(image.usable, length, is_table=is_table)
    parts, left = [page[start : start + here]], length - here
    following = int.from_bytes(page[start + here : start + here + 4], "big") if left else 0
    seen: set[int] = set()
    while left > 0:
        more = image.page(following)
        if more is None or following in seen:
            raise ValueError
        seen.add(following)
        parts.append(more[4 : 4 + min(left, image.usable - 4)])
        left -= image.usable - 4
        following = int.from_bytes(more[:4], "big")
    payload = b"".join(parts)
    if len(payload) != length:
        raise ValueError
    return payload


def _local(usable: int, length: int, *, is_table: bool) -> int:
    """Return how many bytes of a row lie on its own page; the rest overflows."""
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return length
    least = (usable - 12) * 32 // 255 - 23
    wanted = least + (length - least) % (usable - 4)
    return wanted if wanted <= most else least


def record(payload: bytes) -> Row:
    """Return the values of a row. Raises ValueError, IndexError where it is none.

    Text that is no UTF-8 any more keeps what can be read of it.
    """
    end, at = varint(payload, 0)
    values: list[str | int | float | None] = []
    body = end
    while at < end:
        code, at = varint(payload, at)
        value, body = _value(payload, code, body)
        values.append(value)
    if at != end or body != len(payload):
        raise ValueError
    return tuple(values)


def _value(payload: bytes, code: int, at: int) -> tuple[str | int | None, int]:
    if code == 0:
        return None, at
    if code in _INTEGERS:
        end = at + _INTEGERS[code]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if code in (8, 9):
        return code - 8, at
    if code >= 13 and code % 2:
        end = at + (code - 13) // 2
        return payload[at:end].decode("utf-8", "replace"), end
    raise ValueError  # blobs and floating point, which no table of ours holds


def varint(content: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and where the next thing begins."""
    value = 0
    for taken in range(8):
        byte = content[at + taken]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + taken + 1
    value = value << 8 | content[at + 8]
    return (value - (1 << 64) if value >= 1 << 63 else value), at + 9

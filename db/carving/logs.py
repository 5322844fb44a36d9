"""What a write-ahead log holds that was committed; a damaged frame costs only its own page."""

from __future__ import annotations

import struct

_HEADER, _FRAME = 32, 24


def logged_pages(log: bytes, size: int) -> dict[int, bytes]:
    """Return page number → its newest committed content.

    (https://sqlite.org/fileformat.html#the_write_ahead_log) Every frame is checked by itself,
    from the sums written in the one before, so that those behind a damaged one still count.
    """
    if len(log) < _HEADER or int.from_bytes(log[8:12], "big") != size:
        return {}
    order = ">" if log[3] & 1 else "<"
    salts, before = log[16:24], struct.unpack(">II", log[24:32])
    committed: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    for at in range(_HEADER, len(log) - _FRAME - size + 1, _FRAME + size):
        head, page = log[at : at + _FRAME], log[at + _FRAME : at + _FRAME + size]
        if head[8:16] != salts:
            break  # what an earlier round of the log left
        sums = struct.unpack(">II", head[16:24])
        if _summed(before, head[:8] + page, order) == sums:
            waiting[int.from_bytes(head[:4], "big")] = page
        before = sums
        if int.from_bytes(head[4:8], "big"):
            committed |= waiting
            waiting = {}
    return committed


def _summed(before: tuple[int, ...], content: bytes, order: str) -> tuple[int, int]:
    first, second = before
    for one, other in struct.iter_unpack(f"{order}II", content):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second

"""The last step of a document: its structure added, and packed small (ISO 32000-1, 7.5.7, 7.5.8).

A tagged document is mostly structure: thousands of small objects. To write each in full and to have
them packed by a library costs as much as drawing does. So they go into compressed streams here,
behind what ReportLab wrote, followed by a new table of where everything is.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple
from zlib import compress

_TOGETHER: Final = 500
"""Objects in one stream: many pack well, but a reader unpacks them all to get one."""
_TRAILER: Final = re.compile(rb"/Info (\d+ 0 R)\s*/Root (\d+ 0 R)\s*/Size (\d+)")
_TABLE: Final = re.compile(rb"\nstartxref\s+(\d+)")
_FIRST_ENTRY: Final = re.compile(rb"xref\s+0 \d+ *\r?\n")
_ENTRY: Final = 20
"""Bytes of an entry in ReportLab's table."""
_FREE, _PLAIN, _PACKED = 0, 1, 2
_WIDTHS: Final = (1, 4, 2)
"""Bytes of each part of an entry in the new table."""


class Numbered(NamedTuple):
    """An object as it stands in a file, and its number."""

    number: int
    content: str


MoreObjects = Callable[[int], Sequence[Numbered]]
"""Returns objects to add. New ones are numbered on from the number given, without a gap; others
take the place of what ReportLab wrote."""

Entry = tuple[int, int, int]
"""Where an object is: plain in the file (offset), or packed in a stream (its number, the place)."""


def packed(data: bytes, more: MoreObjects) -> bytes:
    """Return a PDF of ReportLab's with more objects in it; its id follows from its content."""
    found = _TRAILER.search(data, data.rindex(b"trailer"))
    table = _TABLE.search(data, data.rindex(b"trailer"))
    if found is None or table is None:
        raise ValueError("ReportLab ended the file in another way than it used to")
    start = int(table[1])
    entries = dict(enumerate(_entries(data, start, int(found[3]))))
    body = bytearray(data[:start])
    added = more(len(entries))
    free = len(entries) + sum(each.number >= len(entries) for each in added)
    for at in range(0, len(added), _TOGETHER):
        together = added[at : at + _TOGETHER]
        for place, each in enumerate(together):
            entries[each.number] = (_PACKED, free, place)
        entries[free] = (_PLAIN, len(body), 0)
        body += _stream_of(free, together)
        free += 1
    entries[free] = (_PLAIN, len(body), 0)
    body += _new_table(free, entries, found, sha256(body).hexdigest()[:32])
    return bytes(body)


def _entries(data: bytes, start: int, count: int) -> Iterator[Entry]:
    """Yield the entries of ReportLab's table; the first is of no object."""
    head = _FIRST_ENTRY.match(data, start)
    if head is None:
        raise ValueError("ReportLab wrote another table than it used to")
    yield _FREE, 0, 0xFFFF
    for number in range(1, count):
        at = head.end() + number * _ENTRY
        yield _PLAIN, int(data[at : at + 10]), 0


def _stream_of(number: int, objects: Sequence[Numbered]) -> bytes:
    """Return a stream that holds objects, as an object of the file."""
    places, at = [], 0
    for each in objects:
        places.append(f"{each.number} {at}")
        at += len(each.content) + 1
    head = " ".join(places) + " "
    content = head + "\n".join(each.content for each in objects)
    what = f"/Type /ObjStm /N {len(objects)} /First {len(head)}"
    return _stream(number, what, content.encode("ascii"))


def _new_table(
    number: int, entries: dict[int, Entry], trailer: re.Match[bytes], name: str
) -> bytes:
    """Return the new table and the end of the file; `name` is the id of the content, in hex."""
    content = b"".join(
        part.to_bytes(width, "big")
        for _, entry in sorted(entries.items())
        for part, width in zip(entry, _WIDTHS, strict=True)
    )
    widths = " ".join(map(str, _WIDTHS))
    what = (
        f"/Type /XRef /Size {number + 1} /W [{widths}] /ID [<{name}><{name}>] "
        f"/Info {trailer[1].decode()} /Root {trailer[2].decode()}"
    )
    start = entries[number][1]
    return _stream(number, what, content) + f"startxref\n{start}\n%%EOF\n".encode()


def _stream(number: int, what: str, content: bytes) -> bytes:
    data = compress(content)
    head = f"{number} 0 obj\n<<{what} /Filter /FlateDecode /Length {len(data)}>>\nstream\n"
    return head.encode("ascii") + data + b"\nendstream\nendobj\n"

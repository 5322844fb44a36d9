"""Reads the cells of old Excel workbooks (.xls, BIFF5 and BIFF8): values only."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import NamedTuple

from forms.xlsform.compound import Damaged, read_stream

Cell = str | float | bool | datetime | time

_BOF, _EOF, _CONTINUE, _LOCKED = 0x0809, 0x000A, 0x003C, 0x002F
_SHEET, _TEXTS, _FORMAT, _STYLE, _DATES = 0x0085, 0x00FC, 0x041E, 0x00E0, 0x0022
_FORMULA, _RESULT = 0x0006, 0x0207
_SHARED, _LABEL, _RICH = 0x00FD, 0x0204, 0x00D6
_NUMBER, _RK, _RKS, _BOOLEAN = 0x0203, 0x027E, 0x00BD, 0x0205
_BIFF8 = 0x0600
_DAY_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_MAX_DAYS = 2_958_466  # the last day Excel knows


class LockedError(Exception):
    """The workbook is protected by a password."""


@dataclass
class OldSheet:
    """A sheet: row → column → value, both from 1."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)


class _Record(NamedTuple):
    kind: int
    parts: tuple[bytes, ...]
    """The record's data, and those of the records that continue it."""

    @property
    def data(self) -> bytes:
        return self.parts[0]


def read_old_workbook(content: bytes) -> list[OldSheet]:
    """Return the sheets of a workbook. Raises Damaged, LockedError or struct.error."""
    return _Workbook(read_stream(content, ("Workbook", "Book"))).sheets()


class _Workbook:
    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._wide = True
        self._texts: list[str] = []
        self._formats: dict[int, str] = {}
        self._styles: list[int] = []
        self._first_day = datetime(1899, 12, 30)
        self._found: list[tuple[int, str]] = []
        self._read_globals()

    def sheets(self) -> list[OldSheet]:
        """Return every worksheet, in order."""
        return [self._sheet(start, name) for start, name in self._found]

    def _records(self, start: int) -> Iterator[_Record]:
        """Yield the records from a place to the end of what begins there."""
        depth, at = 0, start
        while at + 4 <= len(self._stream):
            kind, size = struct.unpack_from("<HH", self._stream, at)
            parts = [self._stream[at + 4 : at + 4 + size]]
            at += 4 + size
            while self._stream[at : at + 2] == b"\x3c\x00" and at + 4 <= len(self._stream):
                (size,) = struct.unpack_from("<H", self._stream, at + 2)
                parts.append(self._stream[at + 4 : at + 4 + size])
                at += 4 + size
            depth += (kind == _BOF) - (kind == _EOF)
            if depth <= 0:
                return
            if depth == 1 or kind == _BOF:
                yield _Record(kind, tuple(parts))

    def _read_globals(self) -> None:
        for record in self._records(0):
            data = record.data
            if record.kind == _BOF:
                self._wide = struct.unpack_from("<H", data)[0] >= _BIFF8
            elif record.kind == _LOCKED:
                raise LockedError
            elif record.kind == _DATES and data[:1] == b"\1":
                self._first_day = datetime(1904, 1, 1)
            elif record.kind == _FORMAT:
                (number,) = struct.unpack_from("<H", data)
                self._formats[number] = self._text(record, 2, 2 if self._wide else 1)
            elif record.kind == _STYLE:
                self._styles.append(struct.unpack_from("<H", data, 2)[0])
            elif record.kind == _TEXTS:
                self._texts = list(_shared(record))
            elif record.kind == _SHEET and data[5:6] == b"\0":
                (start,) = struct.unpack_from("<I", data)
                self._found.append((start, self._text(record, 6, 1)))

    def _text(self, record: _Record, at: int, width: int) -> str:
        """Return a text that begins with its length in `width` bytes."""
        length = int.from_bytes(record.data[at : at + width], "little")
        if not self._wide:
            return record.data[at + width : at + width + length].decode("cp1252", "replace")
        reader = _Reader(record.parts, at + width)
        return reader.characters(length, reader.byte())

    def _sheet(self, start: int, name: str) -> OldSheet:
        sheet = OldSheet(name)
        waiting: tuple[int, int] | None = None
        for record in self._records(start):
            if record.kind == _RESULT and waiting:
                sheet.rows.setdefault(waiting[0], {})[waiting[1]] = self._text(record, 0, 2)
            waiting = None
            if record.kind == _FORMULA and record.data[12:14] == b"\xff\xff":
                row, column = struct.unpack_from("<HH", record.data)
                waiting = (row + 1, column + 1) if record.data[6] == 0 else None
            for row, column, value in self._cells(record):
                sheet.rows.setdefault(row + 1, {})[column + 1] = value
        return sheet

    def _cells(self, record: _Record) -> Iterator[tuple[int, int, Cell]]:
        kind, data = record.kind, record.data
        if kind not in _CELLS:
            return
        row, column, style = struct.unpack_from("<HHH", data)
        if kind == _SHARED:
            (at,) = struct.unpack_from("<I", data, 6)
            if at < len(self._texts):
                yield row, column, self._texts[at]
        elif kind in (_LABEL, _RICH):
            yield row, column, self._text(record, 6, 2)
        elif kind == _NUMBER:
            yield row, column, self._number(struct.unpack_from("<d", data, 6)[0], style)
        elif kind == _RK:
            yield row, column, self._number(_packed(data[6:10]), style)
        elif kind == _RKS:
            for at in range(4, len(data) - 6, 6):
                (style,) = struct.unpack_from("<H", data, at)
                yield row, column, self._number(_packed(data[at + 2 : at + 6]), style)
                column += 1
        elif kind == _BOOLEAN and data[7:8] == b"\0":
            yield row, column, data[6:7] != b"\0"
        elif kind == _FORMULA and data[12:14] != b"\xff\xff":
            yield row, column, self._number(struct.unpack_from("<d", data, 6)[0], style)
        elif kind == _FORMULA and data[6:7] == b"\1":
            yield row, column, data[8:9] != b"\0"

    def _number(self, value: float, style: int) -> Cell:
        if not self._is_day(style) or not 0 <= value < _MAX_DAYS:
            return value
        moment = self._first_day + timedelta(seconds=round(value * 86_400))
        return moment.time() if value < 1 else moment

    def _is_day(self, style: int) -> bool:
        number = self._styles[style] if style < len(self._styles) else 0
        if number in self._formats:
            return bool(re.search("[dmyhs]", _LITERAL.sub("", self._formats[number].lower())))
        return number in _DAY_FORMATS


_CELLS = frozenset({_SHARED, _LABEL, _RICH, _NUMBER, _RK, _RKS, _BOOLEAN, _FORMULA})


def _packed(data: bytes) -> float:
    """Return a number packed into four bytes: an integer or half a double, perhaps a hundredth."""
    (bits,) = struct.unpack("<i", data)
    if bits & 2:
        value = float(bits >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<ii", 0, bits & ~3))
    return value / 100 if bits & 1 else value


def _shared(record: _Record) -> Iterator[str]:
    """Yield the texts that cells share; they run on over the records that continue."""
    reader = _Reader(record.parts, 8)
    (count,) = struct.unpack_from("<I", record.data, 4)
    for _ in range(count):
        if reader.is_done():
            return
        length, flags = reader.number(2), reader.byte()
        runs = reader.number(2) if flags & 8 else 0
        extra = reader.number(4) if flags & 4 else 0
        yield reader.characters(length, flags)
        reader.skip(runs * 4 + extra)


class _Reader:
    """Reads on from one part of a record to the next."""

    def __init__(self, parts: tuple[bytes, ...], at: int) -> None:
        self._parts = parts
        self._part = 0
        self._at = at

    def is_done(self) -> bool:
        while self._part < len(self._parts) and self._at >= len(self._parts[self._part]):
            self._part, self._at = self._part + 1, 0
        return self._part >= len(self._parts)

    def byte(self) -> int:
        return self.number(1)

    def number(self, width: int) -> int:
        return int.from_bytes(bytes(self._take(width)), "little")

    def skip(self, count: int) -> None:
        while count > 0 and not self.is_done():
            step = min(count, len(self._parts[self._part]) - self._at)
            self._at += step
            count -= step

    def characters(self, length: int, flags: int) -> str:
        """Read a text; where it runs on in another part, that begins with its own width."""
        found: list[str] = []
        while length > 0:
            if self._at >= len(self._parts[self._part]):
                if self.is_done():
                    break
                flags = self.byte()
            wide = flags & 1
            room = (len(self._parts[self._part]) - self._at) >> wide
            count = min(length, room)
            if not count:
                raise Damaged
            data = self._parts[self._part][self._at : self._at + (count << wide)]
            found.append(data.decode("utf-16-le" if wide else "latin-1", "replace"))
            self._at += count << wide
            length -= count
        return "".join(found)

    def _take(self, count: int) -> Iterator[int]:
        for _ in range(count):
            if self.is_done():
                raise Damaged
            yield self._parts[self._part][self._at]
            self._at += 1

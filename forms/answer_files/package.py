"""Makes an Excel workbook from elsewhere safe to hand to the spreadsheet reader.

The reader trusts what it is given: a single cell at the far corner of a sheet makes it ask for
gigabytes and abort the process. So the workbook is unpacked here first, counting every byte,
each part is read as XML by the standard library, and only what passed is packed again: no
macros, no pictures, no tricks of the zip format.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from forms.answer_files.places import WHOLE_FILE, Problems
from forms.answer_files.table import MAX_COLUMNS, MAX_ROWS

MAX_UNPACKED = 128 * 1024 * 1024
MAX_CELLS = 5_000_000
_MAX_PARTS = 2_000
_MAX_DEPTH = 60
_CHUNK = 1024 * 1024
_KEPT = re.compile(r"(\[Content_Types\]\.xml|_rels/\.rels|xl/[^\\]*\.(xml|rels))")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
"""What the standard library raises for zip files that are not what they claim to be."""

DAMAGED = "not an Excel workbook that can be read; open it in Excel and save it as .xlsx again"
_TOO_LARGE = (
    f"the workbook holds more than {MAX_UNPACKED // 1024 // 1024} MiB when unpacked; "
    "copy the answers alone into a new workbook"
)
_TOO_WIDE = (
    f"a sheet reaches beyond row {MAX_ROWS:,} or column {MAX_COLUMNS:,}, or holds more than "
    f"{MAX_CELLS:,} cells; copy the answers alone into a new workbook"
)


class _Unusable(Exception):
    """The sentence that says why a workbook is refused."""


def repacked(content: bytes, problems: Problems, cut: Callable[[bytes], bytes] = bytes) -> bytes:
    """Return a workbook of checked XML parts only. Raises ProblemsFound where one is refused.

    `cut` may take off a part what nobody needs, before it is checked.
    """
    packed = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as source,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target,
        ):
            for name, whole in _parts(source):
                part = cut(whole)
                _Checker().check(part)
                target.writestr(name, part)
    except _Unusable as reason:
        problems.refuse(WHOLE_FILE, str(reason))
    except (*_DAMAGED, expat.ExpatError):
        problems.refuse(WHOLE_FILE, DAMAGED)
    return packed.getvalue()


def _parts(source: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = source.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > _MAX_PARTS or len(names) < len(entries):
        raise _Unusable(DAMAGED)
    left = MAX_UNPACKED
    for entry in entries:
        if not _KEPT.fullmatch(entry.filename):
            continue
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _Unusable(DAMAGED)
        with source.open(entry) as part:
            pieces = []
            while piece := part.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise _Unusable(_TOO_LARGE)
                pieces.append(piece)
        yield entry.filename, b"".join(pieces)


class _Checker:
    """Reads one part as XML and follows how far its cells reach."""

    def __init__(self) -> None:
        self._depth = 0
        self._row = 0
        self._column = 0
        self._last_row = 0
        self._last_column = 0

    def check(self, part: bytes) -> None:
        if b"\0" in part:
            raise _Unusable(DAMAGED)  # UTF-16 or binary: the two readers would see two things
        parser = expat.ParserCreate()
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(part, True)

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.upper() not in ("UTF-8", "US-ASCII"):
            raise _Unusable(DAMAGED)

    def _doctype(self, *_details: object) -> None:
        raise _Unusable(DAMAGED)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _Unusable(DAMAGED)
        local = name.rpartition(":")[2]
        if local == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif local == "c":
            self._row, self._column = self._cell(attributes.get("r"))
        elif local in ("v", "is", "f"):
            self._reached()  # a cell that is only styled takes no room

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _cell(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            return self._row, self._column + 1
        match = _CELL.fullmatch(reference)
        if match is None:
            raise _Unusable(DAMAGED)
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(match[2]), column

    def _reached(self) -> None:
        self._last_row = max(self._last_row, self._row)
        self._last_column = max(self._last_column, self._column)
        if (
            self._last_row > MAX_ROWS
            or self._last_column > MAX_COLUMNS
            or self._last_row * self._last_column > MAX_CELLS
        ):
            raise _Unusable(_TOO_WIDE)

"""Old Excel workbooks (.xls): what their cells hold, and that no damaged one does harm."""

import struct
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.xlsform import import_workbook

_FREE, _END, _OF_THE_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(value: str, width: int = 2) -> bytes:
    """Return a text with its length: one byte a character where that is enough."""
    wide = any(ord(sign) > 255 for sign in value)
    data = value.encode("utf-16-le" if wide else "latin-1")
    return len(value).to_bytes(width, "little") + bytes([wide]) + data


def stream(texts: Iterable[str], cells: bytes, *, locked: bool = False) -> bytes:
    """Return a workbook with one sheet `survey`; style 1 is a date."""
    shared = b"".join(map(text, texts))
    before = record(0x0809, struct.pack("<HH", 0x0600, 5) + b"\0" * 12)
    before += record(0x002F, b"\0" * 6) if locked else b""
    before += record(0x041E, struct.pack("<H", 164) + text('yyyy"d"'))
    before += record(0x00E0, struct.pack("<HH", 0, 0) + b"\0" * 16)
    before += record(0x00E0, struct.pack("<HH", 0, 164) + b"\0" * 16)
    half = len(shared) // 2 if b"\1" not in shared else len(shared)
    after = record(0x00FC, struct.pack("<II", 99, len(list(texts))) + shared[:half])
    after += record(0x003C, b"\0" + shared[half:]) if half < len(shared) else b""
    after += record(0x000A)
    name = text("survey", 1)
    start = len(before) + 4 + 6 + len(name) + len(after)
    sheet = record(0x0085, struct.pack("<IH", start, 0) + name)
    inside = record(0x0809, struct.pack("<HH", 0x0600, 16) + b"\0" * 12) + cells + record(0x000A)
    return before + sheet + after + inside


def compound(content: bytes, name: str = "Workbook") -> bytes:
    """Return a compound file that holds one stream in ordinary sectors."""
    content = content.ljust(max(-(-len(content) // 512) * 512, 4_096), b"\0")
    count = len(content) // 512
    fat = [_OF_THE_FAT, _END, *range(3, 2 + count), _END]
    fat += [_FREE] * (128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4_096, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<108I", *[_FREE] * 108)
    directory = _entry("Root Entry", 5, _END, 0) + _entry(name, 2, 2, len(content))
    return header + struct.pack("<128I", *fat) + directory.ljust(512, b"\0") + content


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    data = name.encode("utf-16-le")
    entry = data.ljust(64, b"\0") + struct.pack("<HBB", len(data) + 2, kind, 1)
    return entry.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def label(row: int, column: int, at: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, at))


_TEXTS = ("type", "name", "label", "default", "text", "a", "Größe ≥", "date", "b")
_HEADINGS = b"".join(label(0, at, at) for at in range(4))
_A = label(1, 0, 4) + label(1, 1, 5) + label(1, 2, 6)
_B = label(2, 0, 7) + label(2, 1, 8) + record(0x0204, struct.pack("<HHH", 2, 2, 0) + text("B"))


def test_the_cells_of_an_old_workbook_are_read() -> None:
    rk = record(0x027E, struct.pack("<HHHi", 1, 3, 0, 1_200 << 2 | 3))
    day = record(0x0203, struct.pack("<HHHd", 2, 3, 1, 46_000.0))
    found = import_workbook(compound(stream(_TEXTS, _HEADINGS + _A + _B + rk + day)), "old.xls")
    assert found.tool is not None, found.report.refused
    a, b = found.tool.questions.values()
    assert (a.label, a.default) == ("Größe ≥", "12")
    assert (b.label, b.default) == ("B", "2025-12-09")


def test_a_text_may_run_on_in_the_next_record() -> None:
    texts = (*_TEXTS[:6], "A long label that runs on", *_TEXTS[7:])
    found = import_workbook(compound(stream(texts, _HEADINGS + _A)), "old.xls")
    assert found.tool is not None
    assert found.tool.questions["a"].label == "A long label that runs on"


def test_a_formula_is_its_last_value() -> None:
    result = struct.pack("<HHH", 1, 2, 0) + b"\0\0\0\0\0\0\xff\xff" + b"\0" * 8
    cells = _HEADINGS + label(1, 0, 4) + label(1, 1, 5) + record(6, result)
    cells += record(0x0207, text("worked out"))
    found = import_workbook(compound(stream(_TEXTS, cells)), "old.xls")
    assert found.tool is not None
    assert found.tool.questions["a"].label == "worked out"


@pytest.mark.parametrize(
    "content",
    [
        compound(stream(_TEXTS, _HEADINGS + _A, locked=True)),
        compound(stream(_TEXTS, _HEADINGS + _A), "Other"),
        compound(stream(_TEXTS, _HEADINGS + _A))[:700],
    ],
)
def test_an_old_workbook_that_cannot_be_read_is_one_refused_line(content: bytes) -> None:
    found = import_workbook(content, "old.xls")
    assert found.tool is None
    assert [line[:3] for line in found.report.refused] == [("", 0, None)]


_SOUND = compound(stream(_TEXTS, _HEADINGS + _A + _B))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(24, len(_SOUND) - 5),
            st.sampled_from((b"\xff\xff\xff\x7f", b"\0\0\0\0", b"\xff", b"\x01", b"\0", b"\2\0")),
        ),
        max_size=8,
    )
)
def test_no_damage_to_an_old_workbook_raises(changes: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(_SOUND)
    for at, new in changes:
        damaged[at : at + len(new)] = new
    found = import_workbook(bytes(damaged), "old.xls")
    assert (found.tool is None) == bool(found.report.refused)

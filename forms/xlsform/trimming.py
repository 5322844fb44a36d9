"""Takes off a sheet what stands far away from everything else, before anybody makes room for it.

A stray cell in the last row of Excel, or a column of formulas filled down to it, makes a
spreadsheet reader ask for gigabytes. No form reaches there.
"""

import re

FAR_COLUMN = 500
_GAP = 200
"""Rows without a value after which a sheet is taken to have ended (pyxform: 61)."""

_SHEET = re.compile(rb"<(?:\w+:)?sheetData[\s/>]")
_SHEET_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_ROW_OR_VALUE = re.compile(
    rb'<(?:\w+:)?row\b[^>]*?\sr="([0-9]{1,7})"|<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]'
)
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})[0-9]{1,7}"[^>]*?(/?)>')
_CELL_END = re.compile(rb"</(?:\w+:)?c\s*>")


def trimmed(part: bytes) -> bytes:
    """Return a part of a workbook without rows after a wide gap and cells beyond column 500.

    Only a sheet that has them is changed. What is cut are whole elements; whether the part is
    sound XML is for the reader to check.
    """
    if not _SHEET.search(part):
        return part
    return _without_far_cells(_without_far_rows(part))


def _without_far_rows(part: bytes) -> bytes:
    row = valued = 0
    for match in _ROW_OR_VALUE.finditer(part):
        if match[1] is None:
            valued = row
            continue
        row = int(match[1])
        if row - valued > _GAP:
            end = _SHEET_END.search(part, match.start())
            return part[: match.start()] + part[end.start() :] if end else part
    return part


def _without_far_cells(part: bytes) -> bytes:
    kept: list[bytes] = []
    start = 0
    for cell in _CELL.finditer(part):
        if cell.start() < start or _column(cell[1]) <= FAR_COLUMN:
            continue
        end = cell if cell[2] else _CELL_END.search(part, cell.end())
        if end is None:
            return part
        kept.append(part[start : cell.start()])
        start = end.end()
    return b"".join([*kept, part[start:]])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

"""CSV that spreadsheets open well and that runs nothing in them.

A cell that begins like a formula gets an apostrophe before it (OWASP, CSV injection; CWE-1236).
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from unicodedata import category

_FORMULA_STARTS = frozenset("=+-@\t\r\n|%＝＋－＠")
_BLANK = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Controls, marks without a shape, and blanks: a spreadsheet may look past them."""
_SURROGATE = "Cs"


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return a table as UTF-8 with a byte order mark, every cell quoted, lines ended by CR LF."""
    target = StringIO()
    writer = csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(title) for title in head])
    for row in rows:
        writer.writerow([cell if isinstance(cell, int) else harmless(cell) for cell in row])
    return target.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; what cannot be written is replaced."""
    kept = "".join(_written(letter) for letter in text)
    first = next((letter for letter in kept if category(letter) not in _BLANK), "")
    begins_so = kept[:1] in _FORMULA_STARTS or first in _FORMULA_STARTS
    return f"'{kept}" if kept and begins_so else kept


def _written(letter: str) -> str:
    if letter == "\0":
        return ""
    return "\N{REPLACEMENT CHARACTER}" if category(letter) == _SURROGATE else letter

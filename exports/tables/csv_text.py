"""CSV that spreadsheets open well and that runs nothing in them: UTF-8 with a byte order mark.

A cell that begins like a formula gets an apostrophe before it; `forms/formula_guard.py` says why.
"""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, TextIOWrapper
from typing import IO

from forms.formula_guard import guarded, writable


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> bytes:
    """Return a table as UTF-8 with a byte order mark, every cell quoted, lines ended by CR LF."""
    target = BytesIO()
    write_csv(target, head, rows)
    return target.getvalue()


def write_csv(
    target: IO[bytes], head: Sequence[str], rows: Iterable[Sequence[str | int | float]]
) -> None:
    """Write a table row by row, in the form of `csv_bytes`, and leave the target open.

    Numbers stay numbers: a minus before digits is no formula.
    """
    text = TextIOWrapper(target, "utf-8-sig", newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(title) for title in head])
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    text.flush()
    text.detach()


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; what cannot be written is replaced."""
    return guarded(writable(text))

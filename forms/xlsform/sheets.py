"""Reads the sheets of a workbook as rows of text with their true row and column numbers."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from forms.answer_files.package import DAMAGED, repacked
from forms.answer_files.places import Problems
from forms.errors import ProblemsFound
from forms.xlsform.compound import MAGIC
from forms.xlsform.old_excel import LockedError, read_old_workbook
from forms.xlsform.report import Notes
from forms.xlsform.trimming import FAR_COLUMN, trimmed

MAX_BYTES = 32 * 1024 * 1024
_MAX_ROWS = 100_000
_MAX_CELL = 32_767
_EMPTY_COLUMNS = 20
_EMPTY_ROWS = 60
"""After so many empty columns or rows a sheet is taken to have ended, as pyxform does."""

_ZIP = b"PK\x03\x04"
_LOCKED = "the workbook is protected by a password; save it without one"
_BLANKS = re.compile(" +")


@dataclass(frozen=True)
class Row:
    """A row that is not empty: column number → text, blanks round it taken off."""

    number: int
    cells: dict[int, str]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its headings by column, and the rows under them."""

    name: str
    heading_row: int
    headings: dict[int, str]
    rows: tuple[Row, ...]


def read_sheets(content: bytes, file: str, notes: Notes) -> tuple[Sheet, ...]:
    """Return every sheet of an .xlsx, .xlsm or .xls workbook; what cannot be read is refused."""
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1024 / 1024:.0f} MiB"
        notes.refuse("", 0, None, f"the file holds {size}; at most 32 MiB are read as a form")
        return ()
    if not content.startswith((_ZIP, MAGIC)):
        notes.refuse("", 0, None, "not an Excel workbook; save the form as .xlsx")
        return ()
    _note_ending(content, file, notes)
    try:
        if content.startswith(MAGIC):
            return tuple(_old_sheets(content, notes))
        return tuple(_sheets(repacked(content, Problems(file), trimmed), notes))
    except ProblemsFound as found:
        for problem in found.problems:
            notes.refuse("", 0, None, problem.message)
    except LockedError:
        notes.refuse("", 0, None, _LOCKED)
    except Exception:  # noqa: BLE001 -- the readers' own errors have no common class
        notes.refuse("", 0, None, DAMAGED)
    return ()


def _note_ending(content: bytes, file: str, notes: Notes) -> None:
    """Note a file whose name says another sort of workbook than it is; Excel warns of it too."""
    ending = ".xls" if content.startswith(MAGIC) else ".xlsx"
    if file.lower().endswith((".xls", ".xlsx")) and not file.lower().endswith(ending):
        reason = f"this is an {ending} workbook under another ending; some programs refuse it"
        notes.ignore("", 0, None, reason)


def _old_sheets(content: bytes, notes: Notes) -> Iterator[Sheet]:
    for sheet in read_old_workbook(content):
        last = max(sheet.rows, default=0)
        width = max((max(cells) for cells in sheet.rows.values()), default=0)
        rows = [
            [sheet.rows.get(row, {}).get(column, "") for column in range(1, width + 1)]
            if row in sheet.rows
            else []
            for row in range(1, last + 1)
        ]
        yield _sheet(sheet.name, rows, notes)


def _sheets(content: bytes, notes: Notes) -> Iterator[Sheet]:
    from python_calamine import load_workbook

    with load_workbook(io.BytesIO(content)) as workbook:
        for index, name in enumerate(workbook.sheet_names):
            cells = workbook.get_sheet_by_index(index)
            rows = cells.to_python(skip_empty_area=False, nrows=_MAX_ROWS + 1)
            yield _sheet(name, rows, notes)


def _sheet(name: str, rows: Sequence[Sequence[object]], notes: Notes) -> Sheet:
    if len(rows) > _MAX_ROWS:
        notes.ignore(name, _MAX_ROWS + 1, None, f"only the first {_MAX_ROWS:,} rows are read")
        rows = rows[:_MAX_ROWS]
    first = next((at for at, row in enumerate(rows) if any(map(_text, row))), None)
    if first is None:
        return Sheet(name, 1, {}, ())
    headings = dict(_headings(rows[first]))
    return Sheet(name, first + 1, headings, tuple(_rows(rows, first + 1, set(headings))))


def _headings(row: Sequence[object]) -> Iterator[tuple[int, str]]:
    empty = 0
    for column, value in enumerate(row[:FAR_COLUMN], start=1):
        text = _text(value)
        empty = 0 if text else empty + 1
        if empty > _EMPTY_COLUMNS:
            return
        if text:
            yield column, _BLANKS.sub(" ", text)


def _rows(rows: Sequence[Sequence[object]], start: int, columns: set[int]) -> Iterator[Row]:
    empty = 0
    for at in range(start, len(rows)):
        values = (
            (column, _text(rows[at][column - 1])) for column in columns if column <= len(rows[at])
        )
        cells = {column: text for column, text in values if text}
        empty = 0 if cells else empty + 1
        if empty > _EMPTY_ROWS:
            return
        if cells:
            yield Row(at + 1, cells)


def _text(value: object) -> str:
    """Return a cell as XLSForm programs read it: 1.0 is “1”, a day has a midnight."""
    if isinstance(value, str):
        return value.strip()[:_MAX_CELL]
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return f"{value.isoformat()} 00:00:00"
    if isinstance(value, int | float | datetime | time | timedelta):
        return str(value)
    return ""

"""Tables as an Excel workbook in constant memory: typed cells, a sheet for each table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from exports.tables.table import Column, Kind, Row, Table, Value
from forms.formula_guard import writable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
_LONGEST_NAME: Final = 31

_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Written into every workbook as its date, so that the same tables make the same bytes."""
_FIRST_DAY: Final = date(1900, 3, 1)
"""Excel counts days from here; it takes 1900 for a leap year, and knows none before."""
_LARGEST: Final = 2**53
"""Excel keeps no whole number beyond it exactly."""
_WIDTHS: Final[Mapping[Kind, int]] = {"words": 60, "text": 24, "moment": 18, "truth": 10, "day": 12}
_WIDTH: Final = 16
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_workbook(tables: Sequence[Table], target: IO[bytes], place: Path) -> dict[str, int]:
    """Write each table on a sheet, and on further ones where it has more rows than one can hold.

    `place` is a private folder for the sheets until they are packed. Returns how many rows each
    table has. A table with more columns than a sheet can hold is left out.
    """
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "tmpdir": str(place), "use_zip64": True}
    counts: dict[str, int] = {}
    workbook = Workbook(target, options)  # closing packs it, which is not wanted after Cancel
    workbook.set_properties({"title": "Audits", "created": _MADE})
    looks = _Looks.of(workbook)
    names: set[str] = set()
    try:
        for table in tables:
            if len(table.columns) <= MOST_COLUMNS:
                counts[table.name] = _write(workbook, table, looks, names)
        workbook.close()
    finally:
        _let_go(workbook)
    return counts


def _let_go(workbook: Workbook) -> None:
    """Close what a stopped workbook left open: Windows removes no folder of files in use."""
    for page in workbook.worksheets():
        for file in (page.row_data_fh, page.fh):
            if file:
                file.close()


class _Looks(NamedTuple):
    head: Format
    day: Format
    moment: Format

    @classmethod
    def of(cls, workbook: Workbook) -> _Looks:
        return cls(
            workbook.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            workbook.add_format({"num_format": "dd/mm/yyyy"}),
            workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        )


def _write(workbook: Workbook, table: Table, looks: _Looks, names: set[str]) -> int:
    rows, count, part = table.rows(), 0, 1
    first = next(rows, None)
    while part == 1 or first is not None:
        page = workbook.add_worksheet(_sheet_name(table.name, part, names))
        ahead = [] if first is None else [first]
        written = _fill(page, table.columns, islice(chain(ahead, rows), MOST_ROWS - 1), looks)
        _finish(page, table.columns, written)
        count += written
        first, part = next(rows, None), part + 1
    return count


def _fill(page: Worksheet, columns: Sequence[Column], rows: Iterator[Row], looks: _Looks) -> int:
    """Write the headings and these rows; return how many rows there were."""
    for at, column in enumerate(columns):
        page.write_string(0, at, writable(column.name), looks.head)
    number = 0
    for number, row in enumerate(rows, start=1):
        for at, value in enumerate(row):
            if value is not None:
                _write_cell(page, number, at, value, looks)
    return number


def _write_cell(page: Worksheet, row: int, at: int, value: Value, looks: _Looks) -> None:
    """Write a value as what it is; text is never looked at for a formula, a link or a number."""
    if isinstance(value, str):
        page.write_string(row, at, writable(value))
    elif isinstance(value, bool):
        page.write_boolean(row, at, value)
    elif isinstance(value, datetime):
        page.write_datetime(row, at, value, looks.moment)
    elif isinstance(value, date):
        if value < _FIRST_DAY:
            page.write_string(row, at, value.isoformat())
        else:
            page.write_datetime(row, at, value, looks.day)
    elif value is not None and abs(value) > _LARGEST:
        page.write_string(row, at, str(value))
    else:
        page.write_number(row, at, value)


def _finish(page: Worksheet, columns: Sequence[Column], rows: int) -> None:
    """Keep the headings in sight and make them filter; widths go by what columns hold."""
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, rows, len(columns) - 1)
    for at, column in enumerate(columns):
        width = _WIDTHS.get(column.kind, _WIDTH)
        page.set_column(at, at, max(width, min(len(column.name) + 4, 40)))


def _sheet_name(name: str, part: int, taken: set[str]) -> str:
    """Return a name that Excel takes and no other sheet has; further sheets are numbered."""
    end = f" {part}" if part > 1 else ""
    safe = name.translate(_NOT_IN_NAMES).strip()
    made, number = safe[: _LONGEST_NAME - len(end)] + end, 2
    while made.casefold() in taken:
        other = f"{end} ({number})"
        made, number = safe[: _LONGEST_NAME - len(other)] + other, number + 1
    taken.add(made.casefold())
    return made

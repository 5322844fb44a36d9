"""Reads CSV as people's spreadsheets write it: commas, semicolons or tabs, quoted texts."""

import csv
import io
from collections.abc import Iterator

from forms.answer_files.places import WHOLE_FILE, Place, Problems, decoded
from forms.answer_files.table import (
    MAX_COLUMNS,
    MAX_ROWS,
    NO_HEADINGS,
    Table,
    headings_row,
)
from forms.formula_guard import unguarded

_DELIMITERS = ",;\t"
_SNIFFED = 200_000
_MAX_LINE = 8 * 1024 * 1024
"""Characters of one line: far more than every evidence text of an audit at its longest."""


def read_csv(content: bytes, problems: Problems) -> Table:
    """Read a table from CSV. Raises ProblemsFound where the text cannot be read as one."""
    text, whole = decoded(content)
    delimiter = _sniffed(text)
    if not whole:
        place = _end_of(text, delimiter)
        problems.refuse(place, "not UTF-8 text; in Excel save as “CSV UTF-8 (Comma delimited)”")
    if "\0" in text:
        place = _end_of(text[: text.index("\0")], delimiter)
        problems.refuse(place, "a NUL character; this is not a text file")
    rows = list(_rows(text, delimiter, problems))
    headings = headings_row(rows)
    if headings is None:
        problems.refuse(WHOLE_FILE, NO_HEADINGS)
    return Table(rows, headings)


def _sniffed(text: str) -> str:
    """Return the delimiter that gives the first rows most cells; a comma where none does."""
    start = text[:_SNIFFED]
    widths = {delimiter: _width(start, delimiter) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: widths[delimiter])


def _width(text: str, delimiter: str) -> int:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() == "case" for cell in row):
                return len(row)
    except csv.Error:
        return 0
    return 0


def _rows(text: str, delimiter: str, problems: Problems) -> Iterator[list[str]]:
    lines = _bounded_lines(text, problems)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    count = 0
    try:
        for row in reader:
            count += 1
            if count > MAX_ROWS:
                problems.refuse(Place(count, 1), f"more than {MAX_ROWS:,} rows")
            if len(row) > MAX_COLUMNS:
                problems.refuse(Place(count, 1), f"more than {MAX_COLUMNS:,} columns")
            yield [unguarded(cell.strip()) for cell in row]
    except csv.Error as error:
        problems.refuse(Place(count + 1, 1), _explained(error))


def _bounded_lines(text: str, problems: Problems) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > _MAX_LINE:
            problems.refuse(Place(number, 1), "this line is far too long for a table of answers")
        yield line


def _explained(error: csv.Error) -> str:
    """Say in plain words what the csv module found; its own words name no content."""
    words = str(error)
    if "unexpected end of data" in words:
        return "a quotation mark that opens in this row never closes; the file may be cut off"
    if "field larger" in words:
        return "a cell of this row is far too long; a quotation mark may be missing"
    return "the quotation marks in this row do not pair up"


def _end_of(text: str, delimiter: str) -> Place:
    """Return the row and column that stand at the end of a text that was cut off."""
    row, column = 1, 1
    try:
        for row, cells in enumerate(  # noqa: B007 -- the last row is what is asked for
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1
        ):
            column = max(len(cells), 1)
    except csv.Error:
        return Place(row, column)
    return Place(row + 1, 1) if text.endswith(("\n", "\r")) else Place(row, column)

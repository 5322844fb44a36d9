"""A table of cells, as CSV and workbooks give it, with the row of headings found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from forms.answer_files.places import Place

Cell = str | int | float | bool | date
"""A value of a table; an empty cell is ""."""

MAX_ROWS = 100_000
MAX_COLUMNS = 2_000
_ROWS_BEFORE_HEADINGS = 10


@dataclass(frozen=True)
class Table:
    """All rows of a sheet or CSV text, and which of them holds the headings.

    `rows` counts from the first row of the file, `headings` is an index into it.
    """

    rows: Sequence[Sequence[Cell]]
    headings: int
    sheet: str = ""

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell from its indices, which count from 0."""
        return Place(row + 1, column + 1, self.sheet)


def headings_row(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Return the index of the first row with a heading `case`, near the top of the rows."""
    for index, row in enumerate(islice(rows, _ROWS_BEFORE_HEADINGS)):
        if any(isinstance(cell, str) and cell.strip() == "case" for cell in row):
            return index
    return None


NO_HEADINGS = (
    f"no row of headings was found: one of the first {_ROWS_BEFORE_HEADINGS} rows must hold "
    "“case” and the other column names"
)

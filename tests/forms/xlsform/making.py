"""Makes XLSForm workbooks for tests, from tables written as text or as rows of cells."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from xlsxwriter import Workbook

from forms.xlsform import Imported, import_workbook

Cell = str | float | bool | date | None
Rows = Sequence[Sequence[Cell]]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook with these sheets; texts stay texts, None is an empty cell."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(at, column, cell)
                    elif isinstance(cell, date | datetime):
                        page.write_datetime(at, column, cell, day)
                    elif cell is not None:
                        page.write(at, column, cell)
    return file.getvalue()


def tables(text: str) -> dict[str, list[list[Cell]]]:
    """Read sheets written as text: a line with a name, then its rows with | between cells.

    The rows stand further in than the names. An empty cell is empty.
    """
    sheets: dict[str, list[list[Cell]]] = {}
    name = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        if "|" not in line:
            name = line.strip()
            sheets[name] = []
        else:
            sheets[name].append([cell.strip() or None for cell in line.split("|")])
    return sheets


def form(text: str) -> bytes:
    """Return the workbook of tables written as text."""
    return workbook(tables(text))


def imported(text: str, file: str = "form.xlsx") -> Imported:
    """Import tables written as text."""
    return import_workbook(form(text), file)

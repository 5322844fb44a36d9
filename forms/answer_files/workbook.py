"""Reads the sheet of answers from an Excel workbook: values only, formulas and macros inert."""

import io
from datetime import date, datetime

from forms.answer_files.package import DAMAGED, repacked
from forms.answer_files.places import WHOLE_FILE, Problems
from forms.answer_files.table import NO_HEADINGS, Cell, Table, headings_row


def read_workbook(content: bytes, problems: Problems) -> Table:
    """Return the first sheet with a heading `case`. Raises ProblemsFound where there is none."""
    from python_calamine import CalamineError, load_workbook

    safe = repacked(content, problems)
    try:
        with load_workbook(io.BytesIO(safe)) as workbook:
            for index, name in enumerate(workbook.sheet_names):
                sheet = workbook.get_sheet_by_index(index)
                cells = sheet.to_python(skip_empty_area=False)
                rows = [[_cell(value) for value in row] for row in cells]
                headings = headings_row(rows)
                if headings is not None:
                    return Table(rows, headings, name)
            problems.refuse(WHOLE_FILE, NO_HEADINGS)
    except CalamineError:
        problems.refuse(WHOLE_FILE, DAMAGED)


def _cell(value: object) -> Cell:
    """Return a cell without what Excel adds: whole numbers as floats, days as midnights."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, bool | int | float | date) else str(value)

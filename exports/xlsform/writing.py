"""Puts the sheets of a tool into one workbook, every cell as text, nothing to calculate."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exports.documents.saving import save_whole
from exports.xlsform.lists import Lists, scale_sheet
from exports.xlsform.row_names import RowNames
from exports.xlsform.survey import survey_sheet
from exports.xlsform.table import Table
from exports.xlsform.tool_sheets import part_sheets, settings_sheet, tool_sheet
from exports.xlsform.words import Tongues
from forms.tools import AuditTool
from forms.xlsform.loose_marks import split_marks

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Written into every workbook as its date, so that the same tool makes the same bytes."""
_WIDEST = 60  # characters


def tool_workbook(tool: AuditTool) -> bytes:
    """Return an audit tool as an XLSForm workbook; the same tool makes the same bytes."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": tool.name, "created": _MADE})
        heading = workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        for sheet in _sheets(tool):
            _write(workbook, sheet, heading, wrapped)
    return file.getvalue()


def write_tool_workbook(tool: AuditTool, target: Path) -> None:
    """Write an audit tool as a workbook; the whole file appears, or nothing does.

    Raises AuditAppError where it cannot be written.
    """
    save_whole(tool_workbook(tool), target)


def _sheets(tool: AuditTool) -> Iterator[Table]:
    tongues = Tongues(tool)
    lists = Lists(tool, tongues)
    names = RowNames(tool)
    theirs = (
        survey_sheet(tool, lists, tongues, names),
        lists.sheet(),
        settings_sheet(tool, tongues, names),
    )
    for sheet in theirs:
        yield sheet.written(lambda text: split_marks(text, names.known))
    yield tool_sheet(tool, tongues)
    yield scale_sheet(tool.scales, tongues)
    yield from part_sheets(tool, tongues)


def _write(workbook: "Workbook", sheet: Table, heading: "Format", wrapped: "Format") -> None:
    page = workbook.add_worksheet(sheet.name)
    page.freeze_panes(1, 2 if sheet.name == "survey" else 0)
    columns = {name: at for at, name in enumerate(sheet.headings)}
    for name, at in columns.items():
        page.write_string(0, at, name, heading)
        longest = max((len(row.get(name, "")) for row in sheet.rows), default=0)
        page.set_column(at, at, min(max(longest, len(name)) + 2, _WIDEST))
    for number, row in enumerate(sheet.rows, start=1):
        for name, text in row.items():
            page.write_string(number, columns[name], text, wrapped)

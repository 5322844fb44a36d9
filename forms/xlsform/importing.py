"""Reads a workbook into an audit tool, or says everything that is wrong with it."""

from forms.xlsform.reading import Form, read_form
from forms.xlsform.report import Imported, Notes
from forms.xlsform.sheets import read_sheets
from forms.xlsform.tool import make_tool
from forms.xlsform.unused import note_unused


def import_workbook(content: bytes, file: str) -> Imported:
    """Return the audit tool of an XLSForm workbook, and what became of everything in it.

    `file` is its name, which a form without an id or title is called by. Never raises for what
    stands in the file: one that cannot be read is refused.
    """
    notes = Notes()
    sheets = read_sheets(content, file, notes)
    if not sheets and not notes.refused:
        notes.refuse("", 0, None, "the workbook has no sheets")
    form = read_form(sheets, notes) if sheets else None
    if form is None or notes.refused:
        return Imported(None, notes.report(0))
    note_unused(form, notes)
    tool = make_tool(form, file, notes)
    return Imported(tool, notes.report(_accepted(form)))


def _accepted(form: Form) -> int:
    return len(list(form.survey.root.walk()))

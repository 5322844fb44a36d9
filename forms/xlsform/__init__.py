"""Audit tools from XLSForm workbooks, with a report of what became of everything in them."""

from forms.xlsform.importing import import_workbook
from forms.xlsform.report import Imported, ImportReport, Line

__all__ = ["ImportReport", "Imported", "Line", "import_workbook"]

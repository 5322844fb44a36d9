"""Audit tools as Excel workbooks that other XLSForm programs read too (docs/xlsform.md)."""

from exports.xlsform.writing import tool_workbook, write_tool_workbook

__all__ = ["tool_workbook", "write_tool_workbook"]

"""Audit tools from XLSForm workbooks, with a report of what became of everything in them."""

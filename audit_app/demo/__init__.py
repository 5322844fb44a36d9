"""Invents a service and grades its case files, the same way every time for one seed."""

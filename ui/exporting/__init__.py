"""Audits and findings as tables for other programs: which, in which format, and where to."""

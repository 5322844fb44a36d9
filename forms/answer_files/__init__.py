"""Graded audits from files people have: JSON, CSV and Excel workbooks, read whole or not at all."""

from forms.answer_files.checking import RecordedAudit
from forms.answer_files.reading import MAX_BYTES, AnswerFile, FindTool, read_answers

__all__ = ["MAX_BYTES", "AnswerFile", "FindTool", "RecordedAudit", "read_answers"]

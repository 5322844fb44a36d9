"""Reads a whole file of graded audits, or says everything that is wrong with it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from forms.answer_files.checking import Checker, RecordedAudit, written
from forms.answer_files.csv_text import read_csv
from forms.answer_files.json_answers import JsonAnswers
from forms.answer_files.places import WHOLE_FILE, Given, Problems, RawAudit
from forms.answer_files.table_answers import TableAnswers
from forms.answer_files.workbook import read_workbook
from forms.errors import AuditAppError
from forms.findings import AnswerError
from forms.tools import AuditTool

FindTool = Callable[[str, str | None], AuditTool]
"""Gives the tool of an id and version (none: the newest). Raises AuditAppError if unknown."""

MAX_BYTES = 64 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""The container of .xls files, and of workbooks that are locked with a password."""


@dataclass(frozen=True)
class AnswerFile:
    """Every audit of one file, all checked, and the tool they were made with."""

    file: str
    tool: AuditTool
    audits: tuple[RecordedAudit, ...]


class _Answers(Protocol):
    def named(self, what: str) -> Given | None:
        """Return the `tool` or `version` the file names, if it does."""

    def audits(self, tool: AuditTool) -> Iterator[RawAudit]:
        """Yield the audits; what is wrong with their form becomes a problem."""


def read_answers(
    content: bytes, file: str, tools: FindTool, today: date, *, tool: str | None = None
) -> AnswerFile:
    """Read graded audits from the bytes of a JSON, CSV or XLSX file.

    `tool` is the id of the tool for files that do not name one. Raises ProblemsFound listing
    everything that is wrong, each with line and column (JSON) or row and column (tables).
    """
    problems = Problems(file)
    answers = _answers(content, file, problems)
    found = _tool(answers, tools, problems, tool)
    checker = Checker(found, today, problems)
    count = 0
    audits: list[RecordedAudit] = []
    for count, raw in enumerate(answers.audits(found), start=1):  # noqa: B007 -- used below
        audit = checker.checked(raw)
        if audit:
            audits.append(audit)
    problems.raise_any()
    if not count:
        problems.refuse(WHOLE_FILE, "the file holds no audits")
    return AnswerFile(file, found, tuple(audits))


def _answers(content: bytes, file: str, problems: Problems) -> _Answers:
    if len(content) > MAX_BYTES:
        size = f"{len(content) / 1024 / 1024:.0f} MiB"
        problems.refuse(WHOLE_FILE, f"the file holds {size}; at most 64 MiB are read at once")
    if content.startswith(_OLD_EXCEL):
        message = "an old or password-protected workbook; save it as .xlsx without a password"
        problems.refuse(WHOLE_FILE, message)
    if content.startswith(_ZIP):
        return TableAnswers(read_workbook(content, problems), problems)
    start = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if file.casefold().endswith(".json") or start.startswith((b"{", b"[")):
        return JsonAnswers(content, problems)
    if file.casefold().endswith(".xlsx"):
        problems.refuse(WHOLE_FILE, "not an Excel workbook, though its name ends in .xlsx")
    return TableAnswers(read_csv(content, problems), problems)


def _tool(answers: _Answers, tools: FindTool, problems: Problems, default: str | None) -> AuditTool:
    named, version = answers.named("tool"), answers.named("version")
    place = named.place if named else WHOLE_FILE
    try:
        tool_id = written(named.value) if named else default
        wanted = written(version.value) if version else None
    except AnswerError:
        problems.refuse(place, "“tool” and “version” must be texts")
    if not tool_id:
        problems.refuse(place, "the file does not say which audit tool it answers: name its “tool”")
    if default and tool_id != default:
        problems.refuse(place, f"the file answers another tool than “{default}”")
    try:
        return _found(tools, tool_id, wanted)
    except AuditAppError as error:
        problems.refuse(place, str(error))


def _found(tools: FindTool, tool_id: str, version: str | None) -> AuditTool:
    """Find a tool; spreadsheets turn version 1.0 into the number 1, so “1” may mean “1.0”."""
    try:
        return tools(tool_id, version)
    except AuditAppError:
        if version is None or "." in version:
            raise
    return tools(tool_id, f"{version}.0")

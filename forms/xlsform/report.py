"""What an import says of a workbook: what was taken, changed, left out, or stops it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from forms.tools import AuditTool

MAX_LISTED = 5_000
"""So many lines of one sort are listed; a workbook with more is not worth listing on."""


class Line(NamedTuple):
    """One thing said of a workbook, and where: rows and columns count from 1, as Excel's do.

    `row` 0 means the whole sheet, `column` None the whole row; `sheet` is empty for the whole
    file.
    """

    sheet: str
    row: int
    column: int | None
    reason: str

    def shown(self, file: str) -> str:
        """Return the line as people read it: `file!sheet:row:LETTER: reason`."""
        letter = column_letter(self.column) if self.column else ""
        sheet = f"!{self.sheet}" if self.sheet else ""
        where = "".join(f":{part}" for part in (self.row or "", letter) if part)
        return f"{file}{sheet}{where}: {self.reason}"


class ImportReport(NamedTuple):
    """Everything that is said of a workbook."""

    accepted: int
    """How many rows of the survey sheet were taken."""
    degraded: tuple[Line, ...]
    """What was taken in another form than the workbook has it."""
    ignored: tuple[Line, ...]
    """What was left out because an audit has no use for it."""
    refused: tuple[Line, ...]
    """Why nothing was taken."""


class Imported(NamedTuple):
    """The audit tool of a workbook; None exactly where something is refused."""

    tool: AuditTool | None
    report: ImportReport


@dataclass
class Notes:
    """Collects what is said of one workbook while it is read."""

    degraded: list[Line] = field(default_factory=list)
    ignored: list[Line] = field(default_factory=list)
    refused: list[Line] = field(default_factory=list)

    def degrade(self, sheet: str, row: int, column: int | None, reason: str) -> None:
        """Note that something was taken in another form."""
        _add(self.degraded, Line(sheet, row, column, reason))

    def ignore(self, sheet: str, row: int, column: int | None, reason: str) -> None:
        """Note that something was left out."""
        _add(self.ignored, Line(sheet, row, column, reason))

    def refuse(self, sheet: str, row: int, column: int | None, reason: str) -> None:
        """Note why the workbook cannot be taken."""
        _add(self.refused, Line(sheet, row, column, reason))

    def report(self, accepted: int) -> ImportReport:
        """Return everything noted, each sort in the order of the workbook."""
        return ImportReport(
            accepted,
            *(tuple(_ordered(lines)) for lines in (self.degraded, self.ignored, self.refused)),
        )


def column_letter(column: int) -> str:
    """Return a column as Excel shows it: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _add(lines: list[Line], line: Line) -> None:
    if len(lines) < MAX_LISTED and line not in lines[-20:]:
        lines.append(line)


_SHEETS = ("", "settings", "survey", "choices")


def _ordered(lines: list[Line]) -> Iterator[Line]:
    def place(line: Line) -> tuple[int, int, int]:
        name = line.sheet.lower()
        known = _SHEETS.index(name) if name in _SHEETS else len(_SHEETS)
        return known, line.row, line.column or 0

    yield from sorted(lines, key=place)

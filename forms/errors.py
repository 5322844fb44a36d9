"""Known trouble, as sentences a person can act on, and the places it is found at."""

from collections.abc import Sequence
from typing import NamedTuple


class AuditAppError(Exception):
    """Known trouble: its text says what is wrong and what to do.

    Anything else that is raised is a bug. The text never holds case content.
    """


class Problem(NamedTuple):
    """One fault in something we were given, with the place it stands at.

    `sheet` is set for spreadsheets only. `line` and `column` count from 1; 0 means the
    whole file.
    """

    file: str
    line: int
    column: int
    message: str
    sheet: str = ""

    def __str__(self) -> str:
        """Show `path:line:column: message`, or `path!sheet:row:column: message`."""
        where = f"{self.file}!{self.sheet}" if self.sheet else self.file
        return f"{where}:{self.line}:{self.column}: {self.message}"


class ProblemsFound(AuditAppError):
    """A file was refused; every problem in it is listed, none of it was used."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = "1 problem was found" if count == 1 else f"{count} problems were found"
        super().__init__("\n".join([f"{head}; nothing was changed.", *map(str, self.problems)]))

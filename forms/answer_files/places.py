"""Where a value stood in a file, and the list of everything that is wrong with the file."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

from forms.errors import Problem, ProblemsFound

MAX_LISTED = 10_000
"""So many problems are listed; a file with more is not a file of answers at all."""

_SHOWN = 60


class Place(NamedTuple):
    """Line and column of text, or row and column of a table (and its sheet), counting from 1."""

    line: int
    column: int
    sheet: str = ""


WHOLE_FILE = Place(1, 1)


class Given(NamedTuple):
    """A value as a file gives it, and where it stands."""

    value: object
    place: Place


@dataclass(frozen=True)
class RawAudit:
    """One audit as a file gives it: names are known to be right, values are not checked yet.

    `given` is keyed `case`, `auditor`, `audited_on`, `overall`, `overall_reason`, `strengths`,
    `improvements`, `attribute.NAME`, `answer.QUESTION_ID`, `evidence.QUESTION_ID`,
    `section.SECTION_ID`, `section_reason.SECTION_ID`.
    """

    place: Place
    given: dict[str, Given]


@dataclass
class Problems:
    """Collects what is wrong with one file, so that all of it is told at once."""

    file: str
    _found: list[Problem] = field(default_factory=list)

    def add(self, place: Place, message: str) -> None:
        """Note a problem. Raises ProblemsFound when there are too many to list."""
        self._found.append(Problem(self.file, place.line, place.column, message, place.sheet))
        if len(self._found) == MAX_LISTED:
            message = f"more than {MAX_LISTED:,} problems; the rest is not listed"
            self._found.append(Problem(self.file, 0, 0, message))
            self.raise_any()

    def refuse(self, place: Place, message: str) -> NoReturn:
        """Note a problem after which the file cannot be read on. Raises ProblemsFound."""
        self.add(place, message)
        raise ProblemsFound(self._sorted())

    def raise_any(self) -> None:
        """Raise ProblemsFound if anything was noted."""
        if self._found:
            raise ProblemsFound(self._sorted())

    def where(self, place: Place) -> str:
        """Return a place as problems name it, such as `answers.csv:7:1`."""
        return str(Problem(self.file, place.line, place.column, "", place.sheet))[:-2]

    def _sorted(self) -> list[Problem]:
        return sorted(self._found, key=lambda problem: (problem.line or 1 << 62, problem.column))


def shown(name: str) -> str:
    """Return a name from a file in quotation marks, cut where it is too long to be one."""
    text = " ".join(name.split())
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"


def hint(name: str, known: list[str]) -> str:
    """Return “; did you mean …?” with the known name that is closest, or nothing."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    folded = "_".join(name[:_SHOWN].casefold().split())
    close = get_close_matches(folded, list(by_folded), n=1, cutoff=0.6)
    return f"; did you mean “{by_folded[close[0]]}”?" if close else ""


def decoded(content: bytes) -> tuple[str, bool]:
    """Return UTF-8 bytes as text up to the first wrong byte, and whether that is all of them."""
    try:
        return content.decode("utf-8-sig"), True
    except UnicodeDecodeError as error:
        # error.object has lost a leading byte order mark already
        return bytes(error.object[: error.start]).decode("utf-8"), False

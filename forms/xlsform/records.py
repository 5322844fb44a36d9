"""The rows of a sheet by what their columns mean, with the place of every value."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from forms.xlsform.headings import Path, Vocabulary, column_paths
from forms.xlsform.loose_marks import joined_marks
from forms.xlsform.report import Notes
from forms.xlsform.sheets import Sheet

_CODED = frozenset({"type", "name", "list name", "parameters", "trigger", "control", "disabled"})
"""Columns of names and keywords, where typographic quotes and doubled blanks mean nothing."""
_BLANKS = re.compile(" +")
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " "})


class Value(NamedTuple):
    """The text of a cell and the column it stands in."""

    text: str
    column: int


@dataclass(frozen=True)
class Record:
    """A row: path of the column → value; cells that are empty are not in it."""

    sheet: str
    number: int
    values: dict[Path, Value]
    columns: Mapping[Path, int] = field(default_factory=dict)
    """The columns of the sheet, those that are empty here too."""

    def text(self, *path: str) -> str:
        """Return the text under a path, or nothing."""
        value = self.values.get(path)
        return value.text if value else ""

    def has(self, *path: str) -> bool:
        """Whether anything stands under a path, in whatever language."""
        return any(known[: len(path)] == path for known in self.values)

    def column(self, *path: str) -> int | None:
        """Return the column for a path: where something stands, or would stand."""
        size = len(path)
        filled = (value.column for known, value in self.values.items() if known[:size] == path)
        empty = (column for known, column in self.columns.items() if known[:size] == path)
        return next(filled, next(empty, None))

    def words(self, *path: str) -> dict[str, Value]:
        """Return the words under a path by language; "" for a column that names none."""
        size = len(path)
        return {
            known[size] if len(known) > size else "": value
            for known, value in self.values.items()
            if known[:size] == path and len(known) <= size + 1
        }


@dataclass(frozen=True)
class Records:
    """A sheet whose columns are known."""

    sheet: Sheet
    paths: dict[int, Path]
    rows: tuple[Record, ...]

    @property
    def name(self) -> str:
        """The name of the sheet as it is written."""
        return self.sheet.name

    def has_column(self, name: str) -> bool:
        """Whether a column of this name stands in the sheet."""
        return any(path[0] == name for path in self.paths.values())


def read_records(
    sheet: Sheet, words: Vocabulary, notes: Notes, *, collapse: bool = False
) -> Records:
    """Return a sheet's rows; `collapse` makes one blank of several in names and keywords."""
    if sheet.heading_row > 1:
        reason = f"blank above the headings, which stand in row {sheet.heading_row}"
        notes.ignore(sheet.name, 1, None, reason)
    paths = column_paths(sheet, words, notes)
    clean = _collapsed if collapse else _plain
    columns = {path: column for column, path in paths.items()}
    rows = (
        Record(sheet.name, row.number, dict(_values(row.cells, paths, clean)), columns)
        for row in sheet.rows
    )
    return Records(sheet, paths, tuple(rows))


def _values(
    cells: dict[int, str], paths: dict[int, Path], clean: Callable[[str], str]
) -> Iterator[tuple[Path, Value]]:
    for column in sorted(cells):
        path, text = paths[column], joined_marks(cells[column])
        yield path, Value(clean(text) if path[0] in _CODED else text, column)


def _plain(text: str) -> str:
    return text.translate(QUOTES)


def _collapsed(text: str) -> str:
    return _BLANKS.sub(" ", text.translate(QUOTES))

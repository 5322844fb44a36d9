"""Takes audits out of a table: one row an audit, the headings say what stands in each column."""

import re
from collections.abc import Iterator, Sequence

from forms.answer_files.names import REQUIRED, columns, repeated_column, unknown
from forms.answer_files.places import Given, Problems, RawAudit
from forms.answer_files.table import Cell, Table
from forms.findings import split_key
from forms.tools import AuditTool

_ATTRIBUTE = re.compile(r"attribute\.[a-z][a-z0-9_]{0,63}")
_BRITISH_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_OF_THE_FILE = ("tool", "version")


class TableAnswers:
    """A table of graded audits of one tool."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self._table = table
        self._problems = problems
        self._names = [str(cell).strip() for cell in table.rows[table.headings]]
        self._rows = [
            (index, row)
            for index, row in enumerate(table.rows)
            if index > table.headings and any(cell != "" for cell in row)
        ]

    def named(self, what: str) -> Given | None:
        """Return the tool or version that the rows name; rows that disagree are a problem."""
        if what not in self._names:
            return None
        column = self._names.index(what)
        first: Given | None = None
        for index, row in self._rows:
            value = row[column] if column < len(row) else ""
            place = self._table.place(index, column)
            if value == "":
                continue
            if first is None:
                first = Given(value, place)
            elif value != first.value:
                message = f"another {what} than in the rows above; a file holds audits of one tool"
                self._problems.add(place, message)
        return first

    def audits(self, tool: AuditTool) -> Iterator[RawAudit]:
        """Yield every row whose form is right; what is wrong becomes a problem."""
        keys = self._keys(tool)
        for name in REQUIRED:
            if name not in keys:
                place = self._table.place(self._table.headings, 0)
                self._problems.add(place, f"the column “{name}” is missing")
        for index, row in self._rows:
            if self._is_readable(index, row):
                place = self._table.place(index, 0)
                yield RawAudit(place, dict(self._given(index, row, keys, tool)))

    def _keys(self, tool: AuditTool) -> list[str | None]:
        """Return for each column the key of `RawAudit`; none for what holds no answers."""
        known = columns(tool)
        keys: list[str | None] = []
        for index, name in enumerate(self._names):
            key = known.get(name) or repeated_column(tool, name)
            key = key or (name if _ATTRIBUTE.fullmatch(name) else None)
            place = self._table.place(self._table.headings, index)
            if (name and self._names.index(name) < index) or (key and key in keys):
                self._problems.add(place, f"the column “{name}” stands twice; keep one of them")
            elif key is None and name and name not in _OF_THE_FILE:
                sentence = unknown("a column of this tool's answers", name, list(known))
                self._problems.add(
                    place, f"{sentence} (a column of your own is called “attribute.NAME”)"
                )
            keys.append(key)
        return keys

    def _is_readable(self, index: int, row: Sequence[Cell]) -> bool:
        """Report cells under no heading, and a row with fewer cells than headings.

        In such a short row no cell is sure to stand where it should, so it is not read.
        """
        width = len(self._names)
        if len(row) < width:
            message = f"this row has {len(row)} cells where the headings are {width}"
            self._problems.add(self._table.place(index, len(row) - 1), message)
            return False
        stray = [
            column
            for column, cell in enumerate(row)
            if cell != "" and (column >= width or not self._names[column])
        ]
        if stray:
            message = "this cell stands under no heading"
            self._problems.add(self._table.place(index, stray[0]), message)
        return True

    def _given(
        self, index: int, row: Sequence[Cell], keys: list[str | None], tool: AuditTool
    ) -> Iterator[tuple[str, Given]]:
        for column, key in enumerate(keys):
            if key is not None and (row[column] != "" or key in REQUIRED):
                value = _as_written(row[column], key, tool)
                yield key, Given(value, self._table.place(index, column))


def _as_written(cell: Cell, key: str, tool: AuditTool) -> Cell:
    """Return a cell in the form that answers have: ISO dates, codes with blanks between them."""
    group, _, name = key.partition(".")
    kind = tool.questions[split_key(name)[0]].kind if group == "answer" else ""
    if isinstance(cell, str):
        if key == "audited_on" or kind == "date":
            return _iso(cell)
        if kind in ("several_of", "ranked"):
            return cell.replace(";", " ")
    return cell


def _iso(text: str) -> str:
    """Return a date such as 02/04/2026 as 2026-04-02; any other text as it is."""
    match = _BRITISH_DATE.fullmatch(text)
    return f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else text

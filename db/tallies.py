"""Keeps what figures are counted from as audits come, change and go.

`current_codes` holds the facts of each audit that counts, a character a field; `tally` how many
audits of a tool and month have a code in a field. Both follow from `current_audit` and
`current_fact`; what a received file says of them is never looked at. A void audit and one in
conflict are in neither.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from db.code_books import GrowingBook, Layouts, code_with_answer
from db.code_columns import count_columns, number_of
from db.store import Cell, ReadingStore, Row, Store
from db.troubles import StoreCorrupt

_LISTED = "(SELECT value FROM json_each(?))"
_ADD = (
    "INSERT INTO tally VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET audits = audits + excluded.audits"
)
_EMPTIED = "DELETE FROM tally WHERE tool = ? AND month = ? AND audits = 0"
_AT_ONCE = 1_000


class Coded(NamedTuple):
    """The facts of an audit that counts: the codes of its fields, in the order of `fields`.

    `fields` are their numbers, sorted, with commas between; `month` is such as 2026-04, "" where
    the audit has no date.
    """

    record: int
    tool: int
    month: str
    fields: str
    codes: list[str]


class Kind(NamedTuple):
    """What texts have in common that are counted together; `layout` is one of the tool's."""

    tool: int
    month: str
    layout: int


TallyCell = tuple[int, str, int, int]
"""What a row of the tally counts: tool, month, field and code, by their numbers in this file."""


class Tallies:
    """What one transaction changes; `write` brings the tally up to date at its end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._books: dict[int, GrowingBook] = {}
        self._came: dict[Kind, list[str]] = {}
        self._left: dict[Kind, list[str]] = {}

    def leave(self, records: Iterable[int]) -> None:
        """Take these audits out, as they were counted so far."""
        wanted = (json.dumps(list(records)),)
        rows = self._store.rows(
            f"SELECT tool, month, layout, codes FROM current_codes WHERE record IN {_LISTED}",
            wanted,
        )
        for kind, text in map(text_of, rows):
            self._book(kind.tool)
            self._left.setdefault(kind, []).append(text)
        if rows:
            self._store.run(f"DELETE FROM current_codes WHERE record IN {_LISTED}", wanted)

    def enter(self, records: Iterable[int]) -> None:
        """Count these audits, which were taken out before, as they stand now."""
        self.add(coded_audits(self._store, json.dumps(list(records))))

    def add(self, audits: Iterable[Coded]) -> None:
        """Count audits whose facts are at hand. Raises StoreTrouble."""
        rows: list[tuple[Cell, ...]] = []
        for record, tool, month, fields, codes in audits:
            book = self._book(tool)
            kind = Kind(tool, month, book.layout(fields))
            text = book.text(codes)
            rows.append((record, *kind, text))
            self._came.setdefault(kind, []).append(text)
        self._store.run_many("INSERT INTO current_codes VALUES (?, ?, ?, ?, ?)", rows)

    def write(self) -> None:
        """Bring the tally up to date; where it is damaged all is counted anew."""
        try:
            change = tallied(self._came, self._books)
            change.subtract(tallied(self._left, self._books))
        except StoreCorrupt:
            rebuild(self._store)
            return
        self._store.run_many(_ADD, [(*cell, by) for cell, by in sorted(change.items()) if by])
        if self._left:
            self._store.run_many(_EMPTIED, sorted({(tool, month) for tool, month, *_ in change}))
        self._came, self._left = {}, {}

    def _book(self, tool: int) -> GrowingBook:
        if tool not in self._books:
            self._books[tool] = GrowingBook(self._store, tool)
        return self._books[tool]


def tallied(
    texts: Mapping[Kind, Sequence[str]], books: Mapping[int, Layouts]
) -> Counter[TallyCell]:
    """Return what the rows of the tally must be for these texts. Raises StoreCorrupt."""
    cells: Counter[TallyCell] = Counter()
    often: dict[tuple[int, int], dict[int, str]] = {}
    for (tool, month, layout), several in texts.items():
        fields = books[tool].fields(layout, several)
        known = often.setdefault((tool, layout), {})
        for place, character, audits in count_columns(several, often=known):
            cells[tool, month, fields[place], number_of(character)] += audits
    return cells


def text_of(row: Row) -> tuple[Kind, str]:
    """Return a row of tool, month, layout and codes as a text and its kind."""
    tool, month, layout, codes = row
    return Kind(int(tool or 0), str(month), int(layout or 0)), str(codes)


def coded_audits(store: ReadingStore, records: str = "") -> Iterator[Coded]:
    """Yield the audits that count, as lists have them; of these records (a JSON list) or all."""
    some = f"AND current_audit.record IN {_LISTED}" if records else ""
    rows = store.each(
        "SELECT current_audit.record, tool, substr(audited_on, 1, 7), "
        "group_concat(current_fact.field, ',' ORDER BY current_fact.field), "
        "json_group_array(CAST(code AS TEXT) ORDER BY current_fact.field), "
        "json_group_array(CAST(value AS TEXT) ORDER BY current_fact.field) "
        "FROM current_audit JOIN current_fact ON current_fact.record = current_audit.record "
        "LEFT JOIN revision_value ON code = 'answered' AND revision = source "
        "AND revision_value.field = current_fact.field "
        f"WHERE status <> 'void' AND conflicts = 0 {some} GROUP BY current_audit.record",
        (records,) if records else (),
    )
    for record, tool, month, fields, codes, values in rows:
        given = map(code_with_answer, json.loads(str(codes)), json.loads(str(values)))
        yield Coded(int(record or 0), int(tool or 0), str(month), str(fields), list(given))


def rebuild(store: Store) -> None:
    """Work all of it out anew from the current values of the audits."""
    with store.transaction():
        for table in ("tally", "current_codes", "code", "code_layout"):
            store.run(f"DELETE FROM {table}")
        tallies = Tallies(store)
        audits = coded_audits(store)
        while some := list(islice(audits, _AT_ONCE)):
            tallies.add(some)
        tallies.write()


def forget_unused(store: Store) -> None:
    """Remove what was noted of codes, which may hold answers, that nothing counts any more."""
    for table, used in (("code", "code FROM tally"), ("code_layout", "layout FROM current_codes")):
        store.run(f"DELETE FROM {table} WHERE (tool, number) NOT IN (SELECT tool, {used})")

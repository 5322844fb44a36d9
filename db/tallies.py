"""Keeps what figures are counted from as audits come, change and go.

`current_codes` holds the facts of each audit that counts, a character a field; `tally` how many
audits of a tool and month have a code in a field. Both follow from `current_audit` and
`current_fact`, as `db.audit_tallies` does; what a received file says of them is never looked at. A
void audit and one in conflict are in none of them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from db.audit_tallies import AuditTallies, Counted, TallyOf, rebuild_audit_tallies
from db.code_books import GrowingBook, Layouts, code_with_answer
from db.code_columns import TALLY_DAMAGED, count_columns, number_of
from db.store import Cell, ReadingStore, Store
from db.troubles import StoreCorrupt

_LISTED = "(SELECT value FROM json_each(?))"
_ADD = (
    "INSERT INTO tally VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET audits = audits + excluded.audits"
)
_EMPTIED = "DELETE FROM tally WHERE tool = ? AND month = ? AND audits = 0"
_KIND = "SELECT id FROM code_kind WHERE (tool, month, layout, attributes) = (?, ?, ?, ?)"
_CODED = (
    "SELECT code_kind.id, code_kind.tool, month, layout, codes, auditor, case_key, sealed_at "
    "FROM current_codes LEFT JOIN code_kind ON code_kind.id = kind "
    "LEFT JOIN current_audit ON current_audit.record = current_codes.record"
)
_EMPTIED_KINDS = (
    f"DELETE FROM code_kind WHERE id IN {_LISTED} AND NOT EXISTS (SELECT 1 FROM current_codes "
    "WHERE current_codes.tool = code_kind.tool AND kind = code_kind.id)"
)
_TABLES = ("tally", "current_codes", "code_kind", "code", "code_layout")
_AT_ONCE = 1_000


class Coded(NamedTuple):
    """The facts of an audit that counts: the codes of its fields, in the order of `fields`.

    `fields` are their numbers, sorted, with commas between; `month` is such as 2026-04, "" where
    the audit has no date. `attributes`, `auditor` and what follows are as in `current_audit`.
    """

    record: int
    tool: int
    month: str
    attributes: str
    fields: str
    codes: list[str]
    auditor: str
    case_key: str
    sealed_at: str

    @property
    def counted(self) -> Counted:
        """What is kept of it besides its codes."""
        of = TallyOf(self.tool, self.month, self.auditor)
        return Counted(of, self.case_key, self.sealed_at)


class Kind(NamedTuple):
    """What texts have in common that are counted together; `layout` is one of the tool's."""

    tool: int
    month: str
    layout: int


TallyCell = tuple[int, str, int, int]
"""What a row of the tally counts: tool, month, field and code, by their numbers in this file."""


class Tallies:
    """What one transaction changes; `write` brings the tallies up to date at its end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._books: dict[int, GrowingBook] = {}
        self._kinds: dict[tuple[Kind, str], int] = {}
        self._came: dict[Kind, list[str]] = {}
        self._left: dict[Kind, list[str]] = {}
        self._emptied: set[int] = set()
        self._is_damaged = False
        self._audits = AuditTallies(store)

    def leave(self, records: Iterable[int]) -> None:
        """Take these audits out, as they were counted so far and still stand in lists."""
        wanted = (json.dumps(list(records)),)
        rows = self._store.rows(f"{_CODED} WHERE current_codes.record IN {_LISTED}", wanted)
        for number, *about, auditor, case_key, sealed_at in rows:
            if number is None or auditor is None:
                self._is_damaged = True
                continue
            kind, text = text_of(about)
            self._book(kind.tool)
            self._left.setdefault(kind, []).append(text)
            self._emptied.add(int(number))
            of = TallyOf(kind.tool, kind.month, str(auditor))
            self._audits.leave([Counted(of, str(case_key), str(sealed_at))])
        if rows:
            self._store.run(f"DELETE FROM current_codes WHERE record IN {_LISTED}", wanted)

    def enter(self, records: Iterable[int]) -> None:
        """Count these audits, which were taken out before, as they stand now."""
        self.add(coded_audits(self._store, json.dumps(list(records))))

    def add(self, audits: Iterable[Coded]) -> None:
        """Count audits whose facts are at hand. Raises StoreTrouble."""
        rows: list[tuple[int, int, int, str]] = []
        for audit in audits:
            book = self._book(audit.tool)
            kind = Kind(audit.tool, audit.month, book.layout(audit.fields))
            text = book.text(audit.codes)
            rows.append((audit.tool, self._number(kind, audit.attributes), audit.record, text))
            self._came.setdefault(kind, []).append(text)
            self._audits.enter([audit.counted])
        self._store.run_many("INSERT INTO current_codes VALUES (?, ?, ?, ?)", sorted(rows))

    def write(self) -> None:
        """Bring the tallies up to date; where they are damaged all is counted anew."""
        try:
            self.write_codes()
        except StoreCorrupt:
            rebuild(self._store)
            return
        self._audits.write()

    def write_codes(self) -> None:
        """Bring the tally of codes alone up to date. Raises StoreCorrupt where it is damaged."""
        if self._is_damaged:
            raise StoreCorrupt(TALLY_DAMAGED)
        change = tallied(self._came, self._books)
        change.subtract(tallied(self._left, self._books))
        self._store.run_many(_ADD, [(*cell, by) for cell, by in sorted(change.items()) if by])
        if self._left:
            self._store.run_many(_EMPTIED, sorted({(tool, month) for tool, month, *_ in change}))
            self._store.run(_EMPTIED_KINDS, (json.dumps(sorted(self._emptied)),))
        self._came, self._left, self._emptied, self._kinds = {}, {}, set(), {}

    def _book(self, tool: int) -> GrowingBook:
        if tool not in self._books:
            self._books[tool] = GrowingBook(self._store, tool)
        return self._books[tool]

    def _number(self, kind: Kind, attributes: str) -> int:
        """Return the number of what is counted together, a new one where none has it yet."""
        if (kind, attributes) not in self._kinds:
            values = (*kind, attributes)
            self._kinds[kind, attributes] = self._store.number(_KIND, values) or self._store.run(
                "INSERT INTO code_kind (tool, month, layout, attributes) VALUES (?, ?, ?, ?)",
                values,
            )
        return self._kinds[kind, attributes]


def tallied(
    texts: Mapping[Kind, Sequence[str]], books: Mapping[int, Layouts]
) -> Counter[TallyCell]:
    """Return what the rows of the tally must be for these texts. Raises StoreCorrupt."""
    cells: Counter[TallyCell] = Counter()
    often: dict[tuple[int, int], dict[int, str]] = {}
    for (tool, month, layout), several in texts.items():
        fields = books[tool].fields(layout, several)
        known = often.setdefault((tool, layout), {})
        columns = count_columns("".join(several), len(fields), often=known)
        for place, character, audits in columns:
            cells[tool, month, fields[place], number_of(character)] += audits
    return cells


def text_of(row: Sequence[Cell]) -> tuple[Kind, str]:
    """Return a row of tool, month, layout and codes as a text and its kind."""
    tool, month, layout, codes = row
    return Kind(int(tool or 0), str(month), int(layout or 0)), str(codes)


def coded_audits(store: ReadingStore, records: str = "") -> Iterator[Coded]:
    """Yield the audits that count, as lists have them; of these records (a JSON list) or all."""
    some = f"AND current_audit.record IN {_LISTED}" if records else ""
    rows = store.each(
        "SELECT current_audit.record, tool, substr(audited_on, 1, 7), attributes, "
        "group_concat(current_fact.field, ',' ORDER BY current_fact.field), "
        "json_group_array(CAST(code AS TEXT) ORDER BY current_fact.field), "
        "json_group_array(CAST(value AS TEXT) ORDER BY current_fact.field), "
        "auditor, case_key, sealed_at "
        "FROM current_audit JOIN current_fact ON current_fact.record = current_audit.record "
        "LEFT JOIN revision_value ON code = 'answered' AND revision = source "
        "AND revision_value.field = current_fact.field "
        f"WHERE status <> 'void' AND conflicts = 0 {some} GROUP BY current_audit.record",
        (records,) if records else (),
    )
    for record, tool, month, attributes, fields, codes, values, *about in rows:
        given = map(code_with_answer, json.loads(str(codes)), json.loads(str(values)))
        listed = (int(record or 0), int(tool or 0), str(month), str(attributes), str(fields))
        yield Coded(*listed, list(given), *map(str, about))


def rebuild(store: Store) -> None:
    """Work all of it out anew from the current values of the audits."""
    with store.transaction():
        for table in _TABLES:
            store.run(f"DELETE FROM {table}")
        tallies = Tallies(store)
        audits = coded_audits(store)
        while some := list(islice(audits, _AT_ONCE)):
            tallies.add(some)
        tallies.write_codes()
        rebuild_audit_tallies(store)


def forget_unused(store: Store) -> None:
    """Remove what was noted of codes, which may hold answers, that nothing counts any more."""
    for table, used in (("code", "code FROM tally"), ("code_layout", "layout FROM code_kind")):
        store.run(f"DELETE FROM {table} WHERE (tool, number) NOT IN (SELECT tool, {used})")

"""Counts of current facts by group: from the tally of months, or from the codes of audits.

Neither reads fact by fact: what the tally cannot answer is counted a column of codes at a time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple, cast

from db.code_books import CodeBook, code_and_answer
from db.code_columns import count_columns, number_of
from db.scopes import COLUMNS, PERIODS, AuditScope, group_of, is_of_months, quarter_of, where
from db.store import Cell, ReadingStore, Row
from db.troubles import damaged_if_unreadable
from forms.answers import Answer

Group = tuple[str, ...]
"""The value of each field that is grouped by, "" where there is none; a quarter is as 2026-Q2."""

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_ATTRIBUTES: Final = "attributes"
_AS_COUNTED: Final = itemgetter(1, 2, 3)
"""Field, code and audits of a row of the tally."""


class FactCount(NamedTuple):
    """How many answers of one group have one code in one field of one tool version, by its hash.

    The answers of all instances of a repeating question count under the question. Under the code
    `answered` lists, numbers and dates are counted apart, as `answer`.
    """

    group: Group
    tool: str
    field: str
    code: str
    audits: int
    answer: Answer = None


class _Counted(NamedTuple):
    """What was counted of one group and tool: field, code and audits, by their numbers here."""

    group: Group
    tool: int
    counts: Iterable[tuple[int, int, int]]


def fact_counts(
    store: ReadingStore,
    scope: AuditScope,
    by: Sequence[str] = (),
    fields: Collection[str] | None = None,
) -> list[FactCount]:
    """Return how often each code stands in each field, for each group, in no particular order.

    `by` are attributes of the case, or auditor, case, overall, version, quarter, month; `fields`
    are some of overall, section.ID and finding.ID, or None for all. Raises AuditAppError where
    one to group by cannot be a field, StoreCorrupt where what is counted from is damaged.
    """
    for name in by:
        group_of(name)
    stored = store.rows("SELECT id, name FROM field")
    names = {int(key or 0): question_field(str(name)) for key, name in stored}
    if fields is not None:
        names = {key: name for key, name in names.items() if name in fields}
    books = _Books(store)
    some = None if fields is None else names
    found = _of_months if is_of_months(scope, by) else _of_audits
    with damaged_if_unreadable(store.path):
        together: defaultdict[tuple[Group, int], dict[tuple[str, int], int]] = defaultdict(dict)
        for group, tool, counted in found(store, scope, by, some, books):
            counts = together[group, tool]
            for field, code, audits in counted:
                if field not in names:
                    raise ValueError("a field that the file does not name")
                cell = names[field], code
                counts[cell] = counts.get(cell, 0) + audits
        return [
            FactCount(group, books.hashes[tool], field, code, audits, answer)
            for (group, tool), counts in together.items()
            for (field, number), audits in counts.items()
            for code, answer in (books.told(tool, number),)
        ]


def question_field(name: str) -> str:
    """Return the field of a question for that of one instance of it."""
    return name.partition("#")[0]


class _Kind(NamedTuple):
    """What audits have in common that are counted together."""

    group: Group
    tool: int
    layout: int


class _Books:
    """What the numbers of tools, layouts and codes mean; each tool is looked up once."""

    def __init__(self, store: ReadingStore) -> None:
        rows = store.rows("SELECT id, hash, version FROM tool")
        self.hashes = {int(key or 0): str(tool) for key, tool, _ in rows}
        self.versions = {int(key or 0): str(version) for key, _, version in rows}
        self._store = store
        self._books: dict[int, CodeBook] = {}
        self._told: dict[tuple[int, int], tuple[str, Answer]] = {}

    def book(self, tool: int) -> CodeBook:
        """Return the codes of a tool."""
        if tool not in self._books:
            self._books[tool] = CodeBook(self._store, tool)
        return self._books[tool]

    def told(self, tool: int, code: int) -> tuple[str, Answer]:
        """Return the code of a number, and the answer that goes with it."""
        if (tool, code) not in self._told:
            self._told[tool, code] = code_and_answer(self.book(tool).code(code))
        return self._told[tool, code]


def _of_months(
    store: ReadingStore,
    scope: AuditScope,
    by: Sequence[str],
    fields: Collection[int] | None,
    books: _Books,
) -> Iterator[_Counted]:
    """Read the tally; the scope is one of whole months. `fields` are some, or None for all."""
    of_tool = {"tool_id = ?": scope.tool_id, "version = ?": scope.where.get("version")}
    some = None if fields is None else json.dumps(list(fields))
    of_row = {
        "month >= ?": scope.audited_from.isoformat()[:7] if scope.audited_from else None,
        "month <= ?": scope.audited_to.isoformat()[:7] if scope.audited_to else None,
        "field IN (SELECT value FROM json_each(?))": some,
    }
    tools, values = _where(of_tool)
    chosen, more = _where(of_row)
    for (tool,) in store.rows(f"SELECT id FROM tool WHERE {tools}", values):
        rows = store.rows(
            f"SELECT month, field, code, audits FROM tally WHERE tool = ? AND {chosen}",
            [tool, *more],
        )
        number = int(tool or 0)
        for month, several in groupby(rows, itemgetter(0)):
            group = _group(by, str(month), books.versions[number])
            counts = cast("Iterable[tuple[int, int, int]]", map(_AS_COUNTED, several))
            yield _Counted(group, number, counts)


def _where(conditions: Mapping[str, str | None]) -> tuple[str, list[Cell]]:
    """Return the conditions that have a value as one, and these values."""
    chosen = {condition: value for condition, value in conditions.items() if value is not None}
    return " AND ".join(chosen) or "TRUE", list(chosen.values())


def _of_audits(
    store: ReadingStore,
    scope: AuditScope,
    by: Sequence[str],
    fields: Collection[int] | None,
    books: _Books,
) -> Iterator[_Counted]:
    """Count the codes of the audits in a scope; `fields` are some, or None for all."""
    alike: defaultdict[Row, list[str]] = defaultdict(list)
    for row in _audits(store, scope, by):
        alike[row[:-1]].append(str(row[-1]))
    texts: defaultdict[_Kind, list[str]] = defaultdict(list)
    for about, several in alike.items():
        texts[_kind(by, about, books)] += several
    often: defaultdict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for (group, tool, layout), several in texts.items():
        of_layout = books.book(tool).fields(layout, several)
        places = None
        if fields is not None:
            places = [place for place, field in enumerate(of_layout) if field in fields]
        columns = count_columns(several, places, often[tool, layout])
        yield _Counted(group, tool, ((of_layout[p], number_of(c), n) for p, c, n in columns))


def _audits(store: ReadingStore, scope: AuditScope, by: Sequence[str]) -> Iterator[Row]:
    """Yield tool, layout, month, what groups need (`_needed`) and codes of audits."""
    condition, values = where(scope)
    columns = {_ATTRIBUTES: _ATTRIBUTES, **COLUMNS}
    shown = "".join(f"{columns[each]}, " for each in _needed(by))
    return store.each(
        f"SELECT current_codes.tool, layout, month, {shown} codes FROM current_audit "
        "JOIN tool ON tool.id = current_audit.tool "
        f"JOIN current_codes ON current_codes.record = current_audit.record WHERE {condition}",
        values,
    )


def _needed(by: Sequence[str]) -> list[str]:
    """Return the columns that groups are made of, so that audits are told apart by no other."""
    needed = {each if each in COLUMNS else _ATTRIBUTES for each in by if each not in PERIODS}
    return sorted(needed)


def _kind(by: Sequence[str], about: Row, books: _Books) -> _Kind:
    tool, layout, month, *rest = about
    known = dict(zip(_needed(by), map(str, rest), strict=True))
    values = json.loads(known.pop(_ATTRIBUTES, "") or "{}") | known
    group = _group(by, str(month), books.versions[int(tool or 0)], values)
    return _Kind(group, int(tool or 0), int(layout or 0))


def _group(
    by: Sequence[str], month: str, version: str, values: Mapping[str, str] = _NOTHING
) -> Group:
    """Return the group of an audit; `values` are what is no period and no version."""
    periods = {"month": month, "quarter": quarter_of(month), "version": version}
    return tuple(periods[each] if each in periods else values.get(each) or "" for each in by)

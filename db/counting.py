"""Counts of current facts by group: from the tally of months, or from the codes of audits.

Neither reads fact by fact: what the tally cannot answer is counted a column of codes at a time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final, NamedTuple

from db.code_columns import count_columns, number_of
from db.scopes import (
    AUDITS,
    COLUMNS,
    PERIODS,
    AuditScope,
    group_of,
    is_of_kinds,
    is_of_months,
    months,
    quarter_of,
    where,
    where_of_kinds,
)
from db.store import ReadingStore, Row
from db.tool_books import ToolBooks
from db.troubles import damaged_if_unreadable
from forms.answers import Answer

Group = tuple[str, ...]
"""The value of each field that is grouped by, "" where there is none; a quarter is as 2026-Q2."""

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_ATTRIBUTES: Final = "attributes"
_KINDS: Final = (
    "tool CROSS JOIN (SELECT id AS number, tool AS of_tool, month, layout{more} FROM code_kind) "
    "ON of_tool = tool.id"
)
_CODES_FIRST: Final = (
    f"{_KINDS.format(more='')} "
    "CROSS JOIN current_codes ON current_codes.tool = of_tool AND kind = number "
    "CROSS JOIN current_audit ON current_audit.record = current_codes.record"
)
_AUDITS_FIRST: Final = (
    f"{AUDITS} CROSS JOIN current_codes ON current_codes.record = current_audit.record CROSS JOIN "
    "(SELECT id AS number, tool AS of_tool, month, layout FROM code_kind) ON number = kind"
)
_FEW: Final = frozenset(COLUMNS) - {"version"}
"""Fields of which few audits have one value."""
_WITH_ATTRIBUTES: Final = _KINDS.format(more=", attributes")


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
    books = ToolBooks(store)
    some = None if fields is None else names
    found = _of_months if is_of_months(scope, by) else _of_audits
    with damaged_if_unreadable(store.path):
        together: defaultdict[tuple[Group, int], dict[tuple[str, int], int]] = defaultdict(dict)
        for group, tool, counted in found(store, scope, by, some, books):
            counts = together[group, tool]
            try:
                for field, code, audits in counted:
                    cell = names[field], code
                    counts[cell] = counts.get(cell, 0) + audits
            except KeyError:
                raise ValueError("a field that the file does not name") from None
        return [
            FactCount(group, tool_hash, field, code, audits, answer)
            for (group, tool), counts in together.items()
            for tool_hash, told in ((books.hashes[tool], books.told(tool)),)
            for (field, number), audits in counts.items()
            for code, answer in (told[number],)
        ]


def question_field(name: str) -> str:
    """Return the field of a question for that of one instance of it."""
    return name.partition("#")[0]


class _Kind(NamedTuple):
    """What audits have in common that are counted together."""

    group: Group
    tool: int
    layout: int


def _of_months(
    store: ReadingStore,
    scope: AuditScope,
    by: Sequence[str],
    fields: Collection[int] | None,
    books: ToolBooks,
) -> Iterator[_Counted]:
    """Read the tally; the scope is one of whole months. `fields` are some, or None for all."""
    condition, values = months(scope)
    if fields is not None:
        condition += " AND field IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(fields)))
    rows = store.each(
        "SELECT tool.id, month, group_concat(field || ',' || code || ',' || audits) FROM tool "
        f"CROSS JOIN tally ON tally.tool = tool.id WHERE {condition} GROUP BY tool.id, month",
        values,
    )
    for tool, month, counts in rows:  # a text a month is handed over sooner than its many rows
        number, told = int(tool or 0), json.loads(f"[{counts}]")
        group = _group(by, str(month), books.versions[number])
        yield _Counted(group, number, zip(told[::3], told[1::3], told[2::3], strict=True))


def _of_audits(
    store: ReadingStore,
    scope: AuditScope,
    by: Sequence[str],
    fields: Collection[int] | None,
    books: ToolBooks,
) -> Iterator[_Counted]:
    """Count the codes of the audits in a scope; `fields` are some, or None for all."""
    alike: defaultdict[Row, list[str]] = defaultdict(list)
    together = is_of_kinds(scope, by)
    apart = _apart(by) if together else _needed(by)
    for row in (_joined if together else _one_by_one)(store, scope, apart):
        alike[row[:-1]].append(str(row[-1]))
    kinds: defaultdict[_Kind, list[str]] = defaultdict(list)
    for about, several in alike.items():
        kinds[_kind(by, apart, about, books)] += several
    often: defaultdict[tuple[int, int], dict[int, str]] = defaultdict(dict)
    for (group, tool, layout), several in kinds.items():
        text = "".join(several)
        of_layout = books.book(tool).fields_of_joined(layout, text)
        places = None
        if fields is not None:
            places = [place for place, field in enumerate(of_layout) if field in fields]
        columns = count_columns(text, len(of_layout), places, often[tool, layout])
        yield _Counted(group, tool, ((of_layout[p], number_of(c), n) for p, c, n in columns))


def _joined(store: ReadingStore, scope: AuditScope, columns: Sequence[str]) -> Iterator[Row]:
    """Yield tool, layout, month, the values of attributes (`_apart`) and codes of many audits."""
    condition, values = where_of_kinds(scope)
    groups = [group_of(each) for each in columns]
    shown = "".join(f"{group}, " for group, _ in groups)
    return store.each(
        f"SELECT of_tool, layout, month, {shown} coalesce((SELECT group_concat(codes, '') "
        "FROM current_codes WHERE current_codes.tool = of_tool AND kind = number), '') "
        f"FROM {_WITH_ATTRIBUTES} WHERE {condition}",
        [*chain.from_iterable(asked for _, asked in groups), *values],
    )


def _one_by_one(store: ReadingStore, scope: AuditScope, columns: Sequence[str]) -> Iterator[Row]:
    """Yield tool, layout, month, what groups need (`_needed`) and codes of each audit.

    Codes lie in the order of their kinds; where few audits are meant, those are looked for first.
    """
    of_months, first = months(scope)
    condition, values = where(scope)
    named = {_ATTRIBUTES: _ATTRIBUTES, **COLUMNS}
    shown = "".join(f"{named[each]}, " for each in columns)
    found = _AUDITS_FIRST if _FEW.intersection(scope.where) else _CODES_FIRST
    return store.each(
        f"SELECT of_tool, layout, month, {shown} codes FROM {found} "
        f"WHERE {of_months} AND {condition}",
        [*first, *values],
    )


def _apart(by: Sequence[str]) -> list[str]:
    """Return the attributes that groups are made of."""
    return [each for each in by if each not in {"version", *PERIODS}]


def _needed(by: Sequence[str]) -> list[str]:
    """Return the columns that groups are made of, so that audits are told apart by no other.

    All attributes are one of them: to look into them for each audit would take longer.
    """
    needed = {each if each in COLUMNS else _ATTRIBUTES for each in by if each not in PERIODS}
    return sorted(needed)


def _kind(by: Sequence[str], columns: Sequence[str], about: Row, books: ToolBooks) -> _Kind:
    tool, layout, month, *rest = about
    known = dict(zip(columns, map(str, rest), strict=True))
    values = json.loads(known.pop(_ATTRIBUTES, "") or "{}") | known
    group = _group(by, str(month), books.versions[int(tool or 0)], values)
    return _Kind(group, int(tool or 0), int(layout or 0))


def _group(
    by: Sequence[str], month: str, version: str, values: Mapping[str, str] = _NOTHING
) -> Group:
    """Return the group of an audit; `values` are what is no period and no version."""
    periods = {"month": month, "quarter": quarter_of(month), "version": version}
    return tuple(periods[each] if each in periods else values.get(each) or "" for each in by)

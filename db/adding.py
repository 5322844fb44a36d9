"""Writes the sound revisions of one received file down, many rows at a time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from db.bulk import Columns, insert_rows
from db.code_books import ANSWERED, code_with_answer
from db.importing.parcels import Layout, Row
from db.merge_report import SetAside
from db.projection import ADD_AUDIT, project
from db.receiving import MISSING_PARENT
from db.revisions import FieldKeys
from db.store import Cell, Store
from db.tallies import Coded, Tallies
from db.tools import add_tool, tool_key
from db.troubles import StoreCorrupt
from forms.audits import AUDIT_KIND
from forms.tools import AuditTool

_HEADS = """
SELECT revision.id FROM revision WHERE revision.record = ? AND NOT EXISTS (
  SELECT 1 FROM revision_parent JOIN revision AS child ON child.id = revision_parent.revision
  WHERE revision_parent.parent = revision.id AND child.record = revision.record)
"""

OTHER_KIND = "its id is that of a record of another kind that is here"


class _Placed(NamedTuple):
    """A row with the numbers that it, its record, tool and parents have inside this file."""

    key: int
    record: int
    tool: int | None
    parents: tuple[int, ...]
    row: Row


class _Chunk(NamedTuple):
    """Rows that are new here, and the records that they begin, number by id."""

    placed: list[_Placed]
    begun: dict[str, int]


class _Order(NamedTuple):
    """The numbers of a layout's fields inside this file, sorted, and the places of their values.

    `text` is the numbers as tallies have them.
    """

    numbers: list[int]
    places: list[int]
    text: str


class Adding:
    """Adds the revisions of one file, inside the file's transaction.

    `hashes` are the revisions that were added, `changed` the records that gained one, `several`
    those of them with more than one head now. What does not fit what is here is in `set_aside`.
    """

    def __init__(self, store: Store, known: Collection[str]) -> None:
        self.hashes: list[str] = []
        self.changed: dict[str, None] = {}
        self.several: set[str] = set()
        self.set_aside: list[SetAside] = []
        self._store = store
        self._known = known
        self._keys = FieldKeys(store)
        self._tallies = Tallies(store)
        self._tools: dict[str, int] = {}
        self._orders: dict[int, _Order] = {}
        self._held: dict[int, dict[str, int]] = {}
        self._next_revision = store.number("SELECT max(id) FROM revision") + 1
        self._next_record = store.number("SELECT max(id) FROM record") + 1

    def add_tool(self, tool: AuditTool) -> None:
        """Add a tool unless it is here."""
        add_tool(self._store, tool)

    def add(self, rows: Iterable[Row]) -> None:
        """Add revisions that are not here yet, and bring what follows from them up to date."""
        chunk = self._placed([row for row in rows if row.id not in self._known])
        placed = chunk.placed
        store = self._store
        store.run_many("INSERT INTO record (uid, id, kind) VALUES (?, ?, ?)", _records(chunk))
        store.run_many(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_revision, placed)
        )
        store.run_many(
            "INSERT INTO revision_parent VALUES (?, ?)",
            [(each.key, parent) for each in placed for parent in each.parents],
        )
        insert_rows(store, "revision_value", self._values(placed))
        self.hashes.extend(each.row.id for each in placed)
        self.changed.update(dict.fromkeys(each.row.head.record for each in placed))
        self._project(chunk)

    def finish(self) -> None:
        """Bring up to date what is counted of all that was added."""
        self._tallies.write()

    def _placed(self, rows: Sequence[Row]) -> _Chunk:
        records = self._found("SELECT uid, id FROM record", "uid", {r.head.record for r in rows})
        parents = {parent for row in rows for parent in row.head.parents}
        numbers = self._found("SELECT hash, id FROM revision", "hash", parents)
        owners = self._found("SELECT hash, record FROM revision", "hash", parents)
        kinds = self._kinds({row.head.record for row in rows})
        chunk = _Chunk([], {})
        for row in rows:
            head = row.head
            record = records.get(head.record)
            if kinds.setdefault(head.record, head.kind) != head.kind:
                self.set_aside.append(SetAside(head.record, OTHER_KIND))
                continue
            if any(owners.get(parent) != record for parent in head.parents):
                self.set_aside.append(SetAside(head.record, MISSING_PARENT))
                continue
            if record is None:
                record = records[head.record] = chunk.begun[head.record] = self._next_record
                self._next_record += 1
            key, self._next_revision = self._next_revision, self._next_revision + 1
            numbers[row.id], owners[row.id] = key, record
            built_on = tuple(sorted(numbers[parent] for parent in head.parents))
            chunk.placed.append(_Placed(key, record, self._tool(head.tool), built_on, row))
        return chunk

    def _found(self, select: str, column: str, wanted: Collection[str]) -> dict[str, int]:
        """Return the number that each of these has in this file, where it has one."""
        rows = self._store.rows(
            f"{select} WHERE {column} IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(wanted)),),
        )
        return {str(name): int(str(number)) for name, number in rows}

    def _kinds(self, wanted: Collection[str]) -> dict[str, str]:
        """Return of which kind each record is that is here, sealed or as a working copy."""
        rows = self._store.rows(
            " UNION ".join(
                f"SELECT uid, kind FROM {table} WHERE uid IN (SELECT value FROM json_each(?1))"
                for table in ("record", "draft")
            ),
            (json.dumps(sorted(wanted)),),
        )
        return {str(uid): str(kind) for uid, kind in rows}

    def _tool(self, tool_hash: str | None) -> int | None:
        if tool_hash is None:
            return None
        if tool_hash not in self._tools:
            key = tool_key(self._store, tool_hash)
            if not key:
                raise StoreCorrupt("A revision came without its audit tool.")
            self._tools[tool_hash] = key
        return self._tools[tool_hash]

    def _order(self, layout: Layout) -> _Order:
        if layout.number not in self._orders:
            keys, store = self._keys, self._store
            places = {keys.key(store, name): place for place, name in enumerate(layout.names)}
            numbers = sorted(places)
            self._orders[layout.number] = _Order(
                numbers, [places[each] for each in numbers], ",".join(map(str, numbers))
            )
        return self._orders[layout.number]

    def _project(self, chunk: _Chunk) -> None:
        """Bring the current values up to date: of an only head as they came, else worked out."""
        audits = [each for each in chunk.placed if each.row.head.kind == AUDIT_KIND]
        times = Counter(each.record for each in audits)
        begun = set(chunk.begun.values())
        alone: list[_Placed] = []
        others: dict[int, dict[int, _Placed]] = {}
        for each in audits:
            if times[each.record] == 1 and each.record in begun:
                alone.append(each)
            else:
                others.setdefault(each.record, {})[each.key] = each
        for record, came in others.items():
            alone.extend(self._only_head(record, came))
        self._write_current(alone)

    def _only_head(self, record: int, came: dict[int, _Placed]) -> Iterator[_Placed]:
        """Yield the only head of a record where it just came; work the record out elsewhere."""
        uid = next(iter(came.values())).row.head.record
        heads = [int(row[0] or 0) for row in self._store.rows(_HEADS, (record,))]
        self.several.discard(uid)
        if len(heads) == 1 and heads[0] in came:
            self._tallies.leave([record])
            for table in ("current_fact", "current_audit"):
                self._store.run(f"DELETE FROM {table} WHERE record = ?", (record,))
            yield came[heads[0]]
            return
        if len(heads) > 1:
            self.several.add(uid)
        project(self._store, [uid], self._keys, self._tallies)

    def _write_current(self, alone: Sequence[_Placed]) -> None:
        listed = [(each, each.row.listed) for each in alone]
        self._store.run_many(
            ADD_AUDIT, ((each.record, each.tool, *shown) for each, shown in listed if shown)
        )
        insert_rows(self._store, "current_fact", self._facts(alone))
        self._tallies.add(self._coded(alone))

    def _values(self, placed: Sequence[_Placed]) -> Columns:
        """Return the values of revisions: revision, field, value."""
        revisions: list[Cell] = []
        fields: list[Cell] = []
        values: list[Cell] = []
        for each in placed:
            order, written = self._order(each.row.fields), each.row.values
            revisions += [each.key] * len(written)
            fields += order.numbers
            values += [written[place] for place in order.places]
        return revisions, fields, values

    def _coded(self, alone: Sequence[_Placed]) -> Iterator[Coded]:
        """Yield the facts of the audits that count; one by itself is in no conflict."""
        for each in alone:
            row, shown, order = each.row, each.row.listed, self._order(each.row.coded)
            if shown and each.tool and shown.status != "void" and order.places:
                yield Coded(
                    each.record,
                    each.tool,
                    shown.audited_on[:7],
                    shown.attributes,
                    order.text,
                    self._with_answers(row, order.places),
                    shown.auditor,
                    shown.case_key,
                    shown.sealed_at,
                )

    def _with_answers(self, row: Row, places: Sequence[int]) -> list[str]:
        """Return the codes at these places, with the answers that are counted."""
        codes = [row.codes[place] for place in places]
        if row.fields.number not in self._held:
            places_of = {name: place for place, name in enumerate(row.fields.names)}
            self._held[row.fields.number] = places_of
        held = self._held[row.fields.number]
        names = row.coded.names
        for at in [at for at, code in enumerate(codes) if code == ANSWERED]:
            place = held.get(names[places[at]])
            codes[at] = code_with_answer(ANSWERED, None if place is None else row.values[place])
        return codes

    def _facts(self, alone: Sequence[_Placed]) -> Columns:
        """Return the facts of audits: record, field, code, source.

        What stands in the revision itself has it as its source.
        """
        records: list[Cell] = []
        fields: list[Cell] = []
        codes: list[Cell] = []
        sources: list[Cell] = []
        for each in alone:
            row, key, order = each.row, each.key, self._order(each.row.coded)
            held, names = set(row.fields.names), row.coded.names
            records += [each.record] * len(names)
            fields += order.numbers
            codes += [row.codes[place] for place in order.places]
            sources += [key if names[place] in held else None for place in order.places]
        return records, fields, codes, sources


def _records(chunk: _Chunk) -> Iterator[tuple[Cell, ...]]:
    kinds = {each.row.head.record: each.row.head.kind for each in chunk.placed}
    return ((uid, number, kinds[uid]) for uid, number in chunk.begun.items())


def _revision(placed: _Placed) -> tuple[Cell, ...]:
    head = placed.row.head
    who = (head.author, head.sealed_at, head.act, head.reason)
    return (placed.key, placed.row.id, placed.record, placed.tool, *who)

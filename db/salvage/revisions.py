"""What was sealed in a damaged file: proven by its hash, or not; found again, or lost."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, islice
from typing import NamedTuple

from pydantic import JsonValue, ValidationError

from db.carving.tables import Tables
from db.store import Row
from forms.audits import AUDIT_KIND
from forms.canonical import canonical_bytes
from forms.identity import is_tool_uid
from forms.revisions import Revision
from forms.standalone import STANDALONE
from forms.tool_records import TOOL_KIND

_MOST_GUESSES, _GUESSES_IN_ALL = 300, 20_000
"""Sets of parents that are tried for one revision where links are lost, and for all of them."""


class Carved(NamedTuple):
    """A revision as it was carved; `key` is its number in the damaged file.

    `revision` is None where the content does not give the hash, so that some of it was altered or
    is lost; `fields` are then those that could be read, sound or not, and `kind` is a guess where
    the record's own row is lost too.
    """

    key: int
    hash: str
    record: str
    kind: str
    tool: str | None
    author: str
    revision: Revision | None
    fields: dict[str, JsonValue]


class SealedParts:
    """Puts revisions together again from the rows of several tables and their indexes."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.fields = _texts(tables, "field", 1)
        self.tools = _texts(tables, "tool", 1)
        self.hashes = _texts(tables, "revision", 1)
        self._records = _texts(tables, "record", 1)
        self._kinds = {key: str(row[2]) for key, row in tables.rows["record"].items()}
        self._parents: defaultdict[int, list[int]] = defaultdict(list)
        for child, parent in tables.keyless["revision_parent"]:
            self._parents[_number(child)].append(_number(parent))
        self._values: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for revision, field, value in tables.keyless["revision_value"]:
            self._values[_number(revision)].setdefault(_number(field), str(value))
        self._of_record: defaultdict[int, list[str]] = defaultdict(list)
        for key, row in tables.rows["revision"].items():
            self._of_record[_number(row[2])].append(self.hashes[key])
        self._guesses = _GUESSES_IN_ALL

    def each(self) -> Iterator[Carved]:
        """Yield every revision of which the row itself can be read, in the order they came."""
        for key in sorted(self._tables.rows["revision"]):
            row = self._tables.rows["revision"][key]
            record = self._records.get(_number(row[2]), "")
            yield self._carved(key, row, record)

    def _carved(self, key: int, row: Row, record: str) -> Carved:
        tool = self.tools.get(_number(row[3])) if row[3] is not None else None
        fields = self._fields(key)
        kinds = self._possible_kinds(row, record)
        known = Carved(key, str(row[1]), record, kinds[0], tool, str(row[4]), None, fields)
        for kind in kinds:
            for parents in self._possible_parents(key, row):
                made = _made(row, record, kind, tool, parents, fields)
                if made and made.id == known.hash:
                    return known._replace(kind=kind, revision=made)
        return known

    def _possible_kinds(self, row: Row, record: str) -> list[str]:
        """Return the kind that is written down, else all that it can be; there is always one."""
        if _number(row[2]) in self._kinds:
            return [self._kinds[_number(row[2])]]
        if row[3] is None:  # it was made with no audit tool
            return [*STANDALONE]
        return [TOOL_KIND if record and is_tool_uid(record) else AUDIT_KIND]

    def _possible_parents(self, key: int, row: Row) -> Iterator[tuple[str, ...]]:
        """Yield what is written down first, then every one and two other versions of the record.

        A right guess proves itself by the hash.
        """
        written = tuple(sorted(self.hashes.get(each, "") for each in self._parents[key]))
        if all(written):
            yield written
        others = sorted(set(self._of_record[_number(row[2])]) - {str(row[1])})
        guesses = (pair for count in (0, 1, 2) for pair in combinations(others, count))
        for guess in islice(guesses, min(_MOST_GUESSES, self._guesses)):
            self._guesses -= 1
            yield guess

    def _fields(self, key: int) -> dict[str, JsonValue]:
        found: dict[str, JsonValue] = {}
        for field, text in self._values[key].items():
            name = self.fields.get(field)
            if name:
                try:
                    found[name] = json.loads(text)
                except (ValueError, RecursionError):
                    continue
        return found


def resealed(original: Revision, parents: tuple[str, ...]) -> Revision:
    """Return a revision that says what the original said, built on what is left to build on.

    Author and moment stay, so that every salvage of it, on whatever machine, gives the same; act
    and reason tell that it was salvaged, from which original, and what that was.
    """
    told = (
        "Salvaged from a damaged file, in which the version it builds on is lost. "
        f"It was sealed as {original.id} ({original.act})."
    )
    is_tool = original.kind == TOOL_KIND  # whose act must say what its content says
    return original.model_copy(
        update={
            "parents": parents,
            "act": original.act if is_tool else "salvaged",
            "reason": f"{told} {original.reason}".strip()[:20_000],
        }
    )


def _made(  # noqa: PLR0917
    row: Row,
    record: str,
    kind: str,
    tool: str | None,
    parents: tuple[str, ...],
    fields: dict[str, JsonValue],
) -> Revision | None:
    try:
        for value in fields.values():
            canonical_bytes(value)
        return Revision(
            kind=kind,
            record=record,
            parents=parents,
            tool=tool,
            author=str(row[4]),
            sealed_at=str(row[5]),
            act=str(row[6]),
            reason=str(row[7]),
            fields=fields,
        )
    except (ValidationError, ValueError, RecursionError):
        return None


def _texts(tables: Tables, table: str, column: int) -> dict[int, str]:
    """Return number → text, from the table and, where rows of it are lost, from its index."""
    found = {_number(key): str(text) for text, key in tables.keyless[f"sqlite_autoindex_{table}_1"]}
    return found | {key: str(row[column]) for key, row in tables.rows[table].items()}


def _number(cell: object) -> int:
    return cell if isinstance(cell, int) else 0

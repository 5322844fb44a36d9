"""Revisions, tools and drafts as parcels, and back.

Revisions travel many at a time: their heads as JSON, then all values of all of them, a line each
(canonical JSON holds no line end).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pydantic import TypeAdapter

from db.draft_reading import SoundDraft
from db.importing.parcels import (
    PLAIN,
    DraftCame,
    Layout,
    Parcel,
    Row,
    Rows,
    ToolCame,
)
from db.projection import Listed
from db.receiving import SoundRevision
from db.tools import parsed_tool
from forms.draft_copies import DraftCopy
from forms.revisions import Hash, RevisionHead
from forms.tools import AuditTool

_BLOCK = b"\x1e"
_MOST_AT_ONCE = 1 << 20
"""Characters of values after which a parcel of revisions is sent off."""
_A_ROW = 500
"""About what a row takes beside its values and its reason."""
_LONGEST_HEADS = 32 * 1024**2
_MOST_PLACES, _MOST_NAMES = 50_000_000, 500_000
"""In the layouts of one file; names, each counted once."""


class _WrittenRow(NamedTuple):
    """A row without its values; layouts by number, -1 where there are no codes."""

    id: Hash
    head: RevisionHead
    fields: int
    listed: Listed | None
    coded: int


class _WrittenRows(NamedTuple):
    """The layouts that are new, and the rows."""

    layouts: list[tuple[str, ...]]
    rows: list[_WrittenRow]


class _WrittenDraft(NamedTuple):
    draft: DraftCopy
    tools: list[Hash]


_ROWS = TypeAdapter(_WrittenRows)
_DRAFT = TypeAdapter(_WrittenDraft)


class Packing:
    """Makes parcels of one file's tools, revisions and drafts."""

    def __init__(self) -> None:
        self._layouts: dict[tuple[str, ...], int] = {}
        self._new: list[tuple[str, ...]] = []
        self._rows: list[_WrittenRow] = []
        self._values: list[str] = []
        self._codes: list[str] = []
        self._size = 0
        self._sent: set[str] = set()

    @property
    def is_full(self) -> bool:
        """Whether the revisions should be sent off."""
        return self._size > _MOST_AT_ONCE

    def tools(self, tools: Iterable[AuditTool]) -> list[bytes]:
        """Return the parcels of those tools that were not sent yet."""
        new = [tool for tool in tools if tool.hash not in self._sent]
        self._sent.update(tool.hash for tool in new)
        return [b"T" + tool.content for tool in new]

    def add(self, revision: SoundRevision) -> None:
        """Put one more revision in."""
        current = revision.current
        codes = current.codes if current else {}
        names, values, _ = revision.fields
        self._rows.append(
            _WrittenRow(
                revision.id,
                revision.head,
                self._layout(names),
                current.listed if current else None,
                self._layout(tuple(codes)),
            )
        )
        self._values.extend(values)
        self._codes.extend(codes.values())
        self._size += sum(map(len, values)) + len(revision.head.reason) + _A_ROW

    def taken(self) -> list[bytes]:
        """Return a parcel of what was put in; none where that is nothing."""
        if not self._rows:
            return []
        head = _ROWS.dump_json(_WrittenRows(self._new, self._rows))
        blocks = (head, *("\n".join(each).encode() for each in (self._values, self._codes)))
        for each in (self._new, self._rows, self._values, self._codes):
            each.clear()
        self._size = 0
        return [b"R" + _BLOCK.join(blocks)]

    def draft(self, sound: SoundDraft) -> list[bytes]:
        """Return the parcels of a draft and of the tools it needs."""
        hashes = [tool.hash for tool in sound.tools]
        content = _DRAFT.dump_json(_WrittenDraft(sound.draft, hashes))
        return [*self.tools(sound.tools), b"D" + content]

    def _layout(self, names: tuple[str, ...]) -> int:
        number = self._layouts.get(names)
        if number is None:
            number = self._layouts[names] = len(self._layouts)
            self._new.append(names)
        return number


class Unpacking:
    """Reads the parcels of one file. Raises ValueError at one that is not as it must be."""

    def __init__(self) -> None:
        self._layouts: list[Layout] = []
        self._names: dict[str, str] = {}
        self._places = 0
        self._tools: dict[str, AuditTool] = {}

    def parcel(self, content: bytes) -> Parcel:
        """Return what a parcel holds."""
        kind, rest = content[:1], content[1:]
        if kind == b"R":
            return Rows(self._rows(rest))
        if kind == b"T":
            return ToolCame(self._tool(rest.decode()))
        if kind == b"D":
            draft, tools = _DRAFT.validate_json(rest)
            return DraftCame(SoundDraft(draft, tuple(self._tools[each] for each in tools)))
        if kind not in PLAIN:
            raise ValueError("no parcel is of this kind")
        return PLAIN[kind].validate_json(rest)

    def _tool(self, body: str) -> AuditTool:
        tool = parsed_tool(body)
        self._tools[tool.hash] = tool
        return tool

    def _rows(self, content: bytes) -> list[Row]:
        head, values, codes = content.split(_BLOCK)
        if len(head) > _LONGEST_HEADS:
            raise ValueError("heads are longer than any are")
        new = _ROWS.validate_json(head)
        for names in new.layouts:
            self._layouts.append(self._layout(names))
        each_value = _lines(values, sum(len(self._layouts[r.fields].names) for r in new.rows))
        each_code = _lines(codes, sum(len(self._layouts[r.coded].names) for r in new.rows))
        found: list[Row] = []
        value = code = 0
        for row in new.rows:
            fields, coded = self._layouts[row.fields], self._layouts[row.coded]
            next_value, next_code = value + len(fields.names), code + len(coded.names)
            found.append(
                Row(
                    row.id,
                    row.head,
                    fields,
                    each_value[value:next_value],
                    row.listed,
                    coded,
                    each_code[code:next_code],
                )
            )
            value, code = next_value, next_code
        return found

    def _layout(self, names: tuple[str, ...]) -> Layout:
        """Keep each name once: many layouts differ by one optional answer."""
        self._places += len(names)
        kept = tuple(self._names.setdefault(name, name) for name in names)
        if self._places > _MOST_PLACES or len(self._names) > _MOST_NAMES:
            raise ValueError("there are more names than any file has")
        return Layout(len(self._layouts), kept)


def _lines(block: bytes, expected: int) -> list[str]:
    """Return the lines of a block, which are so many; they are counted before memory is taken."""
    if (block.count(b"\n") + 1 if block else 0) != expected:
        raise ValueError("there are more or fewer values than names")
    return block.decode().split("\n")

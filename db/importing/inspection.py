"""Holds what a reading process hands over to what it was asked, before any of it is written down.

The process read a file that may have been crafted to take it over. So nothing comes in that was
not claimed and wanted, that is not sealed by its own hash, or that has no bounds.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from db.draft_reading import MAX_DRAFTS, draft_fault
from db.foreign import MOST_REVISIONS
from db.importing.parcels import (
    Arrived,
    Aside,
    Claims,
    Done,
    DraftCame,
    Layout,
    Parcel,
    Refused,
    Row,
    Rows,
    Skimmed,
    ToolCame,
)
from db.importing.vocabulary import words_of
from db.projection import listed
from forms.audits import AUDIT_KIND, Audit
from forms.canonical_values import are_canonical, form_of
from forms.identity import is_tool_uid
from forms.revisions import MAX_FIELDS, Revision
from forms.standalone import STANDALONE, standalone_fault
from forms.tool_checks import harms
from forms.tool_records import TOOL_KIND, tool_record_fault

if TYPE_CHECKING:
    from pydantic import JsonValue

    from forms.revisions import RevisionHead
    from forms.tools import AuditTool

_MOST = {
    Claims: 500_000,
    Rows: 500_000,
    ToolCame: 2_000 + MAX_DRAFTS,
    DraftCame: MAX_DRAFTS,
    Aside: 520_000,
}
"""How many of each one file may bring; no honest one has more."""
_LONGEST_NAME = 1_000
_SHOWN = re.compile(r"(status|case|auditor|audited_on|overall)$|attribute\.")
"""The fields that the list of audits shows."""


class Inspection:
    """What one file has brought so far, and what is still expected of it."""

    def __init__(self) -> None:
        self._came = Counter[type]()
        self._wanted: dict[str, tuple[str, str]] = {}
        self._revisions = Counter[str]()
        self._tools: dict[str, AuditTool] = {}
        self._forms: dict[int, str] = {}
        self._shown: dict[int, list[tuple[str, int]]] = {}
        self._words: dict[tuple[str, int], list[frozenset[str]]] = {}

    def expect(self, claims: Claims, places: Iterable[int]) -> None:
        """Note which of the claimed revisions were asked for."""
        for place in places:
            claim = claims.claims[place]
            self._wanted[claim.hash] = claim.record, claim.kind

    def inspect(self, parcel: Parcel) -> None:
        """Let a parcel pass. Raises ValueError or KeyError at one that no honest process sends."""
        self._in_order(parcel)
        self._count(parcel)
        match parcel:
            case Rows(rows):
                for row in rows:
                    self._row(row)
            case ToolCame(tool):
                if harms(tool):
                    raise ValueError("a tool is not sound")
                self._tools[tool.hash] = tool
            case DraftCame((draft, tools)):
                if draft_fault(draft, {tool.hash: tool for tool in tools}.get(draft.tool or "")):
                    raise ValueError("a draft is not sound")

    def _in_order(self, parcel: Parcel) -> None:
        """A file is skimmed at most, then arrives once, then comes what it holds."""
        match parcel:
            case Refused():
                in_turn = True
            case Skimmed():
                in_turn = not self._came
            case Arrived():
                in_turn = not self._came[Arrived]
            case Done():
                in_turn = bool(self._came)
            case _:
                in_turn = bool(self._came[Arrived])
        if not in_turn:
            raise ValueError("a parcel came out of turn")

    def _count(self, parcel: Parcel) -> None:
        several = parcel[0] if isinstance(parcel, Claims | Aside) else [parcel]
        kind = type(parcel)
        self._came[kind] += max(1, len(several))
        if self._came[kind] > _MOST.get(kind, self._came[kind]):
            raise ValueError("a file holds more than any may")

    def _row(self, row: Row) -> None:
        """Check what a revision is sealed by, and what it is listed and counted as."""
        head = row.head
        if self._wanted.pop(row.id, None) != (head.record, head.kind):
            raise ValueError("a revision came that nobody asked for")
        self._revisions[head.record] += 1
        if self._revisions[head.record] > MOST_REVISIONS:
            raise ValueError("a record has more revisions than any may")
        written = self._form(row.fields) % tuple(row.values)
        if head.id_with(written) != row.id or not are_canonical("\n".join(row.values)):
            raise ValueError("a revision is not what its hash says")
        if head.kind == AUDIT_KIND and not is_tool_uid(head.record):
            self._audit(row, self._tools[head.tool or ""])
        elif row.listed or row.codes:
            raise ValueError("what is no audit is listed or counted as one")
        else:
            self._no_audit(head, json.loads(written))

    def _no_audit(self, head: RevisionHead, fields: dict[str, JsonValue]) -> None:
        if head.kind in STANDALONE:
            fault = standalone_fault(head, fields)
        elif head.kind == TOOL_KIND:
            tool = self._tools[head.tool or ""]
            fault = tool_record_fault(Revision(**dict(head), fields=fields), tool)
        else:
            fault = "it is of no kind that is known"
        if fault:
            raise ValueError("a record is not sound")

    def _form(self, layout: Layout) -> str:
        """Return the form of a revision's fields; their names are sorted, and no two alike."""
        if layout.number not in self._forms:
            names = layout.names
            if len(names) > MAX_FIELDS or any(len(name) > _LONGEST_NAME for name in names):
                raise ValueError("fields have more or longer names than any do")
            if any(name >= after for name, after in pairwise(names)):
                raise ValueError("fields are not in their order")
            self._forms[layout.number] = form_of(names)
            shown = [(name, place) for place, name in enumerate(names) if _SHOWN.match(name)]
            self._shown[layout.number] = shown
        return self._forms[layout.number]

    def _audit(self, row: Row, tool: AuditTool) -> None:
        places = self._shown[row.fields.number]
        values = json.loads(f"[{','.join([row.values[at] for _, at in places])}]")
        shown = {name: value for (name, _), value in zip(places, values, strict=True)}
        if row.listed != listed(Audit.from_fields(shown), row.head.sealed_at):
            raise ValueError("an audit is listed as another")
        known = self._known_words(tool, row.coded)
        if not all(map(frozenset.__contains__, known, row.codes)):
            raise ValueError("an answer is counted under what its tool does not offer")

    def _known_words(self, tool: AuditTool, layout: Layout) -> Sequence[frozenset[str]]:
        place = (tool.hash, layout.number)
        if place not in self._words:
            if len(layout.names) > MAX_FIELDS or len(set(layout.names)) < len(layout.names):
                raise ValueError("answers are counted twice")
            self._words[place] = [words_of(tool, name) for name in layout.names]
        return self._words[place]

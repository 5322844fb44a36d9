"""What every step of a salvage works on: the carved rows, the new database, what is kept so far."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import JsonValue, ValidationError

from db.carving.tables import Tables
from db.erasures import erased_records
from db.salvage.report import Lost, SalvageReport
from db.salvage.revisions import SealedParts
from db.store import Store
from db.tools import add_tool, tool_key
from db.troubles import StoreTrouble
from forms.audits import AUDIT_KIND, Audit
from forms.canonical import canonical_bytes
from forms.standalone import STANDALONE
from forms.tool_records import TOOL_KIND

if TYPE_CHECKING:
    from forms.tools import AuditTool


@dataclass
class Kept:
    """A revision that came over: its number in the damaged file, in the new one, its hash now."""

    old_key: int
    key: int
    hash: str


@dataclass
class Ground:
    """The salvage of one file, while it goes on.

    `kept` holds what came over by its hash in the damaged file, `of_record` these hashes by
    record; `tools` those that came over, the newest first; `received` drafts of others, by their
    number in the damaged file.
    """

    store: Store
    tables: Tables
    report: SalvageReport
    parts: SealedParts
    kept: dict[str, Kept] = field(default_factory=dict)
    of_record: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tools: list[AuditTool] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)
    received: dict[int, int] = field(default_factory=dict)

    def lose(self, table: str, record: str, reason: str) -> None:
        """Note something that did not come over whole."""
        self.report.lost.append(Lost(table, record, reason))

    def keep_tool(self, tool: AuditTool) -> None:
        """Bring an audit tool over."""
        add_tool(self.store, tool)
        self.tools.insert(0, tool)
        self.report.tools += 1

    def has_tool(self, tool_hash: str | None) -> bool:
        """Return whether an audit tool came over."""
        return bool(tool_hash and tool_key(self.store, tool_hash))

    def know_erased(self) -> None:
        """Remember which records were erased, once their markers came over."""
        with suppress(StoreTrouble):
            self.erased = set(erased_records(self.store))

    def tips(self, record: str) -> list[str]:
        """Return the kept revisions of a record that no other builds on, by their old hashes."""
        built_on = {
            row[0]
            for old in self.of_record[record]
            for row in self.store.rows(
                "SELECT parent FROM revision_parent WHERE revision = ?", (self.kept[old].key,)
            )
        }
        return [old for old in self.of_record[record] if self.kept[old].key not in built_on]


def sound_fields(fields: dict[str, JsonValue], kind: str = AUDIT_KIND) -> dict[str, JsonValue]:
    """Return those fields that a record of a kind can have, each looked at by itself.

    A tool in the making may hold anything.
    """
    if kind in STANDALONE:
        return STANDALONE[kind].readable(fields)
    if kind == TOOL_KIND:
        return fields
    sound: dict[str, JsonValue] = {}
    for name, value in fields.items():
        with suppress(ValidationError, ValueError, TypeError):
            canonical_bytes(value)
            Audit.from_fields({name: value})
            sound[name] = value
    return sound


def is_moment(text: object) -> bool:
    """Return whether a text is a moment with its zone."""
    try:
        return datetime.fromisoformat(str(text)).tzinfo is not None
    except ValueError:
        return False


def is_json(text: object) -> bool:
    """Return whether a text is written as JSON."""
    try:
        json.loads(str(text))
    except (ValueError, RecursionError):
        return False
    return True


def number(cell: object) -> int:
    """Return a whole number, 0 where damage made something else of it."""
    return cell if isinstance(cell, int) else 0

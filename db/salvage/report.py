"""What a salvage tells: what came over, and what did not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Lost(NamedTuple):
    """Something that did not come over whole: its table, its record's id where known, and why."""

    table: str
    record: str
    reason: str


@dataclass
class SalvageReport:
    """What came over, and what did not. Ids and counts, no content.

    `resealed` counts revisions whose parents are lost, `to_check` drafts that were made of what
    cannot be proven. `is_sound` says that the new database passed `verify`.
    """

    pages: int = 0
    unreadable_pages: int = 0
    revisions: int = 0
    resealed: int = 0
    audits: int = 0
    tools: int = 0
    drafts: int = 0
    to_check: int = 0
    is_sound: bool = False
    lost: list[Lost] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is known to be lost."""
        return not self.lost and not self.resealed and not self.to_check

"""What a merge did, or for a dry run would do: every file, every audit, what to look at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from forms.standalone import STANDALONE

Outcome = Literal["new", "updated", "identical", "joined", "conflicts", "set_aside", "erased"]
"""`joined`: changed on both sides in different places. `conflicts`: in the same place, so it waits
for a person. `set_aside`: not sound, left out. `erased`: was erased here, so it is kept out."""

CHANGED: tuple[Outcome, ...] = ("new", "updated", "joined", "conflicts")
"""What a file brought something of."""

_COUNT_WORDS: Mapping[str, str] = {
    "new": "new",
    "updated": "updated",
    "identical": "identical",
    "joined": "joined",
    "conflicts": "in conflict",
    "set_aside": "set aside",
    "erased": "kept out",
}

UNKNOWN = "?"
"""Stands for an id that is none, so that no text of a hostile file is told as one."""
_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def told_uid(found: object) -> str:
    """Return what a received file has for an id, `UNKNOWN` where it is none."""
    return found if isinstance(found, str) and _UID.fullmatch(found) else UNKNOWN


@dataclass
class AuditCounts:
    """How many audits, or records of another kind, came to what."""

    new: int = 0
    updated: int = 0
    identical: int = 0
    joined: int = 0
    conflicts: int = 0
    set_aside: int = 0
    erased: int = 0


class MergedFile(NamedTuple):
    """What became of one file.

    `author`, `made_at` (ISO), `program` (its version), `note` and `content` (the hash to compare
    with whoever sent it) are what a hand-over's manifest says, else "".
    `audits` counts this file's audits alone, `drafts` the working copies in it, `others` by kind
    the records of other kinds that stand alone, such as report templates.
    """

    path: str
    sha256: str | None
    status: Literal["merged", "already", "refused"]
    reason: str
    author: str = ""
    made_at: str = ""
    program: str = ""
    audits: AuditCounts = AuditCounts()
    drafts: int = 0
    note: str = ""
    content: str = ""
    others: dict[str, AuditCounts] = {}  # noqa: RUF012 -- never changed, only replaced


GIVEN_TWICE = "The same as “{}”, given twice; it counts once."
"""Why nothing comes of a file that is a copy of another file of the same merge, by its name."""


def given_twice(files: Sequence[MergedFile]) -> dict[int, int]:
    """Return the place of each copy of a file merged in the same go, with the place of that file.

    Copies are the same byte by byte.
    """
    merged: dict[str | None, int] = {}
    copies: dict[int, int] = {}
    for place, file in enumerate(files):
        if file.status == "merged":
            merged[file.sha256] = place
        elif file.status == "already" and file.sha256 in merged:
            copies[place] = merged[file.sha256]
    return copies


class AuditOutcome(NamedTuple):
    """What became of one audit of one file; `file` is its position in the report's files.

    What cannot be known of an audit that was set aside or erased is "".
    """

    file: int
    uid: str
    outcome: Outcome
    case: str
    tool: str
    auditor: str
    audited_on: str
    reason: str = ""


class SetAside(NamedTuple):
    """A revision that was not taken over: the record it belongs to and why. No content."""

    record: str
    reason: str


class ToolTwins(NamedTuple):
    """Different tools that call themselves by the same id and version; all are kept."""

    tool_id: str
    version: str
    hashes: tuple[str, ...]


class DoubleAudit(NamedTuple):
    """One case audited with one tool in one period by several auditors: uid, auditor, date each."""

    case: str
    tool: str
    audits: tuple[tuple[str, str, str], ...]


class RecentAudit(NamedTuple):
    """A child audited again within twelve months: uid, auditor and date of both audits."""

    case: str
    earlier: tuple[str, str, str]
    later: tuple[str, str, str]


@dataclass
class MergeReport:
    """The whole report. `batch` is None where nothing was merged, and in a dry run."""

    batch: str | None = None
    files: list[MergedFile] = field(default_factory=list)
    audits: AuditCounts = field(default_factory=AuditCounts)
    outcomes: list[AuditOutcome] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    drafts: int = 0
    """Working copies of others that came, or came newer than before."""
    tools: list[ToolTwins] = field(default_factory=list)
    doubles: list[DoubleAudit] = field(default_factory=list)
    recent: list[RecentAudit] = field(default_factory=list)
    others: dict[str, AuditCounts] = field(default_factory=dict)
    """Kind → how many of its records came to what; only kinds of which something came."""


def add_up(total: AuditCounts, counts: AuditCounts) -> None:
    """Add the counts of one file to those of several."""
    for name, count in vars(counts).items():
        setattr(total, name, getattr(total, name) + count)


def add_others(total: dict[str, AuditCounts], counts: Mapping[str, AuditCounts]) -> None:
    """Add the counts of one file, by kind, to those of several."""
    for kind, each in counts.items():
        add_up(total.setdefault(kind, AuditCounts()), each)


def others_told(others: Mapping[str, AuditCounts]) -> list[str]:
    """Return a sentence for each kind of which something came, such as that 2 are new."""
    return [
        f"{STANDALONE[kind].several.capitalize()}: {_told(counts)}."
        for kind, counts in others.items()
        if kind in STANDALONE and any(vars(counts).values())
    ]


def _told(counts: AuditCounts) -> str:
    return ", ".join(
        f"{count:,} {_COUNT_WORDS[name]}" for name, count in vars(counts).items() if count
    )

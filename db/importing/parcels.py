"""What crosses from the reading process: plain JSON and text, checked again where it arrives.

A parcel is one byte that says what it is, and its content.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, StringConstraints, TypeAdapter

from db.draft_reading import SoundDraft
from db.merge_report import SetAside, told_uid
from db.projection import Listed
from forms.manifests import Manifest
from forms.revisions import Hash, RevisionHead
from forms.tools import AuditTool

MAX_REASON = 2_000
Sentence = Annotated[str, StringConstraints(max_length=MAX_REASON)]
"""Why something is not taken over; names of files and questions may stand in it."""
ClaimedHash = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64}|\?)$")]
ClaimedUid = Annotated[
    str, StringConstraints(pattern=r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\?)$")
]

ClaimedKind = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]


class Skimmed(NamedTuple):
    """The SHA-256 of a file that was only hashed yet. It asks whether the file is wanted."""

    sha256: Hash


class Arrived(NamedTuple):
    """A file that passed as a whole: its SHA-256, and its manifest, if it has one."""

    sha256: Hash
    manifest: Manifest | None = None


class Claim(NamedTuple):
    """A revision that the file claims to hold: hash and record, “?” where they are no such."""

    hash: ClaimedHash
    record: ClaimedUid
    kind: ClaimedKind


class Claims(NamedTuple):
    """Several of them, in order. They ask for the places of the wanted."""

    claims: list[Claim]


class ToolCame(NamedTuple):
    """An audit tool, before anything that needs it."""

    tool: AuditTool


class Layout(NamedTuple):
    """The names of fields that several revisions share, in the order of their values.

    `number` names it among the layouts of one file.
    """

    number: int
    names: tuple[str, ...]


class Row(NamedTuple):
    """A sound revision as it is written down: values and codes in the order of their layouts."""

    id: Hash
    head: RevisionHead
    fields: Layout
    values: Sequence[str]
    listed: Listed | None
    coded: Layout
    codes: Sequence[str]


class Rows(NamedTuple):
    """Sound revisions, parents before children."""

    rows: list[Row]


def _bounded(aside: SetAside) -> SetAside:
    if aside.record != told_uid(aside.record) or len(aside.reason) > MAX_REASON:
        raise ValueError("what is set aside is told of in other words than ours")
    return aside


class Aside(NamedTuple):
    """Revisions and drafts that are not sound."""

    set_aside: list[Annotated[SetAside, AfterValidator(_bounded)]]


class DraftCame(NamedTuple):
    """The working copy of somebody else, its tools having come before."""

    draft: SoundDraft


class Refused(NamedTuple):
    """The file is refused; nothing more comes."""

    reason: Sentence


class Done(NamedTuple):
    """The file is read to its end."""


class Waiting(NamedTuple):
    """Nothing came for a moment: whoever waits may look whether to go on. It is never sent."""


Parcel = Skimmed | Arrived | Claims | ToolCame | Rows | Aside | DraftCame | Refused | Done | Waiting


PLAIN: dict[bytes, TypeAdapter[Skimmed | Arrived | Claims | Aside | Refused | Done]] = {
    b"S": TypeAdapter(Skimmed),
    b"A": TypeAdapter(Arrived),
    b"C": TypeAdapter(Claims),
    b"X": TypeAdapter(Aside),
    b"N": TypeAdapter(Refused),
    b"E": TypeAdapter(Done),
}
_KINDS = {Skimmed: b"S", Arrived: b"A", Claims: b"C", Aside: b"X", Refused: b"N", Done: b"E"}


def written(parcel: Skimmed | Arrived | Claims | Aside | Refused | Done) -> bytes:
    """Return a plain parcel as it is sent."""
    kind = _KINDS[type(parcel)]
    return kind + PLAIN[kind].dump_json(parcel)


def is_question(parcel: bytes) -> bool:
    """Return whether the reading process waits for an answer to it."""
    return parcel[:1] in (b"S", b"C")


def is_last(parcel: bytes) -> bool:
    """Return whether nothing more of the file comes after it."""
    return parcel[:1] in (b"N", b"E")


def answer(places: Iterable[int]) -> bytes:
    """Return the answer to a question as it is sent; to `Skimmed`, place 0 says yes."""
    return json.dumps(list(places)).encode()


def answered(content: bytes) -> list[int]:
    """Return an answer that was sent."""
    places: list[int] = json.loads(content)
    return places

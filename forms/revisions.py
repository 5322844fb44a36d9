"""A sealed revision: what somebody finished, unchangeable, known by the hash of its content."""

import hashlib
from datetime import UTC, datetime
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints, model_validator

from forms.canonical import canonical_bytes, canonical_text
from forms.wording import Strict

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Uid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Moment = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$")]
"""A moment in UTC, to the microsecond, as it is hashed."""

Act = Literal[
    "completed",
    "recorded",
    "handed_over",
    "moderated",
    "disputed",
    "settled",
    "voided",
    "published",
    "withdrawn",
    "kept",
    "salvaged",
]

MAX_FIELDS = 20_000
MAX_PARENTS = 64
LONGEST_VALUE = 700_000
"""Bytes of one field in canonical JSON. A file with a longer one is refused where it arrives."""


class RevisionHead(Strict):
    """Everything of a revision but its fields: what was sealed of what, by whom, when and why."""

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    record: Uid
    parents: Annotated[tuple[Hash, ...], Field(max_length=MAX_PARENTS)] = ()
    tool: Hash | None = None
    author: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    sealed_at: Moment
    act: Act
    reason: Annotated[str, StringConstraints(max_length=20_000)] = ""

    def id_with(self, fields: str) -> str:
        """Return the id of the revision whose fields, as canonical JSON, are these."""
        parents = ",".join(map(canonical_text, sorted(self.parents)))
        tool = "null" if self.tool is None else canonical_text(self.tool)
        whole = (
            f'{{"act":{canonical_text(self.act)},"author":{canonical_text(self.author)},'
            f'"fields":{fields},"format":1,"kind":{canonical_text(self.kind)},'
            f'"parents":[{parents}],"reason":{canonical_text(self.reason)},'
            f'"record":{canonical_text(self.record)},'
            f'"sealed_at":{canonical_text(self.sealed_at)},"tool":{tool}}}'
        )
        return hashlib.sha256(whole.encode()).hexdigest()


class Revision(RevisionHead):
    """One sealed state of one record of any kind.

    `fields` holds the whole state, so that a revision can be read without its parents.
    """

    fields: Annotated[dict[str, JsonValue], Field(max_length=MAX_FIELDS)]

    @model_validator(mode="after")
    def _can_be_hashed(self) -> "Revision":
        """Refuse at once what cannot be written down, such as half a character."""
        try:
            _ = self.id
        except ValueError:
            raise ValueError("holds text or numbers that cannot be written down") from None
        return self

    @cached_property
    def id(self) -> str:
        """The SHA-256 of the canonical content; parents are a set, so their order is sorted."""
        return self.id_with(canonical_bytes(self.fields).decode())


def as_moment(when: datetime) -> str:
    """Return an aware datetime as a `Moment`."""
    return when.astimezone(tz=UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_moment(moment: str) -> datetime:
    """Return a `Moment` as an aware datetime in UTC."""
    return datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)

"""What a hand-over says of itself: who made it, what was chosen for it, and what it holds."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Annotated

from pydantic import Field, StringConstraints

from forms.audits import Reference
from forms.revisions import Hash, Moment, Uid
from forms.tools import ToolId
from forms.wording import Strict

MAX_NOTE = 2_000
MAX_CHOSEN = 100_000

Count = Annotated[int, Field(ge=0, le=100_000_000)]


class HandOverSelection(Strict):
    """What of a database is handed over; what is empty or None does not filter.

    `audits` are permanent ids. `changed_only` leaves out what the hand-overs made before, by the
    same filters, held already.
    """

    tool_id: ToolId | None = None
    audited_from: date | None = None
    audited_to: date | None = None
    auditor: Reference = ""
    team: Reference = ""
    audits: Annotated[tuple[Uid, ...], Field(max_length=MAX_CHOSEN)] = ()
    drafts: bool = True
    changed_only: bool = False

    @property
    def filters_audits(self) -> bool:
        """Whether some audits of the database may stay behind."""
        return self.filters != HandOverSelection().filters

    @property
    def filters(self) -> "HandOverSelection":
        """The same choice of records, of drafts or not, new or not."""
        return self.model_copy(update={"drafts": True, "changed_only": False})


class Manifest(Strict):
    """The first page of a hand-over.

    `program` is the version of Case File Audit that made it; `revisions` counts those of every
    kind of record; `content_sha256` is that of the sorted hashes of all revisions and drafts, a
    line each, so that none can be taken out or put in.
    """

    uid: Uid
    made_at: Moment
    author: Annotated[str, StringConstraints(max_length=100)]
    note: Annotated[str, StringConstraints(max_length=MAX_NOTE)] = ""
    program: Annotated[str, StringConstraints(max_length=100)]
    audits: Count
    drafts: Count
    tools: Count
    revisions: Count
    content_sha256: Hash
    selection: HandOverSelection


def content_sha256(hashes: Iterable[str]) -> str:
    """Return the SHA-256 of what a hand-over holds, by the hashes of revisions and drafts."""
    return sha256("".join(f"{each}\n" for each in sorted(hashes)).encode()).hexdigest()

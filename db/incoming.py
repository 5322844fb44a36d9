"""What one received file has brought so far, in a merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from db.adding import Adding
from db.draft_reading import SoundDraft
from db.importing.parcels import (
    Arrived,
    Aside,
    Claim,
    Claims,
    DraftCame,
    Parcel,
    Refused,
    Rows,
    ToolCame,
)
from db.merge_report import AuditCounts, MergedFile, Outcome, SetAside
from db.standalone_states import state_of, waits, with_several_heads
from db.store import ReadingStore
from db.troubles import StoreTrouble
from forms.standalone import STANDALONE
from forms.tool_records import TOOL_KIND


class Incoming:
    """What one file has brought so far."""

    def __init__(self, adding: Adding) -> None:
        self.adding = adding
        self.hashes: list[str] = []
        self.audits: dict[str, None] = {}
        self.others: dict[str, dict[str, None]] = {}
        """Kind → the records of it that stand alone, in the order they came."""
        self.drafts: list[SoundDraft] = []
        self._aside: list[SetAside] = []

    @property
    def set_aside(self) -> list[SetAside]:
        """What was not sound, or did not fit what is here."""
        return [*self._aside, *self.adding.set_aside]

    def take(self, parcel: Parcel) -> None:
        """Take a parcel in. Raises StoreTrouble where the rest of the file is refused."""
        match parcel:
            case Claims(claims):
                self.hashes.extend(each.hash for each in claims)
                self._note_records(claims)
            case ToolCame(tool):
                self.adding.add_tool(tool)
            case Rows(rows):
                self.adding.add(rows)
            case Aside(set_aside):
                self._aside.extend(set_aside)
            case DraftCame(draft):
                self.drafts.append(draft)
            case Refused(reason):
                raise StoreTrouble(reason)

    def _note_records(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            if claim.kind in STANDALONE:
                self.others.setdefault(claim.kind, {})[claim.record] = None
            elif claim.kind != TOOL_KIND:
                self.audits[claim.record] = None


def file_of(path: Path, arrived: Arrived) -> MergedFile:
    """Return a file that is being merged, with what its manifest says."""
    file = MergedFile(str(path), arrived.sha256, "merged", "")
    said = arrived.manifest
    if said is None:
        return file
    return file._replace(
        author=said.author,
        made_at=said.made_at,
        program=said.program,
        note=said.note,
        content=said.content_sha256,
    )


def counted(outcomes: Iterable[Outcome]) -> AuditCounts:
    """Return how many records came to which outcome."""
    return AuditCounts(**Counter[str](outcomes))


def others_counted(
    store: ReadingStore, incoming: Incoming, before: Collection[str]
) -> Iterator[tuple[str, AuditCounts]]:
    """Yield by kind what became of the records that stand alone; `before` were here already."""
    aside = {each.record for each in incoming.set_aside}
    for kind, uids in incoming.others.items():
        several = with_several_heads(store, kind)
        changed = uids.keys() & incoming.adding.changed.keys()
        outcomes: list[Outcome] = []
        for uid in changed - several:
            outcomes.append("updated" if uid in before else "new")
        for uid in changed & several:
            state = state_of(store, kind, uid)
            outcomes.append("conflicts" if state and waits(STANDALONE[kind], state) else "joined")
        outcomes += ["identical" for uid in uids.keys() - changed if uid in before]
        outcomes += ["set_aside"] * len(uids.keys() & aside)
        yield kind, counted(outcomes)

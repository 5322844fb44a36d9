"""Bringing back what a backup has and a database lacks, without losing what is new."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.draft_reading import SoundDraft, read_drafts
from db.drafts import start_draft
from db.erasures import erased_records
from db.fitting_keys import fitting_key
from db.foreign import open_foreign
from db.merging import Progress, merge_files
from db.restore_preview import (
    AuditBack,
    DraftBack,
    RestorePreview,
    Standing,
    compared,
    newest,
    own_drafts,
    what_is_in,
    what_would_come_back,
)
from db.store import ReadingStore, Store
from db.tools import add_tool, tool_key
from db.troubles import StoreTrouble
from forms.audits import AUDIT_KIND
from forms.identity import new_uid

if TYPE_CHECKING:
    from db.cipher import DataKey
    from db.merge_report import MergeReport

__all__ = [
    "AuditBack",
    "BroughtBack",
    "DraftBack",
    "RestorePreview",
    "Standing",
    "bring_back",
    "what_is_in",
    "what_would_come_back",
]


class BroughtBack(NamedTuple):
    """What came back: the report of the merge, where there was one, and how many drafts."""

    report: MergeReport | None
    drafts: int

    @property
    def records(self) -> dict[str, int]:
        """Kind → how many records came back, or came with a version that was missing."""
        if self.report is None:
            return {}
        counts = {AUDIT_KIND: self.report.audits, **self.report.others}
        return {kind: each.new + each.updated + each.joined for kind, each in counts.items()}


def bring_back(
    store: Store,
    backup: Path,
    key: DataKey | None = None,
    *,
    author: str = "",
    private_folder: Path | None = None,
    copies: Collection[str] = (),
    progress: Progress | None = None,
) -> BroughtBack:
    """Bring back what a backup has and the present file lacks; nothing here is changed by it.

    What was sealed is merged, as one batch that can be undone. Working copies come back where
    there is none here and nothing was sealed since; of those that differ, the ones whose id is in
    `copies` come back beside the present one, as a new draft. Raises StoreTrouble, having changed
    nothing, where the backup cannot be read.
    """
    key = fitting_key(backup, key)
    with open_foreign(backup, private_folder, key) as foreign:
        preview = compared(store, foreign.store)
        own = own_drafts(foreign.store)
        drafts = [each for each in read_drafts(foreign.store).drafts if each.draft.uid in own]
    report = None
    if preview.missing or preview.partly:
        report = merge_files(
            store,
            [backup],
            private_folder=private_folder,
            keys={backup: key} if key else None,
            author=author,
            progress=progress,
        )
        if report.files[0].status == "refused":
            raise StoreTrouble(report.files[0].reason)
    standing = {each.uid: each.standing for each in preview.drafts}
    missing = {uid for uid, how in standing.items() if how == "missing"}
    count = 0
    for each in newest(drafts):
        if each.draft.uid in missing or each.draft.uid in copies:
            count += _bring_draft(store, each, as_copy=each.draft.uid not in missing)
    return BroughtBack(report, count)


def _bring_draft(store: Store, sound: SoundDraft, *, as_copy: bool) -> bool:
    """Start a working copy as it was; as a copy it becomes a draft of its own, built on nothing."""
    draft = sound.draft
    if draft.uid in erased_records(store):
        return False
    base = () if as_copy else tuple(_number(store, each) for each in draft.base)
    if not all(base):
        return False  # what it builds on was set aside
    with store.transaction():
        for tool in sound.tools:
            add_tool(store, tool)
        start_draft(
            store,
            new_uid(store.clock) if as_copy else draft.uid,
            draft.kind,
            tool_key(store, draft.tool) if draft.tool else None,
            draft.author,
            dict(draft.fields),
            base,
        )
    return True


def _number(store: ReadingStore, revision: str) -> int:
    return store.number("SELECT id FROM revision WHERE hash = ?", (revision,))

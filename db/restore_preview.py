"""What a backup would bring back: compared with the open database, neither being changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from db.draft_reading import SoundDraft, read_drafts
from db.drafts import has_draft, load_draft
from db.erasures import erased_records
from db.fitting_keys import fitting_key
from db.foreign import open_foreign
from db.standalone_states import state_of
from db.store import ReadingStore
from db.troubles import StoreTrouble
from forms.audits import AUDIT_KIND
from forms.standalone import STANDALONE, Standalone

if TYPE_CHECKING:
    from db.cipher import DataKey
    from forms.audits import Fields
    from forms.draft_copies import DraftCopy

_LONGEST_NAME = 200

Standing = Literal["missing", "differs", "same", "sealed"]
"""How a working copy of a backup stands to this file. `differs`: there is one here with other
answers. `sealed`: the audit was completed here since."""


class AuditBack(NamedTuple):
    """An audit, or a record of another kind, as a list names it. `audited_on` is ISO.

    What is no audit is named by `tool` alone: a published tool by its title, others by their name.
    """

    uid: str
    kind: str
    case: str
    tool: str
    auditor: str
    audited_on: str


class DraftBack(NamedTuple):
    """A working copy of a backup: when its last answer was saved (a moment), how it stands."""

    uid: str
    kind: str
    case: str
    tool: str
    auditor: str
    saved_at: str
    standing: Standing


class RestorePreview(NamedTuple):
    """What a backup holds against the present file.

    `missing` are audits that the present file lacks; `partly` those it lacks a version of;
    `newer` those with a version that the backup lacks, which only putting the whole file back
    takes away. `drafts_here` says the same of working copies. `erased` counts records that were
    erased here since: they stay away. `unsound` counts drafts that cannot be brought back.
    """

    missing: list[AuditBack]
    partly: list[AuditBack]
    newer: list[AuditBack]
    drafts: list[DraftBack]
    drafts_here: list[DraftBack]
    erased: int
    unsound: int

    @property
    def brings_something(self) -> bool:
        """Whether anything is missing here that the backup has."""
        waiting = any(each.standing == "missing" for each in self.drafts)
        return bool(self.missing or self.partly or waiting)


def what_would_come_back(
    store: ReadingStore,
    backup: Path,
    key: DataKey | None = None,
    private_folder: Path | None = None,
) -> RestorePreview:
    """Compare a backup with the open database. Changes neither.

    The backup is read as any file from elsewhere: it may have lain on a stick. Raises StoreTrouble
    where it cannot be.
    """
    with open_foreign(backup, private_folder, fitting_key(backup, key)) as foreign:
        return compared(store, foreign.store)


def what_is_in(
    backup: Path, key: DataKey | None = None, private_folder: Path | None = None
) -> RestorePreview:
    """Return what a backup holds, where the database itself cannot be read any more.

    Raises StoreTrouble where the backup cannot be read.
    """
    with open_foreign(backup, private_folder, fitting_key(backup, key)) as foreign:
        names, read = _names(foreign.store), read_drafts(foreign.store)
        own = own_drafts(foreign.store)
        drafts = [
            _draft_back(each, "missing") for each in newest(read.drafts) if each.draft.uid in own
        ]
        unsound = len({each.record for each in read.set_aside} & own)
    return RestorePreview(_in_order(names.values()), [], [], drafts, [], 0, unsound)


def compared(store: ReadingStore, backup: ReadingStore) -> RestorePreview:
    """Compare a backup that is open with the database."""
    here, there = _sealed(store), _sealed(backup)
    gone = erased_records(store)
    names = {**_names(backup), **_names(store)}
    read = read_drafts(backup)
    own, mine = own_drafts(backup), own_drafts(store)
    drafts = [
        _draft_back(each, _standing(store, each.draft, here, there))
        for each in newest(read.drafts)
        if each.draft.uid in own and each.draft.uid not in gone
    ]
    lacking = [uid for uid in there if uid not in gone and there[uid] - here.get(uid, set())]
    ours = read_drafts(store)
    same = {each.uid for each in drafts if each.standing == "same"}
    return RestorePreview(
        missing=_in_order(names[uid] for uid in lacking if uid not in here),
        partly=_in_order(names[uid] for uid in lacking if uid in here),
        newer=_in_order(names[uid] for uid in here if here[uid] - there.get(uid, set())),
        drafts=drafts,
        drafts_here=[
            _draft_back(each, "differs" if each.draft.uid in own else "missing")
            for each in newest(ours.drafts)
            if each.draft.uid in mine - same
        ],
        erased=len(gone.keys() & (there.keys() | own)),
        unsound=len({each.record for each in read.set_aside} & own),
    )


def own_drafts(store: ReadingStore) -> set[str]:
    """Return the ids of the working copies of this file's own device."""
    return {str(row[0]) for row in store.rows("SELECT uid FROM draft")}


def newest(drafts: list[SoundDraft]) -> list[SoundDraft]:
    """Return of each record the draft that was saved last, the latest of all first."""
    found: dict[str, SoundDraft] = {}
    for each in sorted(drafts, key=lambda one: (one.draft.saved_at, one.draft.hash)):
        found[each.draft.uid] = each
    return sorted(found.values(), key=lambda one: one.draft.saved_at, reverse=True)


def _in_order(rows: Iterable[AuditBack]) -> list[AuditBack]:
    return sorted(rows, key=lambda each: (each.kind, each.case.casefold(), each.uid))


def _sealed(store: ReadingStore) -> dict[str, set[str]]:
    """Return record → hashes of what was sealed of it."""
    found: dict[str, set[str]] = {}
    for uid, revision in store.each(
        "SELECT uid, hash FROM revision JOIN record ON record.id = revision.record"
    ):
        found.setdefault(str(uid), set()).add(str(revision))
    return found


def _names(store: ReadingStore) -> dict[str, AuditBack]:
    """Return record → how a list names it; a tool's by its title alone, others by their name."""
    rows = store.rows(
        "SELECT record.uid, record.kind, coalesce(case_reference, ''), coalesce(max(title), ''), "
        "coalesce(current_audit.auditor, ''), coalesce(audited_on, '') FROM record "
        "LEFT JOIN current_audit ON current_audit.record = record.id "
        "LEFT JOIN revision ON revision.record = record.id "
        "LEFT JOIN tool ON tool.id = revision.tool GROUP BY record.id"
    )
    names = {str(row[0]): AuditBack._make(row) for row in rows}
    for uid, each in names.items():
        if each.kind in STANDALONE:
            names[uid] = each._replace(tool=_called(store, each))
    return names


def _called(store: ReadingStore, record: AuditBack) -> str:
    """Return what a record that stands alone is called; a damaged one by its kind alone."""
    kind = STANDALONE[record.kind]
    try:
        state = state_of(store, record.kind, record.uid)
    except StoreTrouble:
        state = None
    return _named(kind, state.fields if state else {})


def _named(kind: Standalone, fields: Fields) -> str:
    name = kind.called(fields)[:_LONGEST_NAME]
    return f"{name} ({kind.one})" if name else kind.one.capitalize()


def _draft_back(sound: SoundDraft, standing: Standing) -> DraftBack:
    draft = sound.draft
    if draft.kind == AUDIT_KIND:
        case, auditor = str(draft.fields.get("case", "")), str(draft.fields.get("auditor", ""))
        title = sound.tools[-1].title if sound.tools else ""
    elif draft.kind in STANDALONE:
        case, auditor = "", draft.author
        title = _named(STANDALONE[draft.kind], draft.fields)
    else:
        body = draft.fields.get("body")
        case, auditor = "", draft.author
        title = str(body.get("title", "")) if isinstance(body, dict) else ""
    return DraftBack(draft.uid, draft.kind, case, title, auditor, draft.saved_at, standing)


def _standing(
    store: ReadingStore,
    draft: DraftCopy,
    here: Mapping[str, set[str]],
    there: Mapping[str, set[str]],
) -> Standing:
    if has_draft(store, draft.uid):
        now = load_draft(store, draft.uid)
        return "same" if now.fields == draft.fields else "differs"
    return "sealed" if here.get(draft.uid, set()) - there.get(draft.uid, set()) else "missing"

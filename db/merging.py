"""Merge: the set union of sealed revisions, file by file, with provenance that can be undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from db.cipher import DataKey
from db.doubles import double_audits, recent_audits, tool_twins
from db.draft_reading import read_drafts
from db.erasures import erased_records
from db.foreign import ForeignFile, open_foreign
from db.manifests import manifest_of
from db.merge_report import (
    AuditCounts,
    AuditOutcome,
    MergedFile,
    MergeReport,
    Outcome,
)
from db.projection import project
from db.received_drafts import keep_drafts
from db.receiving import Received
from db.revisions import FieldKeys, add_revision
from db.store import ReadingStore, Store
from db.stored_reports import AuditNames, audit_names, keep_batch, keep_file
from db.tools import add_tool
from db.troubles import StoreTrouble
from forms.identity import new_uid

Progress = Callable[[int, int, str], None]
"""Told how many of how many files are done, and what is being read; may raise to cancel."""

FileListener = Callable[[MergedFile, list[AuditOutcome]], None]
"""Told what became of a file and of each of its audits, once the file is merged or refused."""


def merge_files(
    store: Store,
    sources: Sequence[Path],
    *,
    dry_run: bool = False,
    private_folder: Path | None = None,
    progress: Progress | None = None,
    keys: Mapping[Path, DataKey] | None = None,
    author: str = "",
    on_file: FileListener | None = None,
) -> MergeReport:
    """Merge received databases into this one.

    Each file is one transaction: after a cancelled or killed merge whole files are merged, and
    nothing else; the batch's stored report says which. Files that are refused are reported and
    the others go on. A dry run does the same work and takes it back. `keys` holds the data key
    of each source that is encrypted, `author` who merges.
    """
    merge = _Merge(store, private_folder, keys or {}, author, on_file)
    if not dry_run:
        return _merge_all(merge, sources, progress)
    with store.rehearsal():
        report = _merge_all(merge, sources, progress)
    report.batch = None
    return report


def _merge_all(merge: _Merge, sources: Sequence[Path], progress: Progress | None) -> MergeReport:
    for done, path in enumerate(sources):
        if progress:
            progress(done, len(sources), path.name)
        merge.one_file(path)
    merge.finish()
    if progress:
        progress(len(sources), len(sources), "")
    return merge.report


class _Merge:
    """One run over several files into one batch."""

    def __init__(
        self,
        store: Store,
        private_folder: Path | None,
        keys: Mapping[Path, DataKey],
        author: str,
        on_file: FileListener | None,
    ) -> None:
        self.report = MergeReport()
        self._store = store
        self._private_folder = private_folder
        self._keys = keys
        self._author = author
        self._on_file = on_file
        self._batch = new_uid(store.clock)
        self._known = {str(row[0]) for row in store.rows("SELECT hash FROM revision")}
        self._records = {str(row[0]) for row in store.rows("SELECT uid FROM record")}
        self._erased = erased_records(store)

    def one_file(self, path: Path) -> None:
        """Merge one file in a transaction of its own, or report why it is refused."""
        if path.resolve() == self._store.path.resolve():
            self._tell(_refused(path, "This is the file that is being merged into."), [])
            return
        try:
            with open_foreign(path, self._private_folder, self._keys.get(path)) as foreign:
                self._merge_unless_known(path, foreign)
        except StoreTrouble as trouble:
            self._tell(_refused(path, str(trouble)), [])

    def finish(self) -> None:
        """Add what only shows once every file is in, and store the whole report."""
        if self.report.batch is None:
            return
        came = {each.uid for each in self.report.outcomes if each.outcome in _CHANGED}
        with self._store.transaction():
            self.report.doubles = double_audits(self._store, came)
            self.report.recent = recent_audits(self._store, came)
            self.report.tools = tool_twins(self._store)
            keep_batch(self._store, self._batch, self.report)

    def _merge_unless_known(self, path: Path, foreign: ForeignFile) -> None:
        merged = "SELECT count(*) FROM batch_file WHERE sha256 = ?"
        if self._store.number(merged, (foreign.sha256,)):
            reason = "This file was merged before."
            self._tell(MergedFile(str(path), foreign.sha256, "already", reason), [])
            return
        received = Received(foreign.store, self._known, self._erased)
        file = _named(MergedFile(str(path), foreign.sha256, "merged", ""), foreign.store)
        drafts = read_drafts(foreign.store)
        with self._store.transaction():
            changed = self._add(received)
            batch_file = self._note_file(path, foreign.sha256, received.hashes)
            outcomes = list(self._outcomes(received, changed))
            new_drafts = keep_drafts(self._store, drafts.drafts, batch_file)
            file = file._replace(audits=_counted(outcomes), drafts=new_drafts)
            set_aside = [*received.set_aside, *drafts.set_aside]
            keep_file(self._store, batch_file, outcomes, set_aside)
            keep_batch(
                self._store, self._batch, replace(self.report, files=[*self.report.files, file])
            )
        self.report.batch = self._batch
        self.report.set_aside.extend(set_aside)
        self._known.update(received.hashes)
        self._records.update(changed)
        self._tell(file, outcomes)

    def _tell(self, file: MergedFile, outcomes: list[AuditOutcome]) -> None:
        """Put a file that is done with into the report."""
        self.report.files.append(file)
        self.report.outcomes.extend(outcomes)
        self.report.drafts += file.drafts
        for name, count in vars(file.audits).items():
            setattr(self.report.audits, name, getattr(self.report.audits, name) + count)
        if self._on_file:
            self._on_file(file, outcomes)

    def _add(self, received: Received) -> set[str]:
        keys = FieldKeys(self._store)
        changed: dict[str, None] = {}
        for revision, tool in received.new_revisions():
            if tool:
                for each in (*reversed(received.amended_by(tool)), tool):
                    add_tool(self._store, each)
            add_revision(self._store, revision, keys, own=False)
            changed[revision.record] = None
        project(self._store, changed, keys)
        return set(changed)

    def _note_file(self, path: Path, sha256: str, hashes: Iterable[str]) -> int:
        store = self._store
        store.run(
            "INSERT OR IGNORE INTO batch (uid, merged_at, author) VALUES (?, ?, ?)",
            (self._batch, store.clock().isoformat(timespec="seconds"), self._author),
        )
        file = store.run(
            "INSERT INTO batch_file (batch, name, sha256) SELECT id, ?, ? FROM batch WHERE uid = ?",
            (path.name, sha256, self._batch),
        )
        store.run_many(
            "INSERT OR IGNORE INTO batch_revision SELECT ?, id FROM revision WHERE hash = ?",
            [(file, each) for each in hashes],
        )
        return file

    def _outcomes(self, received: Received, changed: set[str]) -> Iterator[AuditOutcome]:
        """Yield what became of each audit; one with a bad revision is told of once more for it."""
        place = len(self.report.files)
        names = audit_names(self._store, received.audits)
        aside = {each.record: each.reason for each in received.set_aside}
        for uid in received.audits:
            name = names.get(uid, AuditNames())
            if uid in changed:
                yield AuditOutcome(place, uid, self._outcome(uid), *name)
            elif uid in self._erased:
                yield AuditOutcome(place, uid, "erased", *name, _ERASED)
            elif uid in self._records:
                yield AuditOutcome(place, uid, "identical", *name)
            if uid in aside:
                yield AuditOutcome(place, uid, "set_aside", *name, aside[uid])

    def _outcome(self, uid: str) -> Outcome:
        conflicts = (
            "SELECT conflicts FROM current_audit JOIN record ON record.id = record WHERE uid = ?"
        )
        if self._store.number(conflicts, (uid,)):
            return "conflicts"
        if uid not in self._records:
            return "new"
        heads = self._store.number(
            "SELECT count(*) FROM record JOIN revision ON revision.record = record.id "
            "WHERE uid = ? AND revision.id NOT IN (SELECT parent FROM revision_parent)",
            (uid,),
        )
        return "joined" if heads > 1 else "updated"


_CHANGED = ("new", "updated", "joined", "conflicts")
_ERASED = "it was erased here, and stays out"


def _refused(path: Path, reason: str) -> MergedFile:
    return MergedFile(str(path), None, "refused", reason)


def _named(file: MergedFile, source: ReadingStore) -> MergedFile:
    """Add what the manifest of a hand-over says; one that lies is a reason to refuse the file."""
    manifest = manifest_of(source)
    if manifest is None:
        return file
    return file._replace(author=manifest.author, made_at=manifest.made_at, program=manifest.program)


def _counted(outcomes: Iterable[AuditOutcome]) -> AuditCounts:
    counts = Counter[str](each.outcome for each in outcomes)
    return AuditCounts(**counts)

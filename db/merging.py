"""Merge: the set union of sealed revisions, file by file, with provenance that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from db.cipher import DataKey
from db.foreign import ForeignFile, open_foreign
from db.merge_report import MergedFile, MergeReport, Outcome
from db.projection import project
from db.receiving import Received
from db.revisions import FieldKeys, add_revision
from db.store import Store
from db.tools import add_tool
from db.troubles import StoreTrouble
from forms.identity import new_uid

Progress = Callable[[int, int, str], None]
"""Told how many of how many files are done, and what is being read; may raise to cancel."""


def merge_files(
    store: Store,
    sources: Sequence[Path],
    *,
    dry_run: bool = False,
    private_folder: Path | None = None,
    progress: Progress | None = None,
    keys: Mapping[Path, DataKey] | None = None,
) -> MergeReport:
    """Merge received databases into this one.

    Each file is one transaction: after a cancelled or killed merge whole files are merged, and
    nothing else. Files that are refused are reported and the others go on. A dry run does the
    same work and takes it back. `keys` holds the data key of each source that is encrypted.
    """
    merge = _Merge(store, private_folder, keys or {})
    if not dry_run:
        return _merge_all(merge, sources, progress)
    report = MergeReport()
    with store.rehearsal():
        report = _merge_all(merge, sources, progress)
    report.batch = None
    return report


def _merge_all(merge: _Merge, sources: Sequence[Path], progress: Progress | None) -> MergeReport:
    for done, path in enumerate(sources):
        if progress:
            progress(done, len(sources), path.name)
        merge.one_file(path)
    if progress:
        progress(len(sources), len(sources), "")
    return merge.report


class _Merge:
    """One run over several files into one batch."""

    def __init__(
        self, store: Store, private_folder: Path | None, keys: Mapping[Path, DataKey]
    ) -> None:
        self._keys = keys
        self.report = MergeReport()
        self._store = store
        self._private_folder = private_folder
        self._batch = new_uid(store.clock)
        self._known = {str(row[0]) for row in store.rows("SELECT hash FROM revision")}
        self._records = {str(row[0]) for row in store.rows("SELECT uid FROM record")}

    def one_file(self, path: Path) -> None:
        """Merge one file in a transaction of its own, or report why it is refused."""
        if path.resolve() == self._store.path.resolve():
            reason = "This is the file that is being merged into."
            self.report.files.append(MergedFile(str(path), None, "refused", reason))
            return
        try:
            with open_foreign(path, self._private_folder, self._keys.get(path)) as foreign:
                self._merge_unless_known(path, foreign)
        except StoreTrouble as trouble:
            self.report.files.append(MergedFile(str(path), None, "refused", str(trouble)))

    def _merge_unless_known(self, path: Path, foreign: ForeignFile) -> None:
        merged = "SELECT count(*) FROM batch_file WHERE sha256 = ?"
        if self._store.number(merged, (foreign.sha256,)):
            reason = "This file was merged before."
            self.report.files.append(MergedFile(str(path), foreign.sha256, "already", reason))
            return
        received = Received(foreign.store, self._known)
        with self._store.transaction():
            changed = self._add(received)
            self._note_batch(path, foreign.sha256, received.hashes)
        self.report.batch = self._batch
        self._count(received, changed)
        self._known.update(received.hashes)
        self._records.update(changed)
        self.report.files.append(MergedFile(str(path), foreign.sha256, "merged", ""))

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

    def _note_batch(self, path: Path, sha256: str, hashes: Iterable[str]) -> None:
        store = self._store
        store.run(
            "INSERT OR IGNORE INTO batch (uid, merged_at) VALUES (?, ?)",
            (self._batch, store.clock().isoformat(timespec="seconds")),
        )
        file = store.run(
            "INSERT INTO batch_file (batch, name, sha256) SELECT id, ?, ? FROM batch WHERE uid = ?",
            (path.name, sha256, self._batch),
        )
        store.run_many(
            "INSERT OR IGNORE INTO batch_revision SELECT ?, id FROM revision WHERE hash = ?",
            [(file, each) for each in hashes],
        )

    def _count(self, received: Received, changed: set[str]) -> None:
        counts = self.report.audits
        for uid in received.audits:
            if uid in changed:
                outcome = self._outcome(uid)
                setattr(counts, outcome, getattr(counts, outcome) + 1)
            elif uid in self._records:
                counts.identical += 1
        counts.set_aside += len({each.record for each in received.set_aside} & received.audits)
        self.report.set_aside.extend(received.set_aside)

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

"""One run of a merge: what each file brings is added in a transaction of its own, and told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from db.adding import Adding
from db.erasures import erased_records
from db.importing.parcels import (
    Arrived,
    Claims,
    Parcel,
    Refused,
    Skimmed,
)
from db.incoming import Incoming, counted, file_of, others_counted
from db.merge_report import (
    CHANGED,
    GIVEN_TWICE,
    AuditOutcome,
    MergedFile,
    MergeReport,
    Outcome,
    add_others,
    add_up,
)
from db.received_drafts import keep_drafts
from db.store import Store
from db.stored_reports import (
    AuditNames,
    add_what_shows_of_all,
    audit_names,
    keep_batch,
    keep_file,
    merged_files,
)
from db.troubles import StoreTrouble
from forms.identity import new_uid

FileListener = Callable[[MergedFile, list[AuditOutcome]], None]
"""Told what became of a file and of each of its audits, once the file is merged or refused."""

_ERASED = "it was erased here, and stays out"
_ASIDE_AGAIN = "This file was merged before; what was set aside then is set aside again."


class _StillAside(Exception):
    """A file that was merged in part before brought nothing of the rest this time."""

    def __init__(self, sha256: str) -> None:
        super().__init__()
        self.sha256 = sha256


class MergeRun:
    """One run over several files into one batch."""

    def __init__(self, store: Store, author: str, on_file: FileListener | None) -> None:
        self.report = MergeReport()
        self._store = store
        self._author = author
        self._on_file = on_file
        self._batch = new_uid(store.clock)
        self._known = {str(row[0]) for row in store.each("SELECT hash FROM revision")}
        self._records = {str(row[0]) for row in store.each("SELECT uid FROM record")}
        before = merged_files(store)
        self._merged = {sha256 for sha256, whole in before.items() if whole}
        self._in_part = before.keys() - self._merged
        self._erased = erased_records(store)

    @property
    def merged_before(self) -> bool:
        """Whether any file was merged before, all of it."""
        return bool(self._merged)

    def unfit(self, path: Path) -> str:
        """Return why a source is not even looked at, or ""."""
        if path.resolve() == self._store.path.resolve():
            return "This is the file that is being merged into."
        if str(path) != shown_path(path):
            return (
                "Its name, or that of a folder it lies in, is no text. Rename it, then try again."
            )
        return ""

    def answer(self, question: Skimmed | Claims) -> list[int]:
        """Say what of a file is wanted; asked on another thread while a file before is added."""
        if isinstance(question, Skimmed):
            return [] if question.sha256 in self._merged else [0]
        return [
            place
            for place, claim in enumerate(question.claims)
            if claim.hash not in self._known and claim.record not in self._erased
        ]

    def refuse(self, path: Path, reason: str) -> None:
        """Put a file that is not merged into the report."""
        self._tell(MergedFile(shown_path(path), None, "refused", reason), [])

    def one_file(self, path: Path, parcels: Iterator[Parcel]) -> None:
        """Merge one file in a transaction of its own, or report why it is refused."""
        first = next(parcels)
        try:
            if isinstance(first, Skimmed) and first.sha256 not in self._merged:
                first = next(parcels)
            if isinstance(first, Refused):
                self.refuse(path, first.reason)
            elif isinstance(first, Skimmed | Arrived) and first.sha256 in self._merged:
                self._tell_already(path, first.sha256, self._why_already(first.sha256))
            elif isinstance(first, Arrived):
                self._add(path, first, parcels)
            else:
                self.refuse(path, f"“{path.name}” is refused: it changed while it was being read.")
        except _StillAside as still:
            self._tell_already(path, still.sha256, _ASIDE_AGAIN)
        except StoreTrouble as trouble:
            self.refuse(path, str(trouble))
        for _ in parcels:
            continue  # what is left of a file that is not wanted

    @contextmanager
    def whole_report(self) -> Iterator[None]:
        """Store what only shows of several files also where the merge is stopped before the last.

        What stopped it is told, even where it is a full disk that keeps this out, too.
        """
        try:
            yield
        except BaseException:
            with suppress(StoreTrouble):
                self.finish()
            raise

    def _why_already(self, sha256: str) -> str:
        same = (file for file in self.report.files if file.sha256 == sha256)
        twin = next((file for file in same if file.status == "merged"), None)
        return GIVEN_TWICE.format(Path(twin.path).name) if twin else "This file was merged before."

    def _tell_already(self, path: Path, sha256: str, reason: str) -> None:
        self._tell(MergedFile(str(path), sha256, "already", reason), [])

    def finish(self) -> None:
        """Add what only shows once every file is in, and store the whole report."""
        if self.report.batch is None:
            return
        came = {each.uid for each in self.report.outcomes if each.outcome in CHANGED}
        with self._store.transaction():
            add_what_shows_of_all(self._store, self.report, came)
            keep_batch(self._store, self._batch, self.report)

    def _add(self, path: Path, arrived: Arrived, parcels: Iterator[Parcel]) -> None:
        file = file_of(path, arrived)
        with self._store.transaction():
            tools_before = self._store.number("SELECT max(id) FROM tool")
            incoming = Incoming(Adding(self._store, self._known))
            for parcel in parcels:
                incoming.take(parcel)
            incoming.adding.finish()
            batch_file = self._note_file(path, arrived.sha256, incoming.hashes)
            outcomes = list(self._outcomes(incoming))
            new_drafts = keep_drafts(self._store, incoming.drafts, batch_file)
            file = file._replace(
                audits=counted(each.outcome for each in outcomes),
                drafts=new_drafts,
                others=dict(others_counted(self._store, incoming, self._records)),
            )
            if arrived.sha256 in self._in_part and not (incoming.adding.changed or new_drafts):
                self.report.set_aside.extend(incoming.set_aside)
                raise _StillAside(arrived.sha256)
            rows = self._store.rows("SELECT hash FROM tool WHERE id > ?", (tools_before,))
            tools = [str(row[0]) for row in rows]
            keep_file(self._store, batch_file, outcomes, incoming.set_aside, tools)
            so_far = replace(self.report, files=[*self.report.files, file])
            keep_batch(self._store, self._batch, so_far, whole=False)
        self.report.batch = self._batch
        self.report.set_aside.extend(incoming.set_aside)
        self._merged.add(arrived.sha256)
        self._known.update(incoming.adding.hashes)
        self._records.update(incoming.adding.changed)
        self._tell(file, outcomes)

    def _tell(self, file: MergedFile, outcomes: list[AuditOutcome]) -> None:
        """Put a file that is done with into the report."""
        self.report.files.append(file)
        self.report.outcomes.extend(outcomes)
        self.report.drafts += file.drafts
        add_up(self.report.audits, file.audits)
        add_others(self.report.others, file.others)
        if self._on_file:
            self._on_file(file, outcomes)

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
            ((file, each) for each in hashes),
        )
        return file

    def _outcomes(self, incoming: Incoming) -> Iterator[AuditOutcome]:
        """Yield what became of each audit; one with a bad revision is told of once more for it."""
        place = len(self.report.files)
        names = audit_names(self._store, incoming.audits)
        aside = {each.record: each.reason for each in incoming.set_aside}
        for uid in incoming.audits:
            name = names.get(uid, AuditNames())
            if uid in incoming.adding.changed:
                outcome = self._outcome(uid, several=uid in incoming.adding.several)
                yield AuditOutcome(place, uid, outcome, *name)
            elif uid in self._erased:
                yield AuditOutcome(place, uid, "erased", *name, _ERASED)
            elif uid in self._records:
                yield AuditOutcome(place, uid, "identical", *name)
            if uid in aside:
                yield AuditOutcome(place, uid, "set_aside", *name, aside[uid])

    def _outcome(self, uid: str, *, several: bool) -> Outcome:
        conflicts = (
            "SELECT conflicts FROM current_audit JOIN record ON record.id = record WHERE uid = ?"
        )
        if several and self._store.number(conflicts, (uid,)):
            return "conflicts"
        if uid not in self._records:
            return "new"
        return "joined" if several else "updated"


def shown_path(path: Path) -> str:
    """Return a path as text, with a sign for each byte of it that is none."""
    return os.fsencode(path).decode(errors="replace") if os.name == "posix" else str(path)

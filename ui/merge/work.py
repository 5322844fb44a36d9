"""The merge as it goes: files chosen, unlocked, looked into, merged. Holds what the page shows."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from db.merge_report import AuditOutcome, MergedFile, MergeReport
from forms.errors import AuditAppError
from ui.merge import jobs as work
from ui.merge.lines import FileLine, lines_of, lines_of_report, told_in, without_waiting
from ui.merge.locks import Locks
from ui.merge.phases import IS_DONE, Phase
from ui.merge.running import Running
from ui.merge.telling import Telling
from ui.merge.words import empty_text, unlocked_text

if TYPE_CHECKING:
    from db.batches import BatchSummary
    from db.cipher import DataKey
    from ui.audits.reads import StoreJobs


class MergeWork(QObject):
    """Files on their way into the database.

    `lines_changed` says that the list is another one, `line_changed(FileLine)` that one file was
    read. `phase_changed` comes after the phase changed; `locked(list of names, sentence)` asks
    for a passphrase. `announced` carries a sentence; `trouble` known trouble; `merged` says that
    the database holds more than before.
    """

    lines_changed = Signal()
    line_changed = Signal(object)
    phase_changed = Signal()
    locked = Signal(object, str)
    announced = Signal(str)
    trouble = Signal(object)
    merged = Signal()

    def __init__(
        self,
        jobs: "StoreJobs",
        *,
        private_folder: Path,
        author: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._private = private_folder
        self._author = author
        self._locks = Locks()
        self._running = Running(jobs, self)
        self._telling = Telling(self._running, self)
        self.phase: Phase = "empty"
        self.lines: list[FileLine] = []
        self.report: MergeReport | None = None
        self.batch: BatchSummary | None = None
        self.was_stopped = False
        self.merged_at: datetime | None = None
        self._telling.told.connect(self._on_file_read)
        self._running.failed.connect(self._on_failed)
        self._running.stopped.connect(self._on_stopped)

    @property
    def is_busy(self) -> bool:
        """Whether a merge is running that nothing may come between."""
        return self.phase == "merging"

    @property
    def batch_uid(self) -> str:
        """The merge that was done or is shown; "" for a look ahead."""
        return (self.report.batch or "") if self.report else ""

    @property
    def locked_files(self) -> list[FileLine]:
        """The files that nobody gave a passphrase for."""
        return [line for line in self.lines if self._locks.is_locked(line.path)]

    @property
    def rest(self) -> list[Path]:
        """The files that a merge was stopped before."""
        return [line.path for line in self.lines if line.state == "not_merged"]

    def key_of(self, path: Path) -> "DataKey | None":
        """Return the key of a file that was unlocked."""
        return self._locks.keys.get(path)

    def add(self, chosen: Iterable[Path]) -> None:
        """Take files, or what lies in folders, and look into all files anew."""
        if self.is_busy:
            return
        if self.phase in IS_DONE:
            self.clear()
        self._set_phase("looking")
        self._running.read(
            partial(work.find_files, chosen=list(chosen)), self._on_found, "Looking for files …"
        )

    def remove(self, line: FileLine) -> None:
        """Take a file off the list."""
        if self.is_busy or self.phase in IS_DONE:
            return
        self._show(lines_of([each.path for each in self.lines if each.path != line.path]))
        self._look()

    @Slot()
    def clear(self) -> None:
        """Begin anew, with no files; keys are forgotten."""
        if self.is_busy:
            return
        self._running.drop()
        self._locks.forget()
        self.report = self.batch = self.merged_at = None
        self._show([])
        self._set_phase("empty")

    @Slot()
    def look(self) -> None:
        """Look into the files again."""
        if not self.is_busy and self.phase not in IS_DONE:
            self._look()

    def unlock(self, passphrase: str) -> None:
        """Try a passphrase on every locked file, then look into them."""
        files = [line.path for line in self.locked_files]
        self._running.read(
            partial(work.open_locked, files=files, passphrase=passphrase),
            self._on_unlocked,
            "Trying the passphrase …",
        )

    @Slot()
    def merge(self) -> None:
        """Merge the files that were looked into."""
        if self.phase != "ready":
            return
        self.announced.emit("")
        self._show(lines_of([line.path for line in self.lines]))
        self._set_phase("merging")
        author, tell = self._author(), self._telling.next()
        self._running.write(
            partial(work.merge, sources=self._sources(), author=author, on_file=tell),
            self._on_merged,
            "Merging …",
        )

    def show_batch(self, batch: "BatchSummary") -> None:
        """Show an earlier merge again."""
        if not self.is_busy:
            self._running.read(
                partial(work.load_stored, batch=batch.uid),
                partial(self._on_stored, batch),
                "Reading the report …",
            )

    def _on_stored(self, batch: "BatchSummary", report: MergeReport) -> None:
        self.clear()
        self.batch, self.report = batch, report
        self._show(lines_of_report(report))
        self._set_phase("stored")

    def _sources(self) -> work.Sources:
        return work.Sources([line.path for line in self.lines], self._locks.keys, self._private)

    @Slot(object, object)
    def _on_file_read(self, file: MergedFile, outcomes: list[AuditOutcome]) -> None:
        """Show what became of a file."""
        is_done, is_locked = self.phase == "merging", self._locks.is_locked
        now = told_in(self.lines, file, outcomes, is_done=is_done, is_locked=is_locked)
        if now is not None:
            self.line_changed.emit(now)

    def _on_found(self, found: work.Found) -> None:
        self._locks.note(found.locked)
        known = {line.path for line in self.lines}
        new = [path for path in found.files if path not in known]
        self._show(lines_of([*(line.path for line in self.lines), *new]))
        if found.empty_folders:
            self.announced.emit(empty_text(found.empty_folders))
        if not self.lines:
            self._set_phase("empty")
        elif any(self._locks.is_locked(path) for path in new):
            self.ask_for_passphrase()
        else:
            self._look()

    @Slot()
    def ask_for_passphrase(self, told: str = "") -> None:
        """Ask for the passphrase of the files that are still locked."""
        self.locked.emit([line.name for line in self.locked_files], told)

    def _on_unlocked(self, opened: work.Opened) -> None:
        self._locks.open(opened.keys)
        if not opened.keys:
            self.ask_for_passphrase("This passphrase opens none of these files.")
        else:
            self.announced.emit(unlocked_text(len(opened.keys), len(opened.still_locked)))
            self._look()

    def _look(self) -> None:
        """Do the merge for show. All files are read anew: each counts after those before it."""
        self.report = None
        self._show(lines_of([line.path for line in self.lines]))
        if not self.lines:
            self._running.drop()
            self._set_phase("empty")
            return
        self._set_phase("looking")
        self._running.look_ahead(
            partial(work.look, sources=self._sources(), on_file=self._telling.next()),
            self._on_looked,
            "Looking into the files …",
        )

    def _on_looked(self, report: MergeReport) -> None:
        self.report = report
        self._set_phase("ready")

    def _on_merged(self, merged: work.Merged) -> None:
        self.report = merged.report
        self.merged_at = merged.merged_at
        self.lines = without_waiting(self.lines)
        self.was_stopped = any(line.state == "not_merged" for line in self.lines)
        self.lines_changed.emit()
        self._locks.forget()
        self._set_phase("done")
        if self.batch_uid:
            self.merged.emit()
        if merged.trouble is not None:
            self.trouble.emit(merged.trouble)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._set_phase("stopped")
        if isinstance(error, AuditAppError):  # a fault of our own is reported by the jobs
            self.trouble.emit(error)

    @Slot()
    def _on_stopped(self) -> None:
        self._set_phase("stopped" if self.lines else "empty")

    def _show(self, lines: list[FileLine]) -> None:
        self.lines = lines
        self.lines_changed.emit()

    def _set_phase(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()

"""One piece of work at a time: a new one takes the place of that before, which is stopped."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ui.job_board import Job

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


class Running(QObject):
    """Runs jobs on the database; nothing is heard of one that another took the place of.

    `stopped` says that the job was cancelled by a person, `failed(error)` that it ended in an
    error. `run` is another number for each job.
    """

    stopped = Signal()
    failed = Signal(object)

    def __init__(self, jobs: "StoreJobs", parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._is_starting = False
        self.run = 0
        jobs.started.connect(self._on_started)
        jobs.ended.connect(self._on_ended)

    def read(self, job: Callable[..., object], done: Callable[..., None], label: str) -> None:
        """Run a job on the reading thread."""
        self._run(self._jobs.read, job, done, label)

    def look_ahead(self, job: Callable[..., object], done: Callable[..., None], label: str) -> None:
        """Run a job on the thread that looks ahead."""
        self._run(self._jobs.look_ahead, job, done, label)

    def write(self, job: Callable[..., object], done: Callable[..., None], label: str) -> None:
        """Run a job on the writing thread."""
        self._run(self._jobs.write, job, done, label)

    def drop(self) -> None:
        """Stop what is under way; what it still tells is not listened to."""
        self.run += 1
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _run(
        self,
        run: Callable[..., Job],
        job: Callable[..., object],
        done: Callable[..., None],
        label: str,
    ) -> None:
        self.drop()
        self._is_starting = True
        run(job, done=self._done(done), failed=self._failed(), label=label, owner=self)

    def _done(self, done: Callable[..., None]) -> Callable[[object], None]:
        return partial(self._end, self.run, done)

    def _failed(self) -> Callable[[BaseException], None]:
        return partial(self._end, self.run, self.failed.emit)

    def _end(self, run: int, then: Callable[..., None], result: object) -> None:
        if run == self.run:
            self._job = None
            then(result)

    @Slot(object)
    def _on_started(self, job: Job) -> None:
        """Know the job before it can end."""
        if self._is_starting:
            self._is_starting = False
            self._job = job

    @Slot(object)
    def _on_ended(self, job: Job) -> None:
        """Tell of a job that neither gave anything nor failed."""
        if job is self._job:
            self._job = None
            self.stopped.emit()

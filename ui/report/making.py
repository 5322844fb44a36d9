"""How a report is made: its figures worked out, then its document drawn, in jobs."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from ui.job_board import Job
from ui.report.pdf import Document, draw_document
from ui.report.reads import Worked

if TYPE_CHECKING:
    from db.store import ReadingStore
    from exports.reports.kinds import WorkedOut
    from ui.audits.reads import StoreJobs
    from ui.lanes import Progress

    Work = Callable[[ReadingStore, Progress], Worked | None]


class ReportMaking(QObject):
    """Makes one report at a time; another one, or `forget`, drops what is under way.

    `name` tells the jobs of one page from those of another.

    `worked` carries the `Worked` figures, or None where no audit matches; `drawn` the `Document`;
    `stopped` says that the figures will not come.
    """

    worked = Signal(object)
    drawn = Signal(object)
    stopped = Signal()

    def __init__(self, jobs: "StoreJobs", parent: QObject, name: str = "report") -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._name = name
        self._work: Job | None = None
        self._drawing: Job | None = None
        self.report: WorkedOut | None = None
        self.document: Document | None = None
        jobs.ended.connect(self._on_job_ended)

    def make(self, work: "Work") -> None:
        """Work a report out, and draw it."""
        self.forget()
        self._work = self._jobs.read(
            work,
            done=self._take_figures,
            label="Working out the figures …",
            key=f"{self._name}.figures",
            owner=self,
        )

    def forget(self) -> None:
        """Have no report any more: what was made does not fit what is asked for now."""
        for job in (self._work, self._drawing):
            if job is not None:
                job.cancel()
        self._work = self._drawing = None
        self.report = self.document = None

    def _take_figures(self, worked: Worked | None) -> None:
        self._work = None
        if worked is None:
            self.worked.emit(None)
            return
        self.report = worked.report
        self.worked.emit(worked)
        self._drawing = self._jobs.read(
            partial(draw_document, report=worked.report),
            done=self._take_document,
            label="Drawing the report …",
            key=f"{self._name}.document",
            owner=self,
        )

    def _take_document(self, document: Document) -> None:
        self._drawing = None
        self.document = document
        self.drawn.emit(document)

    @Slot(object)
    def _on_job_ended(self, job: Job) -> None:
        """Say so when the figures will not come: the work was cancelled, or failed."""
        if job is self._work:
            self._work = None
            self.stopped.emit()

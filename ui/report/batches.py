"""A report for each team: asked for in the window, written as a job."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.report.batch_dialog import BatchDialog, BatchForm

if TYPE_CHECKING:
    from db.store import ReadingStore
    from exports.reports.batch import As
    from exports.reports.kinds import Batch, WorkedOut
    from ui.audits.reads import StoreJobs
    from ui.lanes import Progress

    Each = Callable[[ReadingStore], Batch]


class Batches(QObject):
    """Asks as what and where to, then writes; `announced` says how many there are.

    `each(store)` makes the reports, one after the other.
    """

    announced = Signal(str)

    def __init__(self, jobs: "StoreJobs", page: QWidget) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._page = page

    def ask(self, each: "Each", folder: Path) -> BatchDialog:
        """Ask as what the reports are written, then for a folder; `folder` is where that begins."""
        dialog = BatchDialog(self._page)
        dialog.chosen.connect(partial(self._ask_for_folder, each, folder))
        dialog.open()
        return dialog

    def _ask_for_folder(self, each: "Each", folder: Path, form: BatchForm) -> None:
        dialog = QFileDialog(self._page, "Save a report for each team", str(folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.write(each, Path(chosen), form))
        dialog.open()

    def write(self, each: "Each", folder: Path, form: BatchForm) -> None:
        """Write the report of every team into a folder, and say how many there are."""
        self._jobs.read(
            partial(write_reports, each=each, folder=folder, form=form),
            done=lambda reports: self.announced.emit(_told(reports, folder, form)),
            label="Writing the reports …",
            owner=self,
        )


def write_reports(
    store: "ReadingStore", progress: "Progress", each: "Each", folder: Path, form: BatchForm
) -> int:
    """Write the report of every team into a folder; returns how many.

    Raises AuditAppError where there are none, or where one cannot be written.
    """
    from exports.reports.batch import write_batch

    return len(write_batch(each(store), folder, _written_as(form), progress))


def _written_as(form: BatchForm) -> "As":
    from exports.reports.batch import As

    if form.format == "html":
        return As(_page, ".html", "web page", b"<!doctype html>")
    return As(partial(_locked, form.password), ".pdf", "PDF", b"%PDF-")


def _locked(password: str, report: "WorkedOut") -> bytes:
    from exports.documents.protecting import protected

    return protected(report.draw(), password)


def _page(report: "WorkedOut") -> bytes:
    from forms.errors import AuditAppError

    if report.draw_page is None:
        raise AuditAppError("This kind of report is made as a PDF only.")
    return report.draw_page()


def _told(reports: int, folder: Path, form: BatchForm) -> str:
    locked = " They open with their password only." if form.password else ""
    return f"Saved {reports} reports in “{folder.name}”.{locked}"

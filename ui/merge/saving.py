"""The report of a merge as a file: saved as PDF or as a table, or printed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.file_dialogs import ask_to_save
from ui.report.handing_over import HandingOver
from ui.report.pdf import Document, page_sizes

if TYPE_CHECKING:
    from datetime import datetime

    from db.merge_report import MergeReport
    from db.store import ReadingStore
    from ui.audits.reads import StoreJobs
    from ui.lanes import Progress


class ToReport(NamedTuple):
    """What a report is about: the merge, when (None for a look ahead) and by whom."""

    report: "MergeReport"
    merged_at: "datetime | None"
    author: str


class ReportSaving(QObject):
    """Draws the report when it is asked for; `announced` says what was done with it."""

    announced = Signal(str)

    def __init__(
        self, jobs: "StoreJobs", page: QWidget, *, private_folder: Path, folder: Callable[[], Path]
    ) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._page = page
        self._folder = folder
        self._private = private_folder

    def save_pdf(self, what: ToReport, name: str) -> None:
        """Draw the report, then ask where it shall go."""
        self._draw(what, lambda document: self._handing().ask_save(document.data, f"{name}.pdf"))

    def save_protected(self, what: ToReport, name: str) -> None:
        """Draw the report, ask for a password, then where it shall go."""
        self._draw(
            what,
            lambda document: self._handing().ask_save_protected(document.data, f"{name}.pdf"),
        )

    def print(self, what: ToReport) -> None:
        """Draw the report, then let a printer be chosen."""
        self._draw(
            what,
            lambda document: self._handing().ask_print(document.data, len(document.pages)),
        )

    def save_csv(self, what: ToReport, name: str) -> QFileDialog:
        """Ask where the table shall go, then write it there."""
        return ask_to_save(
            self._page,
            "Save the report as a table",
            self._folder() / f"{name}.csv",
            lambda chosen: self.write_csv(what.report, Path(chosen)),
            {"Tables for spreadsheets (*.csv)": "csv"},
        )

    def write_csv(self, report: "MergeReport", target: Path) -> None:
        """Write the table whole or not at all."""
        self._jobs.read(
            partial(_save_csv, report=report, target=target),
            done=lambda _: self.announced.emit(f"Saved as “{target.name}”."),
            label="Saving the report …",
            owner=self,
        )

    def _handing(self) -> HandingOver:
        made = HandingOver(self._jobs, self._page, private=self._private, folder=self._folder())
        made.announced.connect(self.announced)
        return made

    def _draw(self, what: ToReport, then: Callable[[Document], object]) -> None:
        self._jobs.read(
            partial(_draw, what=what),
            done=lambda document: _call(then, document),
            label="Drawing the report …",
            key="merge.report",
            owner=self,
        )


def _call(then: Callable[[Document], object], document: Document) -> None:
    then(document)


def _draw(store: "ReadingStore", _progress: "Progress", what: ToReport) -> Document:
    from exports.documents.merge_report import MergeOccasion, merge_report_bytes

    occasion = MergeOccasion(store.path.stem, what.merged_at, what.author)
    data = merge_report_bytes(what.report, occasion)
    return Document(data, page_sizes(data))


def _save_csv(
    _store: "ReadingStore", _progress: "Progress", report: "MergeReport", target: Path
) -> None:
    from exports.documents.saving import save_whole
    from exports.tables.merge_report import merge_report_csv

    save_whole(merge_report_csv(report), target)

"""A report for each team: asked for in the window, written as a job."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.report.wishes import Wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store import ReadingStore
    from ui.lanes import Progress


def ask_for_folder(parent: QWidget, folder: Path, chosen: "Callable[[Path], None]") -> QFileDialog:
    """Ask into which folder the reports shall go."""
    dialog = QFileDialog(parent, "Save a report for each team", str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
    return dialog


def write_reports(store: "ReadingStore", progress: "Progress", wish: Wish, folder: Path) -> int:
    """Write the report of every team into a folder; returns how many.

    Raises AuditAppError where there are none, or where one cannot be written.
    """
    from exports.reports.batch import As, write_batch

    if wish.of.work_out_each is None:
        return 0
    form = As(lambda report: report.draw(), ".pdf", "PDF", b"%PDF-")
    reports = wish.of.work_out_each(store, wish.request())
    return len(write_batch(reports, folder, form, progress))

"""What leaves the page as a file: the same bytes saved, printed, or opened elsewhere."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from forms.errors import AuditAppError
from ui.file_dialogs import ask_to_save
from ui.report.password_dialog import PasswordDialog
from ui.report.reads import save_pdf

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from db.store import ReadingStore
    from ui.audits.reads import StoreJobs
    from ui.lanes import Progress

    Writing = Callable[[ReadingStore, Progress], None]

OpenUrl = Callable[[QUrl], bool]


class FileSort(NamedTuple):
    """A sort of file that a document is saved as: what a dialog calls it, and its ending."""

    title: str
    ending: str


PDF = FileSort("PDF documents", "pdf")
WEB_PAGE = FileSort("Web pages", "html")


class HandingOver(QObject):
    """Saves, prints and opens documents; `announced` says what was done.

    `private` is the folder for copies that are opened elsewhere; whoever made it clears it.
    `called` is what a document is called in sentences.
    """

    announced = Signal(str)

    def __init__(
        self,
        jobs: "StoreJobs",
        page: QWidget,
        *,
        private: Path,
        folder: Path,
        open_url: OpenUrl = QDesktopServices.openUrl,
        called: str = "report",
    ) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._page = page
        self._private = private
        self._folder = folder
        self._open_url = open_url
        self._called = called

    @property
    def folder(self) -> Path:
        """Where saving begins: where something was saved last."""
        return self._folder

    def ask_save(
        self, data: bytes, name: str, sort: FileSort = PDF, password: str = ""
    ) -> QFileDialog:
        """Ask where the document shall go, then write it there; `password` is for PDFs alone."""
        return ask_to_save(
            self._page,
            f"Save the {self._called}",
            self._folder / name,
            lambda chosen: self.save(data, Path(chosen), password),
            {f"{sort.title} (*.{sort.ending})": sort.ending},
        )

    def ask_save_protected(self, data: bytes, name: str) -> PasswordDialog:
        """Ask for a password and where the PDF shall go, then write it behind that password."""
        dialog = PasswordDialog(Path(name).stem, self._page)
        dialog.chosen.connect(lambda password: self.ask_save(data, name, password=password))
        dialog.open()
        return dialog

    def save(self, data: bytes, target: Path, password: str = "") -> None:
        """Write the document whole or not at all; a PDF with a password opens with that only."""
        self._folder = target.parent
        locked = " It opens with its password only." if password else ""
        self._write(
            partial(save_pdf, data=data, target=target, password=password),
            lambda: self.announced.emit(f"Saved as “{target.name}”.{locked}"),
            f"Saving the {self._called} …",
        )

    def _write(self, work: "Writing", done: Callable[[], None], label: str) -> None:
        """Write behind all saves; where the database can only be read, among what is read."""
        run = self._jobs.read if self._jobs.read_only else self._jobs.write
        run(work, done=lambda _: done(), label=label, owner=self)

    def ask_print(self, data: bytes, pages: int, title: str = "Case file audit") -> None:
        """Let a printer be chosen, then print; `title` stands in the printer's queue."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        from ui.report.printing import a_printer

        printer = a_printer(title)
        dialog = QPrintDialog(printer, self._page)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer, data))
        QDialog.open(dialog)  # its own `open` wants to be told what to call

    def print_on(self, printer: "QPrinter", data: bytes) -> None:
        """Print the document on this printer."""
        from ui.report.printing import print_pages

        self._jobs.read(
            partial(print_pages, data=data, printer=printer),
            done=lambda pages: self.announced.emit(f"Sent to the printer, {pages} pages."),
            label="Printing …",
            owner=self,
        )

    def open_elsewhere(self, data: bytes) -> None:
        """Open a copy in the program that opens PDF files here; screen readers can read it there.

        The copy is named by its content, so that one that is still open is not written to.
        """
        copy = self._private / f"report-{sha256(data).hexdigest()[:12]}.pdf"
        work = partial(save_pdf, data=data, target=copy)
        self._write(work, lambda: self._open(copy), "Opening the report …")

    def _open(self, copy: Path) -> None:
        if self._open_url(QUrl.fromLocalFile(str(copy))):
            self.announced.emit("Opened in the default reader.")
            return
        self._jobs.trouble.emit(
            AuditAppError("No program on this computer opens PDF files. Save the report instead.")
        )

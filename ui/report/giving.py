"""What a person does with the finished report: save it, protect it, print it, open it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ui.report.handing_over import WEB_PAGE, HandingOver
from ui.report.making import ReportMaking
from ui.report.pdf import draw_web_page

if TYPE_CHECKING:
    from ui.audits.reads import StoreJobs


class Giving(QObject):
    """Hands on the document that was made; does nothing while there is none.

    `file_name(ending)` proposes a name, `title()` is what stands in the printer's queue.
    """

    def __init__(
        self,
        jobs: "StoreJobs",
        page: QWidget,
        making: ReportMaking,
        handing: HandingOver,
        *,
        file_name: Callable[[str], str],
        title: Callable[[], str],
    ) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._making = making
        self._handing = handing
        self._file_name = file_name
        self._title = title

    @Slot()
    def save(self) -> None:
        """Ask where the PDF shall go."""
        if self._making.document is not None:
            self._handing.ask_save(self._making.document.data, self._file_name("pdf"))

    @Slot()
    def save_protected(self) -> None:
        """Ask for a password, then where the PDF shall go."""
        if self._making.document is not None:
            self._handing.ask_save_protected(self._making.document.data, self._file_name("pdf"))

    @Slot()
    def save_page(self) -> None:
        """Write the report as a web page, then ask where it shall go."""
        report = self._making.report
        if self._making.document is None or report is None or report.draw_page is None:
            return
        self._jobs.read(
            partial(draw_web_page, report=report),
            done=self._ask_where_page_goes,
            label="Writing the web page …",
            key="report.page",
            owner=self,
        )

    def _ask_where_page_goes(self, page: bytes) -> None:
        self._handing.ask_save(page, self._file_name("html"), WEB_PAGE)

    @Slot()
    def print(self) -> None:
        """Ask on which printer."""
        if self._making.document is not None:
            document = self._making.document
            self._handing.ask_print(document.data, len(document.pages), self._title())

    @Slot()
    def open(self) -> None:
        """Open a copy in the program that opens PDF files here."""
        if self._making.document is not None:
            self._handing.open_elsewhere(self._making.document.data)

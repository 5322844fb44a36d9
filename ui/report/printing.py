"""Printing a document: its pages as pictures at the printer's own fineness."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from forms.errors import AuditAppError
from ui.lanes import Cancelled
from ui.report.pdf import POINTS_PER_INCH, page_image, page_sizes

if TYPE_CHECKING:
    from db.store import ReadingStore
    from ui.lanes import Progress

_FINEST = 300  # dots an inch; a page of A4 takes 35 MB then, and more cannot be seen


def a_printer(called: str = "Thematic report") -> QPrinter:
    """Return a printer set up for upright A4 with its whole sheet; `called` is what it prints."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(called)
    return printer


def print_pages(
    _store: "ReadingStore", progress: "Progress", data: bytes, printer: QPrinter
) -> int:
    """Print the chosen pages one by one; returns how many. A job: Qt lets a thread paint here.

    Raises AuditAppError where the printer does not take the pages. After Cancel nothing more is
    sent to it.
    """
    places = _chosen(printer, len(page_sizes(data)))
    painter = QPainter()
    if not painter.begin(printer):
        raise AuditAppError("The printer could not be used. Check that it is on, then try again.")
    try:
        for done, place in enumerate(places):
            progress(done, len(places), f"Printing page {done + 1} of {len(places)} …")
            if done:
                printer.newPage()
            _paint(painter, printer, data, place)
    except Cancelled:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(places)


def _chosen(printer: QPrinter, pages: int) -> list[int]:
    first, last = printer.fromPage(), printer.toPage()
    if not first:
        return list(range(pages))
    return list(range(first - 1, min(last or pages, pages)))


def _paint(painter: QPainter, printer: QPrinter, data: bytes, place: int) -> None:
    fineness = min(printer.resolution(), _FINEST)
    picture = page_image(data, place, fineness / POINTS_PER_INCH)
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    size = QSizeF(picture.size()).scaled(QSizeF(sheet.size()), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRectF(0, 0, size.width(), size.height())
    target.moveCenter(QRectF(sheet).center())
    painter.drawImage(target, picture)

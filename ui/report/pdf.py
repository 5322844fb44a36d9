"""The document itself: drawn, measured, rendered to pictures, written for browsers; in jobs."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from db.store import ReadingStore
    from exports.reports.kinds import WorkedOut
    from ui.lanes import Progress

POINTS_PER_INCH = 72


class PageSize(NamedTuple):
    """The size of a page in points."""

    width: float
    height: float


class Document(NamedTuple):
    """A finished PDF: its bytes, and how large its pages are."""

    data: bytes
    pages: list[PageSize]


def draw_document(_store: "ReadingStore", progress: "Progress", report: "WorkedOut") -> Document:
    """Draw a report; the same report gives the same bytes."""
    progress(0, 0, "Drawing the report …")
    data = report.draw()
    progress(0, 0, "Drawing the report …")
    return Document(data, page_sizes(data))


def draw_web_page(_store: "ReadingStore", _progress: "Progress", report: "WorkedOut") -> bytes:
    """Write a report as a web page; "" where its kind is for paper alone."""
    return report.draw_page() if report.draw_page else b""


def page_sizes(data: bytes) -> list[PageSize]:
    """Return the size of every page."""
    from pypdfium2 import PdfDocument

    with PdfDocument(data) as document:
        return [PageSize(*document.get_page_size(place)) for place in range(len(document))]


def render_page(
    _store: "ReadingStore", _progress: "Progress", data: bytes, place: int, scale: float
) -> QImage:
    """Return a page as a picture with so many pixels a point."""
    return page_image(data, place, scale)


def page_image(data: bytes, place: int, scale: float) -> QImage:
    """Return a page as a picture that owns its pixels."""
    from pypdfium2 import PdfDocument

    with PdfDocument(data) as document:
        bitmap = document[place].render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32
        ).copy()
        bitmap.close()
    return image

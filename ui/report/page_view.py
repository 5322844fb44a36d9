"""The pages of a document below one another, rendered when they come into view."""

from collections import OrderedDict

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.report.pdf import PageSize
from ui.theme import GRID, Theme
from ui.widgets.dressing import named

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_PIXELS_PER_POINT = 96 / 72  # at 100%
_GAP = 2 * GRID
_MOST_KEPT = 16  # rendered pages; one of A4 at 150% takes 6 MB


class PageView(QAbstractScrollArea):
    """Shows white pages on the window's ground; zooms with Ctrl and the wheel.

    `page_wanted(place, scale)` asks for a picture with so many pixels a point, which comes back
    through `show_page`; `moved` says that another page or another size is in view.
    """

    page_wanted = Signal(int, float)
    moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(
            self,
            "Pages of the report",
            "A picture of the document. For a screen reader, open it in the default reader.",
        )
        self._theme = theme
        self._pages: list[PageSize] = []
        self._pictures: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._asked: set[tuple[int, float]] = set()
        self._zoom = 1.0  # 0 fits the width
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.moved.emit())
        theme.changed.connect(self.viewport().update)

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    @property
    def fits_width(self) -> bool:
        """Whether pages are as wide as the view."""
        return not self._zoom

    @property
    def zoom(self) -> float:
        """The size of the pages; 1 is their size on paper."""
        return self._zoom or self._fitting_zoom()

    @property
    def current_page(self) -> int:
        """The place of the page that fills most of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        places = [place for place in range(len(self._pages)) if self._top(place) <= middle]
        return places[-1] if places else 0

    def show_pages(self, pages: list[PageSize]) -> None:
        """Show another document of pages of these sizes, from its first page if it is shorter."""
        self._pages = pages
        self._pictures.clear()
        self._asked.clear()
        self._lay_out()

    def show_page(self, place: int, scale: float, picture: QImage) -> None:
        """Take in the picture of a page that was asked for."""
        self._asked.discard((place, scale))
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures[place, scale] = picture
        while len(self._pictures) > _MOST_KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Show pages at this size; 0 fits the width. The page in view stays in view."""
        place = self.current_page
        into = (self.verticalScrollBar().value() - self._top(place)) / max(self._height(place), 1)
        self._zoom = zoom
        self._asked.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(self._top(place) + round(into * self._height(place)))

    def enlarge(self) -> None:
        """Go to the next larger size."""
        self.set_zoom(min((zoom for zoom in ZOOMS if zoom > self.zoom + 0.01), default=ZOOMS[-1]))

    def reduce(self) -> None:
        """Go to the next smaller size."""
        self.set_zoom(max((zoom for zoom in ZOOMS if zoom < self.zoom - 0.01), default=ZOOMS[0]))

    def go_to(self, place: int) -> None:
        """Bring the head of a page into view."""
        wanted = min(max(place, 0), max(len(self._pages) - 1, 0))
        self.verticalScrollBar().setValue(self._top(wanted) - _GAP // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down go by pages, Home and End to the ends, + and - zoom."""
        bar = self.verticalScrollBar()
        at_head = abs(bar.value() - self._top(self.current_page)) <= _GAP
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to(self.current_page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self.current_page - (1 if at_head else 0))
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.enlarge()
            case Qt.Key.Key_Minus:
                self.reduce()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.enlarge if event.angleDelta().y() > 0 else self.reduce)()
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width again, and stay on the page."""
        super().resizeEvent(event)
        if self.fits_width and event.oldSize().width() > 0:
            self.set_zoom(0)
        else:
            self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages in view; ask for those that are not rendered yet."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(self._theme.palette.neutral_soft))
        scale = self._scale()
        for place in range(len(self._pages)):
            frame = self._frame(place)
            if frame.intersects(self.viewport().rect()):
                self._paint_page(painter, place, frame, scale)
        painter.end()

    def _paint_page(self, painter: QPainter, place: int, frame: QRect, scale: float) -> None:
        painter.setPen(QColor(self._theme.palette.border))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(frame.adjusted(-1, -1, 0, 0))
        picture = self._pictures.get((place, scale)) or self._other_size(place)
        if picture is not None:
            painter.drawImage(frame, picture)
        if (place, scale) not in self._pictures and (place, scale) not in self._asked:
            self._asked.add((place, scale))
            self.page_wanted.emit(place, scale)

    def _other_size(self, place: int) -> QImage | None:
        """A picture of the page at another size, better than nothing while the right one comes."""
        found = [picture for (page, _), picture in self._pictures.items() if page == place]
        return found[-1] if found else None

    def _fitting_zoom(self) -> float:
        widest = max((page.width for page in self._pages), default=595.0)
        room = max(self.viewport().width() - 2 * _GAP, 100)
        return room / (widest * _PIXELS_PER_POINT)

    def _scale(self) -> float:
        """Pixels of the screen a point."""
        return round(self.zoom * _PIXELS_PER_POINT * self.devicePixelRatioF(), 4)

    def _height(self, place: int) -> int:
        if not self._pages:
            return 0
        return round(self._pages[place].height * self.zoom * _PIXELS_PER_POINT)

    def _top(self, place: int) -> int:
        zoom = self.zoom * _PIXELS_PER_POINT
        return _GAP + sum(round(page.height * zoom) + _GAP for page in self._pages[:place])

    def _frame(self, place: int) -> QRect:
        width = round(self._pages[place].width * self.zoom * _PIXELS_PER_POINT)
        spare = self.viewport().width() - width
        left = max(spare // 2, _GAP) - self.horizontalScrollBar().value()
        top = self._top(place) - self.verticalScrollBar().value()
        return QRect(left, top, width, self._height(place))

    def _lay_out(self) -> None:
        view = self.viewport().size()
        whole = self._whole_size()
        for bar, length, room in (
            (self.verticalScrollBar(), whole.height(), view.height()),
            (self.horizontalScrollBar(), whole.width(), view.width()),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(3 * GRID)
            bar.setRange(0, max(length - room, 0))
        self.viewport().update()
        self.moved.emit()

    def _whole_size(self) -> QSize:
        widest = max((page.width for page in self._pages), default=0.0)
        width = round(widest * self.zoom * _PIXELS_PER_POINT)
        return QSize(width + (0 if self.fits_width else 2 * _GAP), self._top(len(self._pages)))

"""The chart in the window: the drawing of the document, with lines that can be entered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import GRID
from ui.widgets.dressing import named, say_aloud, tip

if TYPE_CHECKING:
    from ui.explore.shown import Picture, PictureLine

_MARK = QColor("#0B4A5A")  # on the white of the paper in either scheme
_HOVER = QColor(42, 127, 140, 26)
_FINE = 3.0  # pixels a point of a copied picture
_SMALLEST = 0.75
_ABOUT = (
    "Up and down go from line to line, left and right from grade to grade. "
    "Enter lists the audits behind."
)
_EDGE = 36  # pixels round a copied picture
_WRAP = int(Qt.TextFlag.TextWordWrap)


def _words(font: QFont, width: int, title: str, told: str) -> list[tuple[QFont, QRect, str]]:
    """Return what stands above a copied picture: its font, the room it needs, the text."""
    found = []
    for text, pixels, weight in (
        (title, 36, QFont.Weight.DemiBold),
        (told, 27, QFont.Weight.Normal),
    ):
        used = QFont(font)
        used.setPixelSize(pixels)
        used.setWeight(weight)
        room = QRect(0, 0, width, 10_000)
        needed = QFontMetrics(used).boundingRect(room, _WRAP, text).height() + pixels // 2
        if text:
            found.append((used, QRect(0, 0, width, needed), text))
    return found


class CrossingChart(QWidget):
    """Shows a `Picture` as wide as there is room, at most as large as the text.

    `chosen(place, code)` when a person enters a line or a part of its bar; `entered(rectangle)`
    when the keyboard goes to a line.
    """

    chosen = Signal(object, object)
    entered = Signal(QRectF)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "Chart", _ABOUT)
        self._renderer = QSvgRenderer(self)
        self._picture: Picture | None = None
        self._line = 0
        self._part = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(GRID * 40)

    def show_picture(self, picture: "Picture | None") -> None:
        """Show another chart, or none."""
        self._picture = picture
        self._part = -1
        self._line = self._next(-1, 1)
        if picture is not None:
            self._renderer.load(QByteArray(picture.svg))
        self.setAccessibleDescription(f"{picture.words} {_ABOUT}" if picture else "")
        self._fit()

    @property
    def wanted_width(self) -> int:
        """The width at which the letters of the chart are as large as small text, in pixels."""
        return round(self._picture.width * self._largest) if self._picture else 0

    @property
    def current(self) -> "PictureLine | None":
        """The line that the keyboard is on."""
        lines = self._lines
        return lines[self._line] if 0 <= self._line < len(lines) else None

    @property
    def code(self) -> str | None:
        """The code of the part that the keyboard is on, None for the whole line."""
        line = self.current
        return line.parts[self._part][2] if line and 0 <= self._part < len(line.parts) else None

    def image(self, title: str = "", told: str = "") -> QImage:
        """Return the chart as a picture on white, below what it is called and tells."""
        picture = self._picture
        if picture is None:
            return QImage()
        width, height = round(picture.width * _FINE), round(picture.height * _FINE)
        words = _words(self.font(), width, title, told)
        top = _EDGE + sum(room.height() for _, room, _ in words)
        size = QSize(width + 2 * _EDGE, top + height + _EDGE)
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        y = _EDGE
        for font, room, text in words:
            painter.setFont(font)
            painter.drawText(room.translated(_EDGE, y), _WRAP, text)
            y += room.height()
        self._renderer.render(painter, QRectF(_EDGE, top, width, height))
        painter.end()
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that goes with the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the drawing on white, and where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture is None:
            return
        self._renderer.render(painter, self._whole())
        if self.hasFocus() and self.current is not None:
            painter.setPen(QPen(_MARK, 2))
            painter.setBrush(_HOVER)
            painter.drawRoundedRect(self._marked(), 4, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark what was pressed."""
        self._mark(*self._at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """List the audits behind what was clicked."""
        if event.button() == Qt.MouseButton.LeftButton and self._at(event.position())[0] >= 0:
            self._choose()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer, and that it can be clicked."""
        line, _ = self._at(event.position())
        hits = line >= 0
        shape = Qt.CursorShape.PointingHandCursor if hits else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setToolTip(tip(self._lines[line].words) if hits else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over lines and parts; Enter chooses."""
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._mark(self._next(self._line, step), self._part)
            case Qt.Key.Key_Home:
                self._mark(self._next(-1, 1), -1)
            case Qt.Key.Key_End:
                self._mark(self._next(len(self._lines), -1), -1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                step = 1 if event.key() == Qt.Key.Key_Right else -1
                self._mark(self._line, self._part + step)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._choose()
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self._mark(self._line, self._part)

    @property
    def _lines(self) -> "list[PictureLine]":
        return self._picture.lines if self._picture else []

    @property
    def _scale(self) -> float:
        if self._picture is None:
            return 1.0
        return max(min(self.width() / self._picture.width, self._largest), _SMALLEST)

    @property
    def _largest(self) -> float:
        return self.font().pointSizeF() * 0.13

    def _whole(self) -> QRectF:
        picture, scale = self._picture, self._scale
        width, height = (picture.width, picture.height) if picture else (0.0, 0.0)
        return QRectF(0, 0, width * scale, height * scale)

    def _fit(self) -> None:
        self.setFixedHeight(max(round(self._whole().height()) + 1, 1))
        self.update()

    def _marked(self) -> QRectF:
        line, scale = self.current, self._scale
        if line is None:
            return QRectF()
        left, right = 0.0, self._whole().width() / scale
        if 0 <= self._part < len(line.parts):
            left, right, _ = line.parts[self._part]
        height = line.bottom - line.top
        marked = QRectF(left, line.top, right - left, height)
        scaled = QRectF(
            marked.left() * scale, marked.top() * scale, marked.width() * scale, height * scale
        )
        return scaled.adjusted(1, 1, -1, -1)

    def _at(self, point: QPointF) -> tuple[int, int]:
        """Return the line and the part of its bar at a point, -1 for none."""
        x, y = point.x() / self._scale, point.y() / self._scale
        for at, line in enumerate(self._lines):
            if line.place is not None and line.top <= y < line.bottom:
                parts = [
                    part for part, (left, right, _) in enumerate(line.parts) if left <= x < right
                ]
                return at, parts[0] if parts else -1
        return -1, -1

    def _next(self, line: int, step: int) -> int:
        """Return the next line that shows a group, or the same where there is none."""
        at = line + step
        while 0 <= at < len(self._lines):
            if self._lines[at].place is not None:
                return at
            at += step
        return line

    def _mark(self, line: int, part: int) -> None:
        if not 0 <= line < len(self._lines):
            return
        self._line = line
        self._part = min(max(part, -1), len(self._lines[line].parts) - 1)
        self.update()
        self.entered.emit(self._marked())
        say_aloud(self, self._lines[line].words)

    def _choose(self) -> None:
        line = self.current
        if line is not None and line.place is not None:
            self.chosen.emit(line.place, self.code)

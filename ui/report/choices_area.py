"""Holds the choices above a report at their own height, and scrolls where they need too much."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.widgets.dressing import set_role

_LEAST = 8 * GRID  # a row, and a bit of the next one


class ChoicesArea(QScrollArea):
    """Parts below one another; the Tab key brings each into view.

    `room()` is how high they may be at most, so that all else on the page has its place.
    """

    def __init__(
        self, parts: Sequence[QWidget], room: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._room = room
        self._wanted = 0
        content = set_role(QWidget(), "page")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        for part in parts:
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setWidget(content)
        content.installEventFilter(self)

    def fit(self) -> None:
        """Take as much height as the choices need and there is room for."""
        self._column.activate()
        width = self.viewport().width()
        needed = self._column.totalHeightForWidth(width)
        if needed < 0:
            needed = self._column.totalSizeHint().height()
        wanted = min(needed, max(self._room(), _LEAST))
        if wanted != self._wanted:
            self._wanted = wanted
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return what the choices were fitted to."""
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        """Return a row, so that no window has to be higher for the choices."""
        return QSize(self._column.totalMinimumSize().width(), min(self._wanted, _LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit again where a choice is shown or hidden, or says more than before."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again: with less width, words need more lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

"""The column in the middle of a page that asks for something before there is anything to show."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, set_role

_LETTERS = 70  # in a line at most; longer ones are hard to read


class Column(QWidget):
    """Parts below one another under a heading with its picture, scrolled where they do not fit.

    The foot, if there is one, stands below them and stays in view.
    """

    def __init__(self, icons: Icons, icon: str) -> None:
        super().__init__()
        self.heading = label("", "title", wrap=True)
        self.picture = QLabel()
        icons.wear(self.picture, icon, "accent", 40)
        content = set_role(QWidget(), "page")
        self.parts = QVBoxLayout(content)
        self.parts.setContentsMargins(GRID, GRID * 2, GRID, GRID)
        self.parts.setSpacing(GRID + GRID // 2)
        head = QHBoxLayout()
        head.setSpacing(GRID * 2)
        head.addWidget(self.picture)
        head.addWidget(self.heading, 1)
        self.parts.addLayout(head)
        self._scroll = _Fitting(content)
        self._middle = QWidget()
        self._down = QVBoxLayout(self._middle)
        self._down.setContentsMargins(0, 0, 0, GRID)
        self._down.setSpacing(0)
        self._down.addStretch(2)
        self._down.addWidget(self._scroll)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        layout.addStretch(1)
        layout.addWidget(self._middle, 100)
        layout.addStretch(1)

    def add(self, *parts: QWidget) -> None:
        """Put parts below those that are there."""
        for part in parts:
            self.parts.addWidget(part)

    def add_row(self, *parts: QWidget, first_grows: bool = False) -> None:
        """Put parts beside one another, at the left; or the first as wide as there is room."""
        self.parts.addLayout(_row(parts, first_grows=first_grows))

    def add_foot(self, *parts: QWidget) -> None:
        """Put parts beside one another where they are always in view."""
        foot = _row(parts)
        foot.setContentsMargins(GRID, GRID, GRID, 0)
        self._down.addLayout(foot)

    def end(self) -> None:
        """Leave more room below than above, where the eye looks first."""
        self._down.addStretch(3)

    def fit_to_text(self) -> None:
        """Be as wide as lines of text should be at the text size in use."""
        self._middle.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS + GRID * 4)

    def see(self, widget: QWidget) -> None:
        """Scroll to what must be seen now."""
        self._scroll.ensureWidgetVisible(widget)


class _Fitting(QScrollArea):
    """As high as what is in it where there is room, else scrolled."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Ask for the height of every line, as they break at the present width."""
        wanted = self._content.sizeHint()
        layout = self._content.layout()
        if layout is not None and layout.hasHeightForWidth():
            wanted.setHeight(layout.totalHeightForWidth(self.viewport().width()))
        return wanted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that something in it needs more room, or less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


def _row(parts: tuple[QWidget, ...], *, first_grows: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for part in parts:
        row.addWidget(part, int(first_grows and part is parts[0]))
    if not first_grows:
        row.addStretch(1)
    return row

"""The column in the middle of a page that asks for something before there is anything to show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, set_role

_LETTERS = 70  # in a line at most; longer ones are hard to read


class Column(QWidget):
    """Parts below one another under a heading with its picture, scrolled where they do not fit."""

    def __init__(self, icons: Icons, icon: str) -> None:
        super().__init__()
        self.heading = label("", "title", wrap=True)
        self.picture = QLabel()
        icons.wear(self.picture, icon, "accent", 40)
        self._content = set_role(QWidget(), "page")
        self.parts = QVBoxLayout(self._content)
        self.parts.setContentsMargins(GRID, GRID * 2, GRID, GRID * 2)
        self.parts.setSpacing(GRID + GRID // 2)
        self.parts.addStretch(2)
        head = QHBoxLayout()
        head.setSpacing(GRID * 2)
        head.addWidget(self.picture)
        head.addWidget(self.heading, 1)
        self.parts.addLayout(head)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._content)
        self._scroll = scroll
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 2, 0, GRID * 2, 0)
        layout.addStretch(1)
        layout.addWidget(scroll, 100)
        layout.addStretch(1)

    def add(self, *parts: QWidget) -> None:
        """Put parts below those that are there."""
        for part in parts:
            self.parts.addWidget(part)

    def add_row(self, *parts: QWidget, first_grows: bool = False) -> None:
        """Put parts beside one another, at the left; or the first as wide as there is room."""
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for part in parts:
            row.addWidget(part, int(first_grows and part is parts[0]))
        if not first_grows:
            row.addStretch(1)
        self.parts.addLayout(row)

    def end(self) -> None:
        """Leave more room below than above, where the eye looks first."""
        self.parts.addStretch(3)

    def fit_to_text(self) -> None:
        """Be as wide as lines of text should be at the text size in use."""
        self._scroll.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS + GRID * 4)

    def see(self, widget: QWidget) -> None:
        """Scroll to what must be seen now."""
        self._scroll.ensureWidgetVisible(widget)

"""The rail at the left: one button for each page a person can go to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.panes import mark_pane
from ui.theme import GRID
from ui.widgets.dressing import named, set_role


class Rail(QFrame):
    """Page buttons, of which one is chosen; `page_chosen(page_id)` when the person chooses."""

    page_chosen = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "rail")
        mark_pane(self, "Pages")
        self._icons = icons
        self._buttons: dict[str, QToolButton] = {}
        self._titles: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GRID, GRID * 2, GRID, GRID * 2)
        self._layout.setSpacing(GRID // 2)
        self._layout.addStretch(1)
        self.setMinimumWidth(GRID * 20)

    def add_button(self, page_id: str, title: str, icon: str, key: str) -> None:
        """Add a page at the bottom; `key` is told in the tip."""
        button = named(QToolButton(), title, f"Go to this page. Key: {key}.")
        button.setText(f" {title}")
        button.setToolTip(f"{title} ({key})")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_role(button, "rail")
        self._icons.wear(button, icon, "muted")
        button.clicked.connect(lambda: self.page_chosen.emit(page_id))
        self._buttons[page_id] = button
        self._titles[page_id] = title
        self._group.addButton(button)
        self._layout.insertWidget(self._layout.count() - 1, button)

    def show_count(self, page_id: str, count: int) -> None:
        """Say beside a page's title how many things wait there; 0 says nothing."""
        title = self._titles[page_id]
        button = self._buttons[page_id]
        button.setText(f" {title}  {count:,}" if count else f" {title}")
        button.setAccessibleName(f"{title}, {count:,} waiting" if count else title)

    def mark(self, page_id: str) -> None:
        """Show which page is in view."""
        if page_id in self._buttons:
            self._buttons[page_id].setChecked(True)

    def __len__(self) -> int:
        """Return how many pages stand in the rail."""
        return len(self._buttons)

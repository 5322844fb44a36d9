"""The bar above every page: which database is open, what was done, whether the work is safe."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import named, say_aloud, set_role
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.save_state import SaveState


class Header(QFrame):
    """Names the open database and carries the save state; `save_state` is for the pages."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar")
        picture = QLabel()
        icons.wear(picture, "database", "muted")
        self._database = set_role(ElidedLabel(), "strong")
        self._notice = set_role(ElidedLabel(), "muted")
        self._notice.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.save_state = SaveState()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID, GRID * 3, GRID)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(picture)
        layout.addWidget(self._database, 1)
        layout.addWidget(self._notice, 2)
        layout.addWidget(self.save_state)
        self.setMinimumHeight(GRID * 6)
        self.show_database(None)

    def show_database(self, path: Path | None) -> None:
        """Name the open database by its file; the folder is in the tip."""
        name = path.stem if path else "No database open"
        self._database.setText(name)
        self._database.setToolTip(str(path) if path else "Open one from the File menu.")
        named(self._database, f"Database: {name}")

    def announce(self, sentence: str) -> None:
        """Say what was done, on screen and to screen readers."""
        self._notice.setText(sentence)
        if sentence:
            say_aloud(self._notice, sentence)

"""Where a merge begins: a field to drop files in, and the merges done before."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.merge.earlier import EarlierMerges
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named, set_role

_WHAT = "Drop auditors’ files or a folder here"
_DETAIL = (
    "First you see what each file would change, who made it and what is wrong with it. Nothing is "
    "merged until you say so, and a merge can be undone until later work builds on it."
)


class MergeStart(QWidget):
    """`files_requested` and `folder_requested` ask for what to merge; dropping is the page's."""

    files_requested = Signal()
    folder_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.earlier = EarlierMerges(theme)
        self.add_files = set_role(named(QPushButton("&Add files…"), "Add files"), "primary")
        self.add_folder = named(QPushButton("Add f&older…"), "Add folder")
        theme.icons.wear(self.add_files, "add", "on_accent", 18)
        theme.icons.wear(self.add_folder, "open", "text", 18)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID * 2)
        layout.addWidget(self._field(theme), 2)
        layout.addWidget(self.earlier, 3)
        self.add_files.clicked.connect(self.files_requested)
        self.add_folder.clicked.connect(self.folder_requested)
        self.earlier.hide()

    def _field(self, theme: Theme) -> QFrame:
        field = set_role(QFrame(), "drop")
        picture = QLabel()
        theme.icons.wear(picture, "merge", "muted", 48)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self.add_files)
        buttons.addWidget(self.add_folder)
        buttons.addStretch(1)
        column = QVBoxLayout(field)
        column.setContentsMargins(GRID * 3, GRID * 2, GRID * 3, GRID * 2)
        column.setSpacing(GRID)
        column.addStretch(1)
        for part in (
            picture,
            label(_WHAT, "heading", wrap=True),
            label(_DETAIL, "muted", wrap=True),
        ):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addLayout(buttons)
        column.addStretch(1)
        return field

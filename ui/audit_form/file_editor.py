"""The reference to a file or document that shows something: its name, never where it lies."""

import re
from pathlib import PurePath

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from forms.findings import Answer
from forms.tools import Question
from ui.audit_form.answers import TypedEditor, in_a_column
from ui.audit_form.option_paint import RING
from ui.audit_form.options import reserved_options
from ui.audit_form.text_box import LineBox
from ui.theme import GRID, Theme
from ui.widgets.dressing import label, named

KEPT = "Only the name or number is kept: neither the file itself nor the folder it lies in."

_PATH = re.compile(r"\\|^[/~]|^[A-Za-z]:[\\/]|://")


def name_in(text: str) -> str:
    """Return the name of the file where a text is a path; any other text as it is."""
    if not _PATH.search(text.strip()):
        return text
    return re.split(r"[\\/]", text.strip().rstrip("\\/"))[-1].lstrip("~")


class FileEditor(TypedEditor):
    """A line for the name or number, and a button to take the name of a file."""

    def __init__(self, question: Question, theme: Theme) -> None:
        super().__init__(reserved_options(question), theme)
        self._line = LineBox("Document", "Name of the file, or number of the document")
        self.button = QPushButton("Choose a file…")
        self.button.setToolTip(KEPT)
        parts = QWidget()
        row = QHBoxLayout(parts)
        row.setContentsMargins(RING, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._line, 1)
        row.addWidget(self.button)
        told = label(KEPT, "small", wrap=True)
        told.setContentsMargins(RING, 0, 0, 0)
        in_a_column(self, parts, told, self.reserved)
        self.connect_box()
        self.button.clicked.connect(self._ask)

    def box(self) -> LineBox:
        """Return the line the reference is typed in."""
        return self._line

    @property
    def limits(self) -> str:
        """What is kept of it."""
        return KEPT.rstrip(".")

    def read(self, text: str) -> Answer:
        """Return the reference; of a path only the name of the file."""
        return super().read(name_in(text))

    def describe(self, name: str, state: str) -> None:
        """Name line and button by the question."""
        super().describe(name, state)
        named(self.button, f"Choose a file for: {name}", KEPT)

    def set_read_only(self) -> None:
        """Offer no files."""
        super().set_read_only()
        self.button.setEnabled(False)

    @Slot(str)
    def take(self, path: str) -> None:
        """Take the name of a file."""
        self._line.type_in(PurePath(path).name)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), "Choose a file: only its name is kept")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take)
        dialog.open()

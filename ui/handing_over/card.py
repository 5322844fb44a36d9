"""What was handed over: the last word before the file goes on its way."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.handing_over.words import went
from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, say_aloud, set_role

if TYPE_CHECKING:
    from forms.manifests import Manifest

_NEXT = (
    "Tell the passphrase by another way than the file: by telephone, say, and never in the same "
    "mail. It is kept nowhere; without it nobody can open the file."
)


class HandedOverCard(QDialog):
    """Shows where the file lies, what it holds and the hash to compare on arrival."""

    def __init__(
        self, target: Path, manifest: "Manifest", passphrase: str, icons: Icons, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._passphrase = passphrase
        self.setWindowTitle("Handed over")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.told = label(went(target.name, manifest), "heading", wrap=True)
        self.hash = _selectable(_grouped(manifest.content_sha256))
        self.hash.setAccessibleName("Content hash")
        self.copy = named(QPushButton("&Copy the passphrase"), "Copy the passphrase")
        self.copied = label("", "small")
        picture = QLabel()
        icons.wear(picture, "check_circle", "good", 32)
        facts = QFormLayout()
        facts.setHorizontalSpacing(GRID * 2)
        facts.addRow(label("Lies in", "muted"), _selectable(str(target.parent)))
        if manifest.note:
            facts.addRow(label("Note", "muted"), label(manifest.note, wrap=True))
        facts.addRow(label("Content", "muted"), self.hash)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = set_role(buttons.button(QDialogButtonBox.StandardButton.Close), "primary")
        close.setDefault(True)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID * 2)
        head = QHBoxLayout()
        head.setSpacing(GRID * 2)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.told, 1)
        layout.addLayout(head)
        layout.addWidget(label(_NEXT, wrap=True))
        layout.addLayout(facts)
        layout.addWidget(self.copied)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        self.copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        close.setFocus()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._passphrase)
        self.copied.setText("The passphrase is on the clipboard.")
        say_aloud(self.copied, self.copied.text())


def _selectable(text: str) -> QLabel:
    made = label(text, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def _grouped(digits: str) -> str:
    """Return a hash in groups of eight, so that two people can compare it aloud."""
    return " ".join(digits[start : start + 8] for start in range(0, len(digits), 8))

"""Asking for the passphrase of files that are locked: one for several."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from ui.merge.words import amount
from ui.theme import GRID
from ui.unlocking.passphrase_box import PassphraseBox
from ui.widgets.dressing import label, named, set_role

_MOST_NAMED = 6


class PassphraseDialog(QDialog):
    """Asks once; `entered(str)` with what was typed, `skipped` to look into the other files.

    `told` is said first, such as that the last one opened no file.
    """

    entered = Signal(str)
    skipped = Signal()

    def __init__(self, names: Sequence[str], told: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Passphrase")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        files = amount(len(names), "file is", "files are")
        self.box = PassphraseBox(
            "&Passphrase", "Of the files, or a recovery key. It is tried on all locked files."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(f"{files} locked with a passphrase", "heading", wrap=True))
        self.problem = label(told, "problem", wrap=True)
        layout.addWidget(self.problem)
        self.problem.setVisible(bool(told))
        layout.addWidget(label(_named(names), "muted", wrap=True))
        layout.addWidget(self.box)
        layout.addWidget(
            label(
                "Whoever sent the files knows it. One is tried on all of them.", "small", wrap=True
            )
        )
        self.yes = set_role(named(QPushButton("&Unlock"), "Unlock"), "primary")
        self.no = named(QPushButton("&Leave them locked"), "Leave them locked")
        buttons = QDialogButtonBox()
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.no, QDialogButtonBox.ButtonRole.RejectRole)
        layout.addWidget(buttons)
        self.setMinimumWidth(GRID * 62)
        self.yes.setDefault(True)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        self.rejected.connect(self.skipped)
        self.box.setFocus()

    @Slot()
    def _on_accepted(self) -> None:
        passphrase = self.box.text
        if not passphrase:
            self.problem.setText("Type the passphrase, or leave the files locked.")
            self.problem.show()
            self.box.setFocus()
            return
        self.accept()
        self.entered.emit(passphrase)


def _named(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return "\n".join(names[:_MOST_NAMED]) + (f"\nand {more:,} more" if more > 0 else "")

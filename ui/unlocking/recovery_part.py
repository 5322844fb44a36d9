"""The part of File, Protection about recovery keys: which open the database, set or taken off."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import GRID
from ui.unlocking.passphrase_box import PassphraseBox
from ui.widgets.dressing import label, named, set_role, tip

_ABOUT = (
    "A recovery key opens the database when its passphrase is forgotten. Your organisation makes "
    "one, keeps its secret half in a safe, and gives out a small file with the public half."
)
_READING = "Looking which recovery keys open it …"
_NONE = "No recovery key opens this database: with its passphrase forgotten, its audits are lost."
_ONE = "It is opened by the recovery key {}, too."
_SEVERAL = "It is opened by the recovery keys {}, too."
_COMPARE = "Compare these signs with those that your organisation gave you."


class RecoveryPart(QWidget):
    """Shows recovery keys by their signs; says what is wanted, with the present passphrase."""

    set_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.keys = label(_READING, "strong", wrap=True)
        self.present = PassphraseBox("Passphrase, to show that it is &you")
        self.choose = _button("&Set the recovery key from a file…")
        self.remove = set_role(_button("&Take the recovery key off"), "danger")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.choose, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in (label(_ABOUT, "muted", wrap=True), self.keys, self.present):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.remove.hide()
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(lambda: self.remove_requested.emit(self.present.text))
        self.present.entered.connect(self._on_choose)

    def show_keys(self, fingerprints: Sequence[str], problem: str = "") -> None:
        """Show the signs of the keys that open the database, or why they cannot be told."""
        signs = ", ".join(fingerprints)
        told = (_ONE if len(fingerprints) == 1 else _SEVERAL).format(signs)
        self.keys.setText(problem or (f"{told} {_COMPARE}" if fingerprints else _NONE))
        self.remove.setVisible(bool(fingerprints))

    def grey(self, why: str) -> None:
        """Offer no change, for this reason."""
        for control in (self.choose, self.remove, self.present):
            control.setEnabled(False)
            control.setToolTip(tip(why))

    @Slot()
    def _on_choose(self) -> None:
        if self.choose.isEnabled():
            self.set_requested.emit(self.present.text)


def _button(text: str) -> QPushButton:
    return named(QPushButton(text), text.replace("&", "").rstrip("…"))

"""The end of a section's view: buttons to the sections before and after."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.audit_form.places import Heading, shortened, shown_headings
from ui.audit_form.stop import Kit
from ui.theme import GRID
from ui.widgets.dressing import named

_LONGEST_TITLE = 28  # characters of a section's title on a button
_NARROWEST = GRID * 16  # pixels; in a small window the end of a title is cut


class WayOn(QWidget):
    """`section_requested(id)` when the person goes on, or back."""

    section_requested = Signal(object)

    def __init__(self, section: str, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        every = shown_headings(kit.sheet.reading)
        at = next((at for at, each in enumerate(every) if each.id == section), 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if at > 0:
            row.addWidget(self._button("Previous", every[at - 1]))
        row.addStretch(1)
        if at + 1 < len(every):
            row.addWidget(self._button("Next", every[at + 1]))

    def _button(self, word: str, to: Heading) -> QPushButton:
        button = named(QPushButton(), f"{word} section: {to.title}")
        shown = shortened(to.title, _LONGEST_TITLE).replace("&", "&&")
        button.setText(f"← {shown}" if word == "Previous" else f"{shown} →")
        button.setMinimumWidth(self._kit.scaled(_NARROWEST))
        key = "Ctrl+PgUp" if word == "Previous" else "Ctrl+PgDown"
        button.setToolTip(f"{word} section ({key})")
        button.clicked.connect(lambda: self.section_requested.emit(to.id))
        return button

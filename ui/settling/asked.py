"""What every settling ends in: why it is sealed, and by whom; side by side, both to be given."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit

from ui.theme import GRID
from ui.widgets.dressing import label, named, set_tone

_LONGEST_REASON = 2_000
_LONGEST_NAME = 100
_WHO = "Your name or auditor code."
_NOBODY = "Enter your name or auditor code."


class Asked(NamedTuple):
    """The words about the two boxes: captions with their keys, and what is said of the reason."""

    reason: str
    why: str
    missing: str
    author: str


class AskedBoxes(QGridLayout):
    """The boxes under their captions; whoever lays it out may add to the third column."""

    def __init__(self, words: Asked, author: str) -> None:
        super().__init__()
        self._missing = words.missing
        self.reason = named(QLineEdit(), words.reason.replace("&", ""), words.why)
        self.reason.setMaxLength(_LONGEST_REASON)
        self.author = named(QLineEdit(author), words.author.replace("&", ""), _WHO)
        self.author.setMaxLength(_LONGEST_NAME)
        self.setHorizontalSpacing(GRID * 2)
        self.setVerticalSpacing(2)
        self._put(0, words.reason, self.reason)
        self._put(1, words.author, self.author)
        self.setColumnStretch(0, 4)
        self.setColumnStretch(1, 1)

    def _put(self, column: int, text: str, box: QLineEdit) -> None:
        caption = label(text, "strong")
        caption.setBuddy(box)
        self.addWidget(caption, 0, column)
        self.addWidget(box, 1, column)

    def missing(self) -> str:
        """Say what is missing and go there; return the sentence, "" where nothing is."""
        sentences = {self.reason: self._missing, self.author: _NOBODY}
        empty = [box for box in sentences if not box.text().strip()]
        for box in sentences:
            set_tone(box, "bad" if box in empty else "")
        if not empty:
            return ""
        empty[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return sentences[empty[0]]

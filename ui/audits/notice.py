"""A sentence on a tinted ground, with an icon: something to know before going on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import Tone, label, say_aloud, set_role


class Notice(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, icons: Icons, icon: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        picture = QLabel()
        icons.wear(picture, icon, tone, 20)
        self._text = label("", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID + 4, GRID, GRID + 4, GRID)
        layout.setSpacing(GRID + 4)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said, "" for nothing."""
        return self._text.text()

    def say(self, sentence: str) -> None:
        """Say something, on screen and to screen readers; "" hides the notice."""
        if sentence == self.text:
            return
        self._text.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            say_aloud(self, sentence)

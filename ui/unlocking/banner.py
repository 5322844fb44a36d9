"""A strip above the pages: why nothing can be changed, or what is unsafe about a place."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, say_aloud, set_role


class Banner(QFrame):
    """Hidden until there is something to say; its buttons say what is wanted.

    `retry_requested` asks to open the database for work, `copy_requested` to copy it here.
    """

    retry_requested = Signal()
    copy_requested = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        set_role(self, "bar")
        picture = QLabel()
        icons.wear(picture, "alert", "warn", 20)
        self.sentence = label("", wrap=True)
        self.retry = named(QPushButton("&Open to work in"), "Open to work in")
        self.copy = named(QPushButton("&Copy to this computer…"), "Copy to this computer")
        self.close_button = named(QPushButton("&Hide"), "Hide this")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID // 2, GRID * 3, GRID // 2)
        layout.setSpacing(GRID + GRID // 2)
        layout.addWidget(picture)
        layout.addWidget(self.sentence, 1)
        for button in (self.retry, self.copy, self.close_button):
            layout.addWidget(button)
        self.retry.clicked.connect(self.retry_requested)
        self.copy.clicked.connect(self.copy_requested)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def tell_read_only(self, sentence: str) -> None:
        """Say why nothing can be changed; it stays as long as that is so."""
        self._say(sentence, read_only=True)

    def warn(self, sentence: str) -> None:
        """Say what is unsafe; "" hides the strip."""
        self._say(sentence, read_only=False)

    def _say(self, sentence: str, *, read_only: bool) -> None:
        self.sentence.setText(sentence)
        self.retry.setVisible(read_only)
        self.copy.setVisible(not read_only)
        self.close_button.setVisible(not read_only)
        for button in (self.retry, self.copy):
            button.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            say_aloud(self, sentence)

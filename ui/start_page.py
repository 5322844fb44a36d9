"""What stands in the window while no database is open: why, and every way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_WIDTH = GRID * 40
_WIDEST_SENTENCE = GRID * 72


class StartPage(QWidget):
    """Offers to try the last database again, to open the person's own, another, or a new one."""

    retry_requested = Signal()
    own_requested = Signal()
    open_requested = Signal()
    new_requested = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        picture = QLabel()
        icons.wear(picture, "database", "muted", 48)
        self.sentence = label("", wrap=True)
        self.sentence.setFixedWidth(_WIDEST_SENTENCE)
        self.retry = _button("&Try again", "primary")
        self.own = _button("Open &my own database")
        self.open = _button("Open &another database…")
        self.new = _button("Make a &new database…")
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch(2)
        for part in (picture, label("No database is open", "heading"), self.sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addSpacing(GRID)
        for button in (self.retry, self.own, self.open, self.new):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self.retry.clicked.connect(self.retry_requested)
        self.own.clicked.connect(self.own_requested)
        self.open.clicked.connect(self.open_requested)
        self.new.clicked.connect(self.new_requested)

    def explain(self, sentence: str, *, name: str, is_own: bool) -> None:
        """Say why the database of this name is not open; `is_own` where it is the person's own."""
        self.sentence.setText(sentence)
        self.retry.setText(f"&Try “{name.replace('&', '&&')}” again")
        named(self.retry, f"Try {name} again", sentence)
        self.own.setVisible(not is_own)


def _button(text: str, role: str = "") -> QPushButton:
    button = named(QPushButton(text), text.replace("&", "").rstrip("…"))
    button.setMinimumWidth(_WIDTH)
    return set_role(button, role) if role else button

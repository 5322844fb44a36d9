"""What stands in the window while no database is open: why, and every way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role

_WIDTH = GRID * 40
_WIDEST_SENTENCE = GRID * 72


class StartPage(QWidget):
    """Offers to try the last database again, to read it, to open or make another.

    `back_requested` where another database is open meanwhile.
    """

    retry_requested = Signal()
    read_requested = Signal()
    back_requested = Signal()
    own_requested = Signal()
    open_requested = Signal()
    new_requested = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        picture = QLabel()
        icons.wear(picture, "database", "muted", 48)
        self.sentence = label("", wrap=True)
        self.sentence.setFixedWidth(_WIDEST_SENTENCE)
        self.heading = label("", "heading")
        self.retry = _button("&Try again", "primary")
        self.read = _button("Open it to &read only")
        self.own = _button("Open &my own database")
        self.open = _button("Open &another database…")
        self.new = _button("Make a &new database…")
        self.back = _button("&Back")
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch(2)
        for part in (picture, self.heading, self.sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addSpacing(GRID)
        for button in (self.retry, self.read, self.own, self.open, self.new, self.back):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self.retry.clicked.connect(self.retry_requested)
        self.read.clicked.connect(self.read_requested)
        self.back.clicked.connect(self.back_requested)
        self.own.clicked.connect(self.own_requested)
        self.open.clicked.connect(self.open_requested)
        self.new.clicked.connect(self.new_requested)

    def explain(
        self,
        sentence: str,
        *,
        name: str,
        is_own: bool,
        can_read: bool = False,
        can_go_back: bool = False,
    ) -> None:
        """Say why the database of this name is not open; `is_own` where it is the person's own.

        `can_read` where it can be opened to read only, `can_go_back` where another one is open.
        """
        self.heading.setText("It was not opened" if can_go_back else "No database is open")
        self.read.setVisible(can_read)
        self.back.setVisible(can_go_back)
        self.sentence.setText(sentence)
        self.retry.setText(f"&Try “{name.replace('&', '&&')}” again")
        named(self.retry, f"Try {name} again", sentence)
        self.own.setVisible(not is_own)


def _button(text: str, role: str = "") -> QPushButton:
    button = named(QPushButton(text), text.replace("&", "").rstrip("…"))
    button.setMinimumWidth(_WIDTH)
    return set_role(button, role) if role else button

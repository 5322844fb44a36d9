"""What stands in the window while no database is open: why, and every way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.theme import GRID
from ui.unlocking.column import Column
from ui.widgets.dressing import label, named, set_role

_WIDTH = GRID * 40


class StartPage(QWidget):
    """Offers to try the last database again, to read it, to open or make another.

    `back_requested` where another database is open meanwhile.
    """

    retry_requested = Signal()
    read_requested = Signal()
    restore_requested = Signal()
    salvage_requested = Signal()
    back_requested = Signal()
    own_requested = Signal()
    open_requested = Signal()
    new_requested = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.column = Column(icons, "database")
        self.sentence = label("", wrap=True)
        self.retry = _button("&Try again", "primary")
        self.read = _button("Open it to &read only")
        self.restore = _button("Restore a &backup…")
        self.salvage = _button("&Salvage what can be read…")
        self.own = _button("Open &my own database")
        self.open = _button("Open &another database…")
        self.new = _button("Make a &new database…")
        self.back = _button("&Back")
        self.column.add(self.sentence)
        self.column.parts.addSpacing(GRID)
        asked = (self.retry, self.read, self.restore, self.salvage)
        for button in (*asked, self.own, self.open, self.new, self.back):
            self.column.parts.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.end()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.column)
        self.retry.clicked.connect(self.retry_requested)
        self.read.clicked.connect(self.read_requested)
        self.restore.clicked.connect(self.restore_requested)
        self.salvage.clicked.connect(self.salvage_requested)
        self.back.clicked.connect(self.back_requested)
        self.own.clicked.connect(self.own_requested)
        self.open.clicked.connect(self.open_requested)
        self.new.clicked.connect(self.new_requested)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the lines to the text size."""
        super().showEvent(event)
        self.column.fit_to_text()

    def explain(
        self,
        sentence: str,
        *,
        name: str,
        is_own: bool,
        can_read: bool = False,
        can_restore: bool = False,
        can_salvage: bool = False,
        can_go_back: bool = False,
    ) -> None:
        """Say why the database of this name is not open; `is_own` where it is the person's own.

        `can_read` where it can be opened to read only, `can_restore` where it is damaged or gone,
        `can_salvage` where it is there and damaged, `can_go_back` where another one is open.
        """
        self.column.heading.setText("It was not opened" if can_go_back else "No database is open")
        self.read.setVisible(can_read)
        self.restore.setVisible(can_restore)
        self.salvage.setVisible(can_salvage)
        self.back.setVisible(can_go_back)
        self.sentence.setText(sentence)
        self.retry.setText(f"&Try “{name.replace('&', '&&')}” again")
        named(self.retry, f"Try {name} again", sentence)
        self.own.setVisible(not is_own)


def _button(text: str, role: str = "") -> QPushButton:
    button = named(QPushButton(text), text.replace("&", "").rstrip("…"))
    button.setMinimumWidth(_WIDTH)
    return set_role(button, role) if role else button

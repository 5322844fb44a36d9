"""What a page shows when it has nothing to show: why, and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role


class EmptyState(QWidget):
    """An icon, a sentence, a smaller sentence, and a button when something can be done."""

    action_requested = Signal()

    def __init__(
        self,
        icons: Icons,
        icon: str,
        sentence: str,
        *,
        detail: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        picture = QLabel()
        icons.wear(picture, icon, "muted", 48)
        self._sentence = label(sentence, "heading", wrap=True)
        self._detail = label(detail, "muted", wrap=True)
        self.button = named(QPushButton(action), action.replace("&", ""))
        set_role(self.button, "primary")
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch(2)
        for part in (picture, self._sentence, self._detail):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        layout.addSpacing(GRID)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self._detail.setVisible(bool(detail))
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.action_requested)

    def say(self, sentence: str, detail: str = "") -> None:
        """Give another reason for the emptiness (nothing yet, or nothing that fits the filter)."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

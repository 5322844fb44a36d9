"""Guidance that folds away: a button for the head of a card and the text it opens."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ui.audit_form.option_paint import RING
from ui.audit_form.stop import Tinted
from ui.theme import Theme
from ui.widgets.dressing import named

WHAT_GOOD_LOOKS_LIKE = "What good looks like"
HOW_TO_JUDGE = "How to judge"


class Fold(QWidget):
    """The text; `button` stands wherever the card puts it. The text is made when first opened."""

    def __init__(
        self, text: str, theme: Theme, about: str, *, title: str = WHAT_GOOD_LOOKS_LIKE
    ) -> None:
        super().__init__()
        self._text = text
        self._title = title
        self._is_open = False
        self._theme = theme
        self._label: Tinted | None = None
        self.button = named(QToolButton(), f"{title}: {about}")
        self.button.setToolTip(f"{title} (F1)")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(RING, 0, 0, 0)
        self.setVisible(False)
        self._say(False)
        self.button.clicked.connect(self.toggle)

    @property
    def is_open(self) -> bool:
        """Whether the text is unfolded."""
        return self._is_open

    @Slot()
    def toggle(self) -> None:
        """Open it, or fold it away."""
        self.set_open(not self.is_open)

    @Slot(bool)
    def set_open(self, is_open: bool) -> None:
        """Open it, or fold it away."""
        if is_open and self._label is None:
            self._label = named(Tinted(self._text, self._theme), self._title)
            self._layout.addWidget(self._label)
        self._is_open = is_open
        self.setVisible(is_open)
        self._say(is_open)

    def _say(self, is_open: bool) -> None:
        self.button.setText(f"{'▾' if is_open else '▸'} {self._title}")
        said = f"Open. {self._text}" if is_open else "Folded. F1 opens it."
        self.button.setAccessibleDescription(said)

"""Guidance that folds away: a button for the head of a card and the text it opens."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout

from ui.audit_form.option_paint import RING
from ui.audit_form.stop import Tinted
from ui.theme import Theme
from ui.widgets.dressing import named

WHAT_GOOD_LOOKS_LIKE = "What good looks like"
HOW_TO_JUDGE = "How to judge"


class Fold(QObject):
    """A `button` and a `layout` for the card to place; the text is made when first opened."""

    def __init__(
        self, text: str, theme: Theme, about: str, *, title: str = WHAT_GOOD_LOOKS_LIKE
    ) -> None:
        super().__init__()
        self._text = text
        self._title = title
        self._theme = theme
        self._label: Tinted | None = None
        self.is_open = False
        self.button = named(QToolButton(), f"{title}: {about}")
        self.button.setToolTip(f"{title} (F1)")
        self.layout = QVBoxLayout()
        self.layout.setContentsMargins(RING, 0, 0, 0)
        self._say()
        self.button.clicked.connect(self.toggle)

    @Slot()
    def toggle(self) -> None:
        """Open it, or fold it away."""
        self.is_open = not self.is_open
        if self._label is None:
            self._label = named(Tinted(self._text, self._theme), self._title)
            self.layout.addWidget(self._label)
        self._label.setVisible(self.is_open)
        self._say()

    def _say(self) -> None:
        self.button.setText(f"{'▾' if self.is_open else '▸'} {self._title}")
        said = f"Open. {self._text}" if self.is_open else "Folded. F1 opens it."
        self.button.setAccessibleDescription(said)

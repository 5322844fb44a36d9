"""How many cases the audits were drawn from, where somebody knows."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.theme import GRID
from ui.widgets.dressing import label, named

_MOST = 99_999_999
_LETTERS = 10
_MEANS = "Where they were drawn at random, intervals then speak of these cases alone."


class CohortBar(QWidget):
    """Takes the size of a cohort; `changed` only when a person changed it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: int | None = None
        self.line = named(QLineEdit(), "Cases the audits were drawn from", _MEANS)
        self.line.setValidator(QIntValidator(1, _MOST, self.line))
        self.line.setPlaceholderText("not known")
        self.line.setMaximumWidth(GRID * 2 * _LETTERS)
        caption = label("Dra&wn from so many cases")
        caption.setBuddy(self.line)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(caption)
        layout.addWidget(self.line)
        layout.addWidget(label(_MEANS, "muted", wrap=True), 1)
        self.line.editingFinished.connect(self._on_edited)

    @property
    def cases(self) -> int | None:
        """How many cases there are, None where nobody said."""
        return self._told

    def forget(self) -> None:
        """Know nothing of the cohort of other audits, quietly."""
        self._told = None
        self.line.clear()

    @Slot()
    def _on_edited(self) -> None:
        cases = int(self.line.text() or 0) or None
        if cases != self._told:
            self._told = cases
            self.changed.emit()

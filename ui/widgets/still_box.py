"""A drop-down on a page that scrolls: the wheel scrolls the page and never changes the value."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from ui.widgets.dressing import named

_SHORTEST = 12  # letters shown at least; what is longer must not widen the page


class StillBox(QComboBox):
    """Offers what it is given, and changes only by a click or a key."""

    def __init__(self, name: str, description: str = "") -> None:
        super().__init__()
        named(self, name, description)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHORTEST)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

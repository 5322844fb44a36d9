"""Two panes side by side; where a person put the divider is remembered."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from ui.memory import WindowMemory


class Divided(QSplitter):
    """Remembers the left pane's share of the width, under a name, once the divider was moved.

    The widgets made with it as their parent are its panes, from left to right.
    """

    def __init__(self, name: str, memory: WindowMemory, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._name, self._memory = name, memory
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)

    def share(self, left: int, right: int) -> None:
        """Give each pane the width it had when it was left; these pixels the first time."""
        percent = self._memory.dividers.get(self._name)
        if percent is not None and 0 < percent < 100:
            whole = left + right
            left = whole * percent // 100
            right = whole - left
        self.setSizes([left, right])

    @Slot()
    def _on_moved(self) -> None:
        left, right = self.sizes()
        if left and right:
            self._memory.dividers[self._name] = round(100 * left / (left + right))

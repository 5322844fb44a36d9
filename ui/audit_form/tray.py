"""Short columns that a long section stands in, so that one card's change costs one column."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import GRID

PARTS = 32
"""Parts that are laid out together."""


class Tray(QVBoxLayout):
    """A column that remembers its height at several widths.

    Qt lays a whole layout out anew when one part changes its size, and a scroll area asks for
    the height at two widths, with and without its bar; Qt's own layouts remember one.
    """

    def __init__(self, holder: QWidget) -> None:
        super().__init__(holder)
        self.holder = holder
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(GRID + 2)

    def heightForWidth(self, width: int) -> int:
        """Return the height that all parts take within a width."""
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def minimumHeightForWidth(self, width: int) -> int:
        """Return the same: no part may be squeezed."""
        return self.heightForWidth(width)

    def invalidate(self) -> None:
        """Forget the heights, for a part has another size."""
        self._heights.clear()
        super().invalidate()

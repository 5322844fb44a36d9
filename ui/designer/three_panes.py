"""Outline, properties and preview, side by side where there is room for all three."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.designer.divided import Divided
from ui.designer.outline_view import OutlineView
from ui.designer.preview import Preview
from ui.designer.properties import Properties
from ui.designer.workshop import Workshop
from ui.memory import WindowMemory
from ui.panes import mark_pane
from ui.theme import GRID, Theme

_ROOM_FOR_ALL = GRID * 130  # pixels at ordinary text size
_SHARES = (22, 34, 44)  # percent of the width: outline, properties, preview


class ThreePanes(Divided):
    """Shows the preview where there is room for it; `preview_shown` whenever that changes.

    In less room the preview takes the place of the properties.
    """

    preview_shown = Signal(bool)

    def __init__(
        self, workshop: Workshop, theme: Theme, memory: WindowMemory, parent: QWidget
    ) -> None:
        super().__init__("designer", memory, parent)
        self._theme = theme
        self._is_narrow = True
        self.bench = Divided("designer.bench", memory, self)
        self.outline = OutlineView(workshop, theme, self.bench)
        self.properties = Properties(workshop, theme, self.bench)
        self.preview = Preview(theme, self)
        self.preview.hide()
        mark_pane(self.outline, "Outline")
        mark_pane(self.properties, "Properties")
        mark_pane(self.preview, "Preview")
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the preview where there is room for it; in less it is a button away."""
        super().resizeEvent(event)
        self._fit()

    @Slot(bool)
    def show_preview(self, is_shown: bool) -> None:
        """Show the preview beside the properties, or in their place where room is short."""
        is_new = is_shown and self.preview.isHidden()
        self.preview.setVisible(is_shown)
        self.properties.setVisible(not (is_shown and self._is_narrow))
        if is_new and not self._is_narrow:
            self._share_width()
        self.preview_shown.emit(is_shown)

    def show_properties(self) -> None:
        """Have the properties in view, in the place of the preview where room is short."""
        if self._is_narrow:
            self.show_preview(False)

    @Slot()
    def _fit(self) -> None:
        is_narrow = self.width() < _ROOM_FOR_ALL * self._theme.text_percent // 100
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.show_preview(not is_narrow)

    def _share_width(self) -> None:
        """Share the width out as it was left, or as at first."""
        outline, properties, preview = (self.width() * share // 100 for share in _SHARES)
        self.share(outline + properties, preview)
        self.bench.share(outline, properties)

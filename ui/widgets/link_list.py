"""A list of places to go to, by mouse or keyboard."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.widgets.dressing import named, set_role

_TARGET = Qt.ItemDataRole.UserRole


class LinkList(QListWidget):
    """Lines of text, each with a target; Enter or a click emits `link_activated(target)`."""

    link_activated = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, "Arrow keys choose, Enter goes there.")
        set_role(self, "links")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.itemClicked.connect(self._on_chosen)

    def set_links(self, links: Iterable[tuple[str, object]]) -> None:
        """Show these texts with their targets, in this order."""
        self.clear()
        for text, target in links:
            item = QListWidgetItem(text)
            item.setData(_TARGET, target)
            self.addItem(item)
        self.ensurePolished()  # or Qt lays the lines out before it knows their padding
        if self.count():
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the current line on Enter.

        Not `itemActivated`: on some desktops a single click emits that as well.
        """
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            self._on_chosen(item)
            return
        super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.link_activated.emit(item.data(_TARGET))

"""Choosing one of a short list: the view a part shows, or the report a view is put into."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role, tip

_KEY = Qt.ItemDataRole.UserRole


class ChooseDialog(QDialog):
    """Offers (key, words) pairs; `chosen(key)` with the one that was taken."""

    chosen = Signal(object)

    def __init__(
        self, title: str, told: str, yes: str, offered: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = named(QListWidget(), title, "Arrow keys move, Enter chooses.")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for key, words in offered:
            line = QListWidgetItem(words, self.list)
            line.setData(_KEY, key)
            line.setToolTip(tip(words))
        self.list.setCurrentRow(0)
        self.yes = set_role(named(QPushButton(f"&{yes}"), yes), "primary")
        buttons = QDialogButtonBox()
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        self.list.itemActivated.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        layout.addWidget(label(title, "heading", wrap=True))
        layout.addWidget(label(told, "muted", wrap=True))
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(GRID * 66, GRID * 52)
        self.list.setFocus()

    @Slot()
    def _take(self) -> None:
        line = self.list.currentItem()
        if line is not None and self.isVisible():
            self.accept()
            self.chosen.emit(line.data(_KEY))

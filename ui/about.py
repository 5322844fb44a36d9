"""The dialogs of the Help menu: the keys that work, and what this program is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.icons import Icons
from ui.theme import GRID
from ui.widgets.dressing import label, named, set_role


class KeyHelp(NamedTuple):
    """One line of the sheet of keys."""

    group: str
    keys: str
    what: str


def keys_of(actions: Iterable[QAction]) -> list[KeyHelp]:
    """Return a line for each action that has a key, named by its text and its `group`."""
    lines = []
    for action in actions:
        sequences = [key for key in action.shortcuts() if not key.isEmpty()]
        if sequences:
            shown = QKeySequence.SequenceFormat.NativeText
            keys = " or ".join(key.toString(shown) for key in sequences)
            what = action.text().replace("&", "").rstrip("…")
            lines.append(KeyHelp(str(action.property("group") or "General"), keys, what))
    return lines


class KeySheet(QDialog):
    """Every key that works, by group."""

    def __init__(self, lines: Sequence[KeyHelp], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tree = named(QTreeWidget(), "Keyboard shortcuts", "Groups of keys and what they do.")
        self.tree.setColumnCount(2)
        self.tree.setHeaderLabels(["Key", "What it does"])
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setIndentation(GRID)
        self._groups: dict[str, QTreeWidgetItem] = {}
        for line in lines:
            QTreeWidgetItem(self._group(line.group), [line.keys, line.what])
        self.tree.expandAll()
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        layout = _column(self)
        layout.addWidget(self.tree, 1)
        layout.addWidget(_close_button(self))
        self.resize(560, 560)

    def _group(self, name: str) -> QTreeWidgetItem:
        if name in self._groups:
            return self._groups[name]
        item = QTreeWidgetItem(self.tree, [name])
        font = self.font()
        font.setBold(True)
        item.setFont(0, font)
        item.setFirstColumnSpanned(True)
        self._groups[name] = item
        return item


class AboutDialog(QDialog):
    """What this program is, and what it never does."""

    def __init__(self, version: str, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Case File Audit")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel()
        icons.wear(picture, "audits", "accent", 48)
        layout = _column(self)
        layout.addWidget(picture)
        layout.addWidget(label("Case File Audit", "title"))
        layout.addWidget(label(f"Version {version}", "muted"))
        layout.addWidget(
            label(
                "Audits of children's-services case files: grade, merge, report, follow up. "
                "All work stays in files on this computer; the program never uses a network.",
                wrap=True,
            )
        )
        layout.addWidget(
            label("Built with Python and with Qt for Python, used under the LGPL 3.", "small")
        )
        layout.addWidget(_close_button(self))
        self.setMinimumWidth(440)


def _column(dialog: QDialog) -> QVBoxLayout:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
    layout.setSpacing(GRID)
    return layout


def _close_button(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    set_role(buttons.button(QDialogButtonBox.StandardButton.Close), "primary")
    buttons.rejected.connect(dialog.reject)
    return buttons

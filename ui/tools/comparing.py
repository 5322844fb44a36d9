"""The dialog that shows two versions of a tool side by side."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID, Theme
from ui.tools.comparison import as_html, blocks, summary
from ui.widgets.changes_text import ChangesText
from ui.widgets.dressing import label, named, say_aloud

if TYPE_CHECKING:
    from forms.tools import AuditTool

_SHARE = 0.9  # of the screen


class CompareDialog(QDialog):
    """Shows what differs between a tool and another version; F8 goes from change to change."""

    def __init__(
        self, tool: "AuditTool", others: "list[AuditTool]", theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare audit tools")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._tool = tool
        self._others = others
        self.other = named(QComboBox(), "Compare with")
        self.other.addItems([each.name for each in others])
        self.every = named(QCheckBox("&Show unchanged questions too"), "Show unchanged too")
        self.told = label("", "strong", wrap=True)
        self.text = ChangesText("change")
        self._build()
        self.other.currentIndexChanged.connect(self.refresh)
        self.every.toggled.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()
        self.text.setFocus()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID * 3, GRID * 3, GRID * 3, GRID * 2)
        layout.setSpacing(GRID)
        choice = QHBoxLayout()
        caption = label("Compare &with", "strong")
        caption.setBuddy(self.other)
        choice.addWidget(caption)
        choice.addWidget(self.other, 1)
        choice.addWidget(self.every)
        layout.addLayout(choice)
        layout.addWidget(self.told)
        columns = QHBoxLayout()
        self.left, self.right = label("", "muted", wrap=True), label("", "muted", wrap=True)
        columns.addWidget(self.left, 1)
        columns.addWidget(self.right, 1)
        layout.addLayout(columns)
        layout.addWidget(self.text, 1)
        layout.addLayout(self.text.foot_of(self))
        room = self.screen().availableSize()
        self.resize(QSize(GRID * 150, room.height()).boundedTo(room * _SHARE))

    @Slot()
    def refresh(self, *_: object) -> None:
        """Show what differs from the chosen version; the older stands at the left."""
        from forms.versions.comparing import compare_tools

        other = self._others[max(self.other.currentIndex(), 0)]
        old, new = _in_order(other, self._tool)
        diff = compare_tools(old, new)
        shown = blocks(diff, with_unchanged=self.every.isChecked())
        anchors = [f"change{at}" for at, block in enumerate(shown) if block.changes]
        self.left.setText(f"Before: {old.name}")
        self.right.setText(f"After: {new.name}")
        self.told.setText(summary(diff))
        self.text.show_changes(as_html(shown, self._theme.palette), anchors)
        say_aloud(self.told, self.told.text())


def _in_order(one: "AuditTool", other: "AuditTool") -> "tuple[AuditTool, AuditTool]":
    """Return the older version first; of two tools, the one it is compared with."""
    from forms.scales import version_number

    is_older = version_number(other.version) < version_number(one.version)
    return (other, one) if one.id == other.id and is_older else (one, other)

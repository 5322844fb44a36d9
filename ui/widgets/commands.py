"""What can be done on a page, as actions with keys, and the buttons of its toolbar."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ui.icons import Icons
from ui.widgets.dressing import named


class PageCommands:
    """Makes actions that work while the focus is on a page.

    `group` is the heading they stand under in the sheet of keys.
    """

    def __init__(self, page: QWidget, icons: Icons, group: str) -> None:
        self._page = page
        self._icons = icons
        self._group = group

    def add(self, text: str, icon: str, key: str = "", tip: str = "") -> QAction:
        """Give the page an action; its tip is its text with its key, unless given."""
        action = QAction(text, self._page)
        plain = text.replace("&", "").rstrip("…")
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(tip or (f"{plain} ({key})" if key else plain))
        action.setProperty("group", self._group)
        self._icons.wear(action, icon, "text", 18)
        self._page.addAction(action)
        return action


def command_button(action: QAction) -> QToolButton:
    """Return a toolbar's button for an action: icon and words, reached by Tab."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return named(button, action.text().replace("&", "").rstrip("…"))


def follow(button: QPushButton, action: QAction) -> None:
    """Let a button that looks otherwise than its action be offered with it, and say why not."""
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())

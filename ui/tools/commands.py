"""What can be done with the marked tool, as actions with their keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.icons import Icons
from ui.tools.catalogue import Entry

_USABLE = ("published", "in_use", "library")
_KEPT = ("published", "in_use")


class ToolCommands:
    """The actions of the page; those that do not suit the marked tool are greyed."""

    def __init__(self, page: QWidget, icons: Icons) -> None:
        self._page = page
        self._icons = icons
        self.new = self._add("&New tool", "add", "Ctrl+N")
        self.take_in = self._add("&Import…", "open", "Ctrl+I")
        self.edit = self._add("&Edit", "edit", tip="Edit (Enter)")
        self.amend = self._add("&Amend", "edit", tip="Amend: a new version of this tool (Enter)")
        self.fork = self._add("&Fork…", "copy", tip="Fork: a tool of your own, with credit to this")
        self.export = self._add("E&xport…", "save", "Ctrl+E")
        self.compare = self._add("&Compare…", "report", tip="Compare with another version")
        self.move = self._add("&Move drafts…", "arrow_right", tip="Move audits in draft here")
        self.withdraw = self._add("&Withdraw…", "void", tip="Begin no new audit with this version")
        self.discard = self._add("&Discard draft…", "close", "Delete")
        self.suit(None, can_move=False)

    @property
    def for_one_tool(self) -> tuple[QAction, ...]:
        """The actions that work on the marked tool."""
        return (
            *(self.edit, self.amend, self.fork, self.compare, self.move),
            *(self.export, self.withdraw, self.discard),
        )

    def suit(self, entry: Entry | None, *, can_move: bool) -> None:
        """Offer what can be done with this tool, and only that; `can_move` drafts to it."""
        status = entry.status if entry else ""
        offered = {
            self.edit: status == "draft",
            self.discard: status == "draft",
            self.amend: status in _USABLE,
            self.fork: status not in ("", "draft"),
            self.compare: status not in ("", "draft"),
            self.export: status not in ("", "draft"),
            self.withdraw: status in _KEPT,
            self.move: can_move,
        }
        for action, can in offered.items():
            action.setEnabled(can)
            action.setVisible(can)

    def _add(self, text: str, icon: str, key: str = "", tip: str = "") -> QAction:
        action = QAction(text, self._page)
        plain = text.replace("&", "").rstrip("…")
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setToolTip(tip or (f"{plain} ({key})" if key else plain))
        action.setProperty("group", "Tools")
        self._icons.wear(action, icon, "text", 18)
        self._page.addAction(action)
        return action

"""What can be done with the marked tool, as actions with their keys."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.icons import Icons
from ui.tools.catalogue import Entry
from ui.widgets.commands import PageCommands

_USABLE = ("published", "in_use", "library")
_UNFINISHED = ("", "draft", "received")
_SEALED = ("published", "withdrawn")
_KEPT = ("published", "in_use")


class ToolCommands:
    """The actions of the page; those that do not suit the marked tool are greyed."""

    def __init__(self, page: QWidget, icons: Icons) -> None:
        add = PageCommands(page, icons, "Tools").add
        self.new = add("&New tool", "add", "Ctrl+N")
        self.take_in = add("&Import…", "open", "Ctrl+I")
        self.edit = add("&Edit", "edit", tip="Edit (Enter)")
        self.copy = add("Continue as &mine", "edit", tip="Continue as mine: a copy (Enter)")
        self.amend = add("&Amend", "edit", tip="Amend: a new version of this tool (Enter)")
        self.fork = add("&Fork…", "copy", tip="Fork: a tool of your own, with credit to this")
        self.export = add("E&xport…", "save", "Ctrl+E")
        self.compare = add("&Compare…", "report", tip="Compare with another version")
        self.move = add("&Move drafts…", "arrow_right", tip="Move audits in draft here")
        self.withdraw = add("&Withdraw…", "void", tip="Begin no new audit with this version")
        self.discard = add("&Discard draft…", "close", "Delete")
        self.history = add("&History…", "clock", "Ctrl+H")
        self.suit(None, can_move=False)

    @property
    def for_one_tool(self) -> tuple[QAction, ...]:
        """The actions that work on the marked tool."""
        return (
            *(self.edit, self.copy, self.amend, self.fork, self.compare, self.move),
            *(self.export, self.withdraw, self.discard),
        )

    def suit(self, entry: Entry | None, *, can_move: bool) -> None:
        """Offer what can be done with this tool, and only that; `can_move` drafts to it."""
        status = entry.status if entry else ""
        offered = {
            self.edit: status == "draft",
            self.copy: status == "received",
            self.discard: status == "draft",
            self.amend: status in _USABLE,
            self.fork: status not in _UNFINISHED,
            self.compare: status not in _UNFINISHED,
            self.export: status not in _UNFINISHED,
            self.withdraw: status in _KEPT,
            self.move: can_move,
            self.history: status in _SEALED,
        }
        for action, can in offered.items():
            action.setEnabled(can)
            action.setVisible(can)

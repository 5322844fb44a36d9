"""The commands of the designer in one table: their keys, their buttons, what the help says."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

GROUP = "Designing an audit tool"


class Command(NamedTuple):
    """An action with what its button needs."""

    action: QAction
    what: str
    icon: str
    is_of_outline: bool
    """Whether its keys work only in the outline."""

    @property
    def tip(self) -> str:
        """What the button's tip says."""
        return f"{self.what} ({self.action.shortcuts()[0].toString()})"


_TABLE: tuple[tuple[str, tuple[str, ...], str, str, bool], ...] = (
    ("add_question", ("Ctrl+Return", "Ctrl+Enter"), "Add a question", "add", False),
    ("add_section", ("Ctrl+Shift+Return",), "Add a section", "section", False),
    ("add_subsection", ("Ctrl+Alt+Return",), "Add a nested section", "subsection", False),
    ("words", ("F2",), "Write the words of the chosen line", "edit", True),
    ("duplicate", ("Ctrl+D",), "Duplicate the chosen line", "duplicate", False),
    ("remove", ("Del",), "Remove the chosen line", "remove", True),
    ("move_up", ("Alt+Up",), "Move up", "arrow_up", True),
    ("move_down", ("Alt+Down",), "Move down", "arrow_down", True),
    ("move_in", ("Alt+Right",), "Move into the nested section", "arrow_right", True),
    ("move_out", ("Alt+Left",), "Move out of the nested section", "arrow_left", True),
    ("undo", ("Ctrl+Z",), "Undo", "undo", False),
    ("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Redo", "redo", False),
    ("next_problem", ("F8",), "Go to the next problem", "alert", False),
    ("outline", ("Ctrl+Shift+L",), "Go to the outline", "tool", False),
    ("test_run", ("Ctrl+T",), "Fill the preview with made-up answers", "play", False),
    ("close", ("Ctrl+W",), "Close the designer; everything is saved", "arrow_left", False),
)


def made_commands(page: QWidget, bench: tuple[QWidget, ...], tree: QWidget) -> dict[str, Command]:
    """Make every command; those of the outline work in the tree, the others on the bench.

    Not on the whole page: the preview is a form with the same keys for its own answers.
    """
    commands: dict[str, Command] = {}
    for name, keys, what, icon, is_of_outline in _TABLE:
        action = QAction(what, page)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setProperty("group", GROUP)
        for widget in (tree,) if is_of_outline else bench:
            widget.addAction(action)
        commands[name] = Command(action, what, icon, is_of_outline)
    return commands

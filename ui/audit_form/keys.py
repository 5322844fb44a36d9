"""The keys of the Audit page, in one table: what works them and what the help says of them."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

GROUP = "Grading an audit"
NOT_APPLICABLE_KEY = "N"
NOT_EVIDENCED_KEY = "X"


class Key(NamedTuple):
    """One line: the command it gives ("" where widgets work the keys), its keys, what it does."""

    command: str
    keys: tuple[str, ...]
    what: str


KEYS = (
    Key("", ("1 to 9, 0",), "Answer or grade: 1 is the first option, 0 the tenth"),
    Key("", (NOT_APPLICABLE_KEY,), "Answer “not applicable”"),
    Key("", (NOT_EVIDENCED_KEY,), "Answer “not evidenced on file”"),
    Key("not_applicable", ("Alt+N",), "Answer “not applicable”, also while typing"),
    Key("not_evidenced", ("Alt+X",), "Answer “not evidenced on file”, also while typing"),
    Key("", ("Delete",), "Clear the answer"),
    Key("", ("Left, Right",), "Move between the options of a question"),
    Key("", ("Space, Enter",), "Choose the option in focus"),
    Key("", ("Alt+Up, Alt+Down",), "Move a line of a ranking up or down"),
    Key("", ("Up, Down",), "Go to the question above or below"),
    Key("next_gap", ("F8", "Ctrl+J"), "Go to the next thing to answer, in any section"),
    Key("evidence", ("Ctrl+E",), "Go to the evidence box of the question"),
    Key("", ("Esc",), "Return from the evidence box to the answer"),
    Key("", ("F1",), "Open or fold what good looks like, for the question in focus"),
    Key("previous_section", ("Ctrl+PgUp",), "Go to the previous section"),
    Key("next_section", ("Ctrl+PgDown",), "Go to the next section"),
    Key("history", ("Ctrl+H",), "Show the history of the answer in focus, and of the audit"),
    Key("undo", ("Ctrl+Z",), "Undo the last change, wherever it was"),
    Key("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "Redo"),
    Key("complete", ("Ctrl+Return", "Ctrl+Enter"), "Complete the audit, or list what is missing"),
    Key("close", ("Ctrl+W",), "Close the audit; everything is saved"),
)
"""Those with a command are actions of the page, which the sheet of keys finds by itself."""

COMMANDS = {key.command: key for key in KEYS if key.command}
_OF_THE_PAGE = frozenset(QKeySequence(keys) for key in COMMANDS.values() for keys in key.keys)


def spoken_keys() -> list[tuple[str, str]]:
    """Return (keys, what they do) for the keys that are no actions, for the sheet of keys."""
    return [(" or ".join(key.keys), key.what) for key in KEYS if not key.command]


def page_actions(page: QWidget) -> dict[str, QAction]:
    """Give the page an action for each command that has keys; return them by command."""
    actions: dict[str, QAction] = {}
    for command, key in COMMANDS.items():
        action = QAction(key.what, page)
        action.setShortcuts([QKeySequence(keys) for keys in key.keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setProperty("group", GROUP)
        page.addAction(action)
        actions[command] = action
    return actions


def is_for_the_page(event: QEvent) -> bool:
    """Return whether a box that is typed in must leave this key to the page.

    Qt asks a focused text box first whether it wants a shortcut (`ShortcutOverride`), and the
    boxes would take Ctrl+Z for themselves.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return QKeySequence(event.keyCombination()) in _OF_THE_PAGE

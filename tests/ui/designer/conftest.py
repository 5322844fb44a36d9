"""A designer page in a window, and what it handed on."""

from typing import NamedTuple

import pytest
from pydantic import JsonValue
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from forms.designing import editing
from forms.designing.plain import Plain, with_value
from forms.tools import AuditTool
from ui.designer import DesignerPage
from ui.designer.rows_editor import RowsEditor
from ui.memory import WindowMemory
from ui.theme import Theme


class Handed(NamedTuple):
    """One thing the page handed on to be saved."""

    uid: str
    data: Plain


class Driver:
    """Works a designer page as a person does, by keys; and keeps what it handed on."""

    def __init__(self, page: DesignerPage, qtbot: QtBot) -> None:
        self.page = page
        self.handed: list[Handed] = []
        self._qtbot = qtbot
        page.edited.connect(lambda uid, data: self.handed.append(Handed(uid, data)))

    @property
    def data(self) -> Plain:
        return self.page.workshop.data

    @property
    def focus(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def open(self, data: dict[str, JsonValue], amends: AuditTool | None = None) -> None:
        self.page.open_draft("draft-1", data, amends=amends)

    def press(self, *keys: str) -> None:
        """Press keys such as `Ctrl+Return` where the focus is."""
        for key in keys:
            self.press_in(self.focus, key)

    def press_in(self, widget: QWidget, key: str) -> None:
        """Press a key in a widget, such as a list that popped up."""
        pressed = QKeySequence(key)[0]
        self._qtbot.keyClick(widget, pressed.key(), pressed.keyboardModifiers())

    def write(self, text: str) -> None:
        """Type into what has the focus, in place of what is selected."""
        self._qtbot.keyClicks(self.focus, text)

    def enter(self, widget: QWidget) -> None:
        """Put the focus into a field, of a dialog say, and wait until it is there."""
        widget.window().activateWindow()
        self._qtbot.waitUntil(widget.window().isActiveWindow)
        widget.setFocus()
        self.wait_for_focus(widget)

    def wait_for_focus(self, widget: QWidget) -> None:
        """Wait until a widget has the focus; Qt ends the typing in a cell a turn later."""
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is (widget.focusProxy() or widget))

    def wait_for_rows(self, editor: RowsEditor, count: int) -> None:
        """Wait until a table has so many rows and what was written in it is taken."""
        self._qtbot.waitUntil(lambda: editor.model.rowCount() == count)

    def wait_for_words(self, editor: RowsEditor, row: int, words: str) -> None:
        """Wait until a row of a table has these words."""
        self._qtbot.waitUntil(lambda: editor.model.index(row, 0).data() == words)

    def wait_for_cell(self) -> None:
        """Wait until a cell of a table is being written in."""
        self._qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))

    def settle(self) -> None:
        """Let what was typed be handed on and checked, and the preview follow."""
        self.page.flush()
        self.page.preview.refresh()


def finished_tool() -> Plain:
    """Return a tool of one question that has words everywhere, under the ids of a new one."""
    data = editing.new_tool("visits", "Visits")
    data = with_value(data, ("sections", 0, "title"), "Seeing the child")
    return with_value(data, ("sections", 0, "questions", 0, "label"), "Was the child seen?")


@pytest.fixture
def driver(theme: Theme, qtbot: QtBot) -> Driver:
    """A page with a new tool of one question, in an active window."""
    page = DesignerPage(theme, WindowMemory())
    qtbot.addWidget(page, before_close_func=lambda widget: widget.hide())
    page.resize(1280, 720)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made = Driver(page, qtbot)
    made.open(editing.new_tool("new-tool", "New tool"))
    return made

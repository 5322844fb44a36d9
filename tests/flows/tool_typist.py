"""A program in a process of its own, in which someone designs a tool without end: to be killed.

`python -m tests.flows.tool_typist FOLDER` goes on with the first draft of a tool, or begins one,
and prints, one JSON list a line: `begun` with its id, `edit` with the questions of each version
handed to the store, `saved` whenever the window says so.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from audit_app.bootstrap import Bootstrap
from audit_app.front_desk import FIRST_DATABASE
from audit_app.paths import Paths
from audit_app.settings import SettingsFile
from db.opening import create_store
from forms.designing.outline import questions
from forms.designing.plain import Plain
from ui.desk import AUDITS, DESIGNER, TOOLS

Key = Qt.Key
LONGEST = 60_000  # milliseconds; nobody waits for ever for a program that came to a halt


class ToolTypist:
    """Adds a question, writes its words, and so on, for as long as it is let."""

    def __init__(self, bootstrap: Bootstrap) -> None:
        self._bootstrap = bootstrap
        self._keys = self._typing()
        self._clock = QTimer()
        self._clock.timeout.connect(self._step)

    def begin(self) -> None:
        program = self._bootstrap.program
        assert program is not None
        self._program = program
        program.workspace.page_shown.connect(self._on_page)
        program.desk.saver.saved.connect(lambda _: say("saved"))

    def _on_page(self, page: str) -> None:
        if page == AUDITS:
            QTimer.singleShot(0, lambda: self._program.workspace.show_page(TOOLS))
        elif page == TOOLS:
            self._program.jobs.ended.connect(self._on_listed)
        elif page == DESIGNER and not self._clock.isActive():
            designer = self._program.workspace.page(DESIGNER)
            designer.edited.connect(lambda _uid, data: say("edit", labels(data)))
            say("begun", designer.uid)
            self._clock.start(0)

    def _on_listed(self) -> None:
        tools = self._program.workspace.page(TOOLS)
        if tools.entries:
            self._program.jobs.ended.disconnect(self._on_listed)
            is_begun = tools.entries[0].status == "draft"
            (tools.commands.edit if is_begun else tools.commands.new).trigger()

    def _step(self) -> None:
        self._bootstrap.window.activateWindow()
        focused = QApplication.focusWidget()
        if focused is not None:
            key, modifier = next(self._keys)
            press = QTest.keyClicks if isinstance(key, str) else QTest.keyClick
            press(focused, key, modifier)

    def _typing(self) -> Iterator[tuple[str | Key, Qt.KeyboardModifier]]:
        plain, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        while True:
            yield Key.Key_Return, control
            yield from ((letter, plain) for letter in "Was the child seen?")
            yield Key.Key_L, control | Qt.KeyboardModifier.ShiftModifier


def labels(data: Plain) -> list[object]:
    """Return the words of every question."""
    return [question.get("label") for _, question in questions(data)]


def say(*what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    folder = Path(sys.argv[1])
    app = QApplication([])
    paths = Paths(folder / "settings.json", folder / "data", folder / "logs")
    settings, _told = SettingsFile(paths.settings).load()
    database = paths.data / FIRST_DATABASE
    if not database.exists():
        paths.data.mkdir(mode=0o700, exist_ok=True)
        create_store(database).close()
    bootstrap = Bootstrap(app, paths, settings, database)
    typist = ToolTypist(bootstrap)
    bootstrap.window.painted.connect(typist.begin)
    bootstrap.window.show()
    QTimer.singleShot(LONGEST, app.quit)
    QCoreApplication.exec()


if __name__ == "__main__":
    main()

"""A program in a process of its own, in which someone types without end: to be killed.

`python -m tests.flows.typist FOLDER SEED` prints, one JSON list a line: `back` with the audit and
the place it returned to, `edit` for each field handed to the store, `saved` whenever the window
says so, `at` for each place gone to, `kept` for each place written to the settings.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from audit_app.bootstrap import Bootstrap
from audit_app.front_desk import FIRST_DATABASE
from audit_app.paths import Paths
from audit_app.settings import Settings, SettingsFile
from db.opening import create_store
from forms.audits import Audit
from forms.tool_files import builtin_tool
from ui.audits.new_audit_options import NewAudit
from ui.desk import AUDITS, FORM

Key = Qt.Key
WORDS = ("Seen alone", "at home", "“quoted”", "śuddha", "12 visits", "its plan", "🙂", "'; --")
_PER_QUESTION = 3


class Typist:
    """Types into the form for as long as it is let."""

    def __init__(self, bootstrap: Bootstrap, seed: int) -> None:
        self._bootstrap = bootstrap
        self._random = Random(seed)
        self._keys = self._typing()
        self._clock = QTimer()
        self._clock.timeout.connect(self._step)

    def begin(self) -> None:
        program, keeper = self._bootstrap.program, self._bootstrap.keeper
        assert program is not None
        assert keeper is not None
        self._program = program
        program.workspace.page_shown.connect(self._on_page)
        program.desk.saver.saved.connect(lambda _: say("saved"))
        keeper.kept.connect(lambda settings: say("kept", *place(settings)))

    def _on_page(self, page: str) -> None:
        settings = self._program._settings
        if page == AUDITS and not settings.window.place.record:
            wanted = NewAudit(builtin_tool("thresholds"), Audit(case="C-1", auditor="auditor-01"))
            self._program.desk.start_audit(wanted)
        elif page == FORM and not self._clock.isActive():
            form = self._program.workspace.page(FORM)
            form.field_edited.connect(lambda _uid, field, value: say("edit", field, value))
            form.place_changed.connect(lambda section, stop: say("at", section, stop))
            say("back", settings.window.place.record, *place(settings))
            self._clock.start(0)

    def _step(self) -> None:
        self._bootstrap.window.activateWindow()
        focused = QApplication.focusWidget()
        if focused is not None:
            key, modifier = next(self._keys)
            if not isinstance(key, str):
                QTest.keyClick(focused, key, modifier)
            elif key.isascii():
                QTest.keyClicks(focused, key, modifier)
            else:
                pressed = QKeyEvent(QEvent.Type.KeyPress, Key.Key_unknown, modifier, key)
                QApplication.sendEvent(focused, pressed)

    def _typing(self) -> Iterator[tuple[str | Key, Qt.KeyboardModifier]]:
        plain, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
        while True:
            yield self._random.choice("1234"), plain
            yield Key.Key_E, control
            for word in self._random.choices(WORDS, k=_PER_QUESTION):
                yield from ((letter, plain) for letter in f"{word} ")
            yield Key.Key_Escape, plain
            yield self._random.choice((Key.Key_Down, Key.Key_Down, Key.Key_Up)), plain
            if self._random.random() < 0.1:
                yield self._random.choice((Key.Key_PageDown, Key.Key_PageUp)), control


def place(settings: Settings) -> tuple[str, str]:
    return settings.window.place.section, settings.window.place.question


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
    typist = Typist(bootstrap, int(sys.argv[2]))
    bootstrap.window.painted.connect(typist.begin)
    bootstrap.window.show()
    QCoreApplication.exec()


if __name__ == "__main__":
    main()

"""The window is made and taken down whatever it finds: no log, no patience."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audit_app.bootstrap import Bootstrap, _start_log
from audit_app.logs import stop_log
from audit_app.paths import Paths
from audit_app.settings import Settings


def paths_in(folder: Path) -> Paths:
    return Paths(folder / "settings.json", folder / "data", folder / "logs")


def test_a_log_that_cannot_be_written_keeps_nobody_from_working(tmp_path: Path) -> None:
    in_the_way = tmp_path / "logs"
    in_the_way.write_text("a file where the folder should be")
    log, told = _start_log(in_the_way)
    assert log is None
    assert "No log is written" in told


def test_a_log_that_can_be_written_is_not_talked_about(tmp_path: Path) -> None:
    log, told = _start_log(tmp_path / "logs")
    assert log is not None
    stop_log(log)
    assert told == ""


def test_a_window_closed_before_it_was_painted_leaves_nothing_behind(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    bootstrap = Bootstrap(qapp, paths_in(tmp_path), Settings(), None)
    qtbot.addWidget(bootstrap.window)
    bootstrap.window.close()
    bootstrap.stop()
    assert bootstrap.program is None
    assert list(tmp_path.iterdir()) == []


_LOADED = """
import sys
import os
import subprocess
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from audit_app.bootstrap import Bootstrap
from audit_app.paths import Paths
from audit_app.settings import Settings
from db.opening import create_store
from ui.desk import AUDITS
folder = Path(sys.argv[1])
app = QApplication([])
paths = Paths(folder / "settings.json", folder / "data", folder / "logs")
create_store(folder / "north.audit").close()
bootstrap = Bootstrap(app, paths, Settings(), folder / "north.audit")
def watch():
    bootstrap.program.workspace.page_shown.connect(lambda page: page == AUDITS and app.quit())
bootstrap.window.painted.connect(watch)
bootstrap.window.show()
app.exec()
bootstrap.stop()
print(*sorted(name for name in sys.modules if name.startswith(("ui.tool", "ui.designer"))))
"""


def test_a_start_loads_nothing_of_what_tools_are_designed_with(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []

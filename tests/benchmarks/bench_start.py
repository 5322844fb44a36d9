"""Time to the first paint, and to a furnished window, against an empty PySide6 window.

Each run is a process of its own, timed from before it starts; the floor and ours take turns.
Bytecode is cached in a folder of the benchmark, as it is for an installed program.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROUNDS = 15
_HOME = Path(__file__).resolve().parents[2]

_TELL = """
import os, time
def tell():
    os.write(1, str(time.monotonic()).encode())
    os._exit(0)
"""
_EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Empty(QWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, tell)
app = QApplication([])
window = Empty()
window.resize(1280, 800)
window.show()
app.exec()
"""
_OURS = """
from PySide6.QtWidgets import QApplication
from audit_app.bootstrap import Bootstrap
from audit_app.logs import start_log
from audit_app.paths import user_paths
from audit_app.settings import SettingsFile
app = QApplication([])
paths = user_paths()
settings, told = SettingsFile(paths.settings).load()
log = start_log(paths.logs)
window = Bootstrap(app, paths, settings, None, told).window
window.painted.disconnect()  # the program itself is not measured here
"""
_FIRST = """
window.painted.connect(tell)
window.show()
app.exec()
"""
_FURNISHED = """
def furnish():
    from concurrent.futures import ThreadPoolExecutor
    from pathlib import Path
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget
    from ui.jobs import Jobs
    from ui.theme import Theme
    from ui.workspace import Workspace
    class Page(QWidget):
        def paintEvent(self, event):
            QTimer.singleShot(0, tell)
    global theme, jobs, workspace
    theme = Theme(app, settings.window)
    jobs = Jobs(ThreadPoolExecutor(1), ThreadPoolExecutor(1))
    workspace = Workspace(theme, settings.window, jobs, Path.cwd(), "0")
    window.furnish(workspace, jobs)
    workspace.add_page("audits", "Audits", "audits", Page)
    workspace.add_page("report", "Report", "report", Page)
    workspace.show_remembered_page()
window.painted.connect(furnish)
window.show()
app.exec()
"""


def measure() -> list[tuple[str, float, float]]:
    """Return (what, ratio, aim) for the first paint and for the furnished frame."""
    programs = {"empty": _EMPTY, "first": _OURS + _FIRST, "furnished": _OURS + _FURNISHED}
    times: dict[str, list[float]] = {name: [] for name in programs}
    with TemporaryDirectory() as folder:
        for program in programs.values():
            _run(program, folder)
        for _ in range(ROUNDS):
            for name, program in programs.items():
                times[name].append(_run(program, folder))
    floor = median(times["empty"])
    return [
        ("first paint / an empty PySide6 window", median(times["first"]) / floor, 1.15),
        ("frame and page painted / an empty PySide6 window", median(times["furnished"]) / floor, 2),
    ]


def _run(program: str, folder: str) -> float:
    """Return the seconds from starting the process to the moment it tells."""
    surroundings = os.environ | {
        "PYTHONPATH": str(_HOME),
        "PYTHONPYCACHEPREFIX": folder,
        "XDG_CONFIG_HOME": folder,
        "XDG_STATE_HOME": folder,
    }
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _TELL + program], env=surroundings, capture_output=True, check=True
    )
    return float(done.stdout) - start

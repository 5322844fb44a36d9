"""Time until a list of 10,000 audits can be used, against an empty PySide6 window.

Each start is a process of its own, timed from before it starts; the floor and ours take turns.
Bytecode is cached in a folder of the benchmark, as it is for an installed program.
"""

import os
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.ui.audits.seeding import Cabinet, an_audit

AUDITS = 10_000
ROUNDS = 11
_HOME = Path(__file__).resolve().parents[2]
_TEAMS = ("North", "South", "Harbour", "Eastfield")

_TELL = """
import os, sys, time
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
_PAGE = """
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from db.opening import open_reading, open_store
from ui.audits.page import AuditsPage
from ui.jobs import Jobs, Openers
from ui.memory import WindowMemory
from ui.theme import Theme
app = QApplication([])
path, memory = Path(sys.argv[1]), WindowMemory(scheme="light")
theme = Theme(app, memory)
openers = Openers(partial(open_reading, path), partial(open_store, path))
jobs = Jobs(ThreadPoolExecutor(1), ThreadPoolExecutor(1), openers)
page = AuditsPage(jobs, theme, memory, author=str)
page.resize(1280, 800)
class Watch(QObject):
    def eventFilter(self, viewport, event):
        if event.type() == QEvent.Type.Paint and page.table.current:
            QTimer.singleShot(0, tell)
        return False
watch = Watch()
page.table.viewport().installEventFilter(watch)
page.show()
app.exec()
"""


def measure() -> list[tuple[str, float, float]]:
    """Return (what, times an empty window, aim) until rows are painted and keys work in them."""
    empty: list[float] = []
    ours: list[float] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = _seeded(folder)
        for _ in range(ROUNDS + 1):
            empty.append(_run(_EMPTY, folder, path))
            ours.append(_run(_PAGE, folder, path))
    ratio = median(ours[1:]) / median(empty[1:])  # the first round fills the caches
    return [(f"list of {AUDITS:,} audits usable / an empty PySide6 window", ratio, 2)]


def _seeded(folder: Path) -> Path:
    cabinet = Cabinet(folder / "audits.db")
    first = date(2025, 1, 1)
    cabinet.record(
        *(
            an_audit(
                f"C-{number:05}",
                ("outstanding", "good", "requires_improvement")[number % 3],
                first + timedelta(days=number % 600),
                team=_TEAMS[number % len(_TEAMS)],
            )
            for number in range(AUDITS)
        )
    )
    return cabinet.path


def _run(program: str, folder: Path, path: Path) -> float:
    """Return the seconds from starting the process to the moment it tells."""
    surroundings = os.environ | {
        "PYTHONPATH": str(_HOME),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _TELL + program, str(path)],
        env=surroundings,
        stdout=subprocess.PIPE,
        check=True,
    )
    return float(done.stdout) - start

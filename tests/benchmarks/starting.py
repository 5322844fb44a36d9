"""Starts programs, each in a process of its own, and times them to the moment they tell.

Bytecode is cached in a folder of the benchmark, as it is for an installed program.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

_HOME = Path(__file__).resolve().parents[2]

_TELL = """
import os, sys, time
def tell():
    os.write(1, str(time.monotonic()).encode())
    os._exit(0)
"""
EMPTY = """
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
WATCH = """
def watch():
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QTableView, QWidget
    from ui.audits.page import AuditsPage
    from ui.audits.table import AuditsTable
    painted = []
    def paint_page(page, event):
        QWidget.paintEvent(page, event)
        painted.append(page)
    def paint_rows(table, event):
        QTableView.paintEvent(table, event)
        if table.current and painted:
            QTimer.singleShot(0, tell)
    AuditsPage.paintEvent = paint_page
    AuditsTable.paintEvent = paint_rows
"""


def medians(
    programs: Mapping[str, str], folder: Path, rounds: int, *arguments: str
) -> dict[str, float]:
    """Return each program's seconds from its start to its `tell()`; they take turns."""
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds + 1):
        for name, program in programs.items():
            times[name].append(_seconds(program, folder, arguments))
    return {name: median(taken[1:]) for name, taken in times.items()}  # the first fills caches


def _seconds(program: str, folder: Path, arguments: tuple[str, ...]) -> float:
    surroundings = os.environ | {
        "PYTHONPATH": str(_HOME),
        "PYTHONPYCACHEPREFIX": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "XDG_STATE_HOME": str(folder),
    }
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", _TELL + program, *arguments],
        env=surroundings,
        capture_output=True,
        check=True,
    )
    return float(done.stdout) - start

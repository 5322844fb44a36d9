"""Time to the first paint, a furnished window, and a list in use, against an empty window."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.bench_list import AUDITS, seeded
from tests.benchmarks.starting import EMPTY, WATCH, medians

ROUNDS = 15

_OURS = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
from audit_app.bootstrap import Bootstrap
from audit_app.logs import start_log
from audit_app.paths import user_paths
from audit_app.settings import SettingsFile
app = QApplication([])
paths = user_paths()
settings, told = SettingsFile(paths.settings).load()
log = start_log(paths.logs)
bootstrap = Bootstrap(app, paths, settings, Path(sys.argv[1]), told)
window = bootstrap.window
"""
_FIRST = """
window.painted.disconnect()  # the program itself is not measured here
window.painted.connect(tell)
window.show()
app.exec()
"""
_FURNISHED = """
window.painted.disconnect()
def furnish():
    from concurrent.futures import ThreadPoolExecutor
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
    workspace = Workspace(theme, settings.window, jobs, Path.cwd(), str)
    window.furnish(workspace, jobs)
    workspace.add_page("audits", "Audits", "audits", Page)
    workspace.add_page("report", "Report", "report", Page)
    workspace.show_remembered_page()
window.painted.connect(furnish)
window.show()
app.exec()
"""
_LISTED = f"""
{WATCH}
window.painted.connect(watch)
window.show()
app.exec()
"""


def measure() -> list[tuple[str, float, float]]:
    """Return (what, ratio, aim) for the first paint, the frame, and a list with working keys."""
    programs = {
        "empty": EMPTY,
        "first": _OURS + _FIRST,
        "furnished": _OURS + _FURNISHED,
        "listed": _OURS + _LISTED,
    }
    with TemporaryDirectory() as name:
        folder = Path(name)
        times = medians(programs, folder, ROUNDS, str(seeded(folder)))
    floor = times["empty"]
    return [
        ("first paint / an empty PySide6 window", times["first"] / floor, 1.15),
        ("frame and page painted / an empty PySide6 window", times["furnished"] / floor, 2),
        (
            f"usable list of {AUDITS:,} audits through the real bootstrap / an empty window",
            times["listed"] / floor,
            2,
        ),
    ]

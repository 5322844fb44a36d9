"""Time until a list of 10,000 audits can be used, against an empty PySide6 window."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.starting import EMPTY, WATCH, medians
from tests.ui.audits.seeding import Cabinet, an_audit

AUDITS = 10_000
ROUNDS = 11
_TEAMS = ("North", "South", "Harbour", "Eastfield")

_PAGE = f"""
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from PySide6.QtWidgets import QApplication
from db.opening import open_reading, open_store
from ui.audits.page import AuditsPage
from ui.jobs import Jobs, Openers
from ui.memory import WindowMemory
from ui.theme import Theme
{WATCH}
watch()
app = QApplication([])
path, memory = Path(sys.argv[1]), WindowMemory(scheme="light")
theme = Theme(app, memory)
openers = Openers(partial(open_reading, path), partial(open_store, path))
jobs = Jobs(ThreadPoolExecutor(1), ThreadPoolExecutor(1), openers)
page = AuditsPage(jobs, theme, memory, author=str)
page.resize(1280, 800)
page.show()
app.exec()
"""


def measure() -> list[tuple[str, float, float]]:
    """Return (what, times an empty window, aim) until rows are painted and keys work in them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = seeded(folder)
        times = medians({"empty": EMPTY, "list": _PAGE}, folder, ROUNDS, str(path))
    ratio = times["list"] / times["empty"]
    return [(f"list of {AUDITS:,} audits usable / an empty PySide6 window", ratio, 2)]


def seeded(folder: Path) -> Path:
    """Make a database of so many audits; returns its path."""
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

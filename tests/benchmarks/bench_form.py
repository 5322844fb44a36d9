"""The form of a 100-question tool, built and painted, against the same window with nothing in it.

Both are the program's own window, frame and all, each in a process of its own that has imported
everything and painted nothing yet.
"""

import gc
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from forms.audits import Audit
from forms.tool_files import scale_library
from forms.tools import AuditTool, Question, Section
from ui.audit_form import AuditPage
from ui.job_board import JobBoard
from ui.main_window import MainWindow
from ui.memory import WindowMemory
from ui.theme import Theme
from ui.workspace import Workspace

AIM = 3
_ROUNDS = 9
_HOME = Path(__file__).resolve().parents[2]
_SECTIONS, _QUESTIONS = 8, 100
_SCALES = ("ofsted", "yes_partly_no", "met")
_SIZE = (1366, 768)


def measure() -> list[tuple[str, float, float]]:
    """Return (what, times an empty window, aim) for opening an audit in a window."""
    times: dict[str, list[float]] = {"empty": [], "form": []}
    for _ in range(_ROUNDS + 1):
        for what, taken in times.items():
            taken.append(_in_own_process(what))
    # The first round only lets Python write its bytecode.
    ratio = min(times["form"][1:]) / min(times["empty"][1:])
    return [("window with the form of 100 questions painted / the same window empty", ratio, AIM)]


def _in_own_process(what: str) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.bench_form", what]
    done = subprocess.run(command, cwd=_HOME, capture_output=True, text=True, check=True)
    return float(done.stdout)


def hundred_questions() -> AuditTool:
    """Return a tool of a hundred graded questions in eight sections."""
    library = scale_library()
    share = [_QUESTIONS * (at + 1) // _SECTIONS for at in range(_SECTIONS)]
    sections = [
        Section(
            id=f"section_{at}",
            title=f"Section {at}",
            guidance="What good looks like. " * 20,
            questions=tuple(_question(n) for n in range(share[at - 1] if at else 0, share[at])),
        )
        for at in range(_SECTIONS)
    ]
    return AuditTool(
        id="hundred",
        version="1.0",
        title="A hundred questions",
        look_back_months=12,
        scales=tuple(library[name] for name in _SCALES),
        sections=tuple(sections),
    )


def _question(number: int) -> Question:
    return Question(
        id=f"question_{number}",
        kind="graded",
        scale=_SCALES[number % len(_SCALES)],
        label=f"Was step {number} taken in good time, and is its reason recorded on the file?",
        guidance="Look in the case notes and in supervision for the reason. " * 6,
        evidence="required" if number % 3 else "optional",
        not_applicable=True,
    )


def _open_form(page: QWidget, tool: AuditTool) -> None:
    if isinstance(page, AuditPage):
        first = tool.sections[0]
        audit = Audit(case="CF-1", auditor="Auditor 1", audited_on=date(2026, 11, 20))
        page.open_audit("u", tool, audit, read_only=False, place=(first.id, first.questions[0].id))


class _Painted(QObject):
    """Sees the first time that a page has been painted."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.is_painted = False
        page.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.is_painted = self.is_painted or event.type() == QEvent.Type.Paint
        return False


def _time_to_paint(theme: Theme, make: Callable[[], QWidget], tool: AuditTool) -> float:
    """Return the seconds from nothing to a window that is painted with all that is in view."""
    start = perf_counter()
    memory = WindowMemory(scheme="light")
    window = MainWindow(memory)
    window.resize(*_SIZE)
    jobs = JobBoard()
    workspace = Workspace(theme, memory, jobs, Path.cwd(), str)
    window.furnish(workspace, jobs)
    workspace.add_page("audit", "Audit", "audits", make)
    page = workspace.page("audit")
    _open_form(page, tool)
    workspace.show_page("audit")
    painted = _Painted(page)
    window.show()
    while not painted.is_painted:
        QApplication.processEvents()
    return perf_counter() - start


def _report(what: str) -> None:
    import PySide6.QtSvg  # noqa: F401 -- the program has drawn icons long before

    application = QApplication([])
    theme = Theme(application, WindowMemory(scheme="light"))
    make = QWidget if what == "empty" else lambda: AuditPage(theme, lambda: date(2026, 11, 21))
    gc.collect()  # of what importing left behind: neither window is to pay for it
    sys.stdout.write(str(_time_to_paint(theme, make, hundred_questions())))


if __name__ == "__main__":
    _report(sys.argv[1])

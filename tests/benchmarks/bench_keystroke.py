"""One keystroke, and one jump, in 1,000 questions against the same in 20; and opening the large.

A keystroke is everything from the answer to its commit: half the questions are calculations, the
page reads all that follows from the answer, shows it, and the answer is saved to a database. All
questions stand in one section that is wholly built, which is the hardest case.

A jump goes from the first question, on screen, to the last one, till that is on screen.
"""

from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import yaml
from pydantic import JsonValue
from PySide6.QtWidgets import QApplication

from db.drafts import save_field
from db.opening import create_store
from db.sealing import start_audit
from db.store import Store
from forms.audits import Audit
from forms.evaluation import LiveEvaluation
from forms.tool_files import read_tool
from forms.tool_text import tool_yaml
from forms.tools import AuditTool
from tests.benchmarks.large_tool import calculating_tool
from ui.audit_form import AuditPage
from ui.audit_form.places import Place
from ui.memory import WindowMemory
from ui.theme import Theme

SMALL, LARGE = 20, 1_000
_KEYSTROKES = 200
_OPENINGS = 5
_TODAY = date(2026, 11, 21)
_SIZE = (1366, 768)
_FIRST = ("section", "asked_0")
_SETTLES = 5  # turns of the event loop after which nothing is left to paint


def measure() -> list[tuple[str, float, float]]:
    """Return (what, times its floor, aim) for keystrokes, and for reading and opening a tool."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme = Theme(application, WindowMemory(scheme="light"))
    small, large = calculating_tool(SMALL), calculating_tool(LARGE)
    with TemporaryDirectory() as folder, create_store(Path(folder) / "bench.audit") as store:
        typists = [_Typist(theme, store, tool) for tool in (small, large)]
        keystrokes = _in_turn([typist.type for typist in typists], _KEYSTROKES)
        for typist in typists:
            typist.page.close()
    jumps = [_jump(theme, tool) for tool in (small, large) for _ in range(_OPENINGS)]
    put = _in_turn([_putter(tool) for tool in (small, large)], _KEYSTROKES)
    opened = _in_turn([lambda: _empty_page(theme), lambda: _first_paint(theme, large)], _OPENINGS)
    text = tool_yaml(large)
    read = _in_turn([lambda: _parse(text), lambda: read_tool(text.encode(), "t.yaml")], _OPENINGS)
    return [
        (_KEYSTROKE, keystrokes[1] / keystrokes[0], 1.5),
        (_RE_EVALUATION, put[1] / put[0], 1.5),
        (_JUMP, median(jumps[_OPENINGS:]) / median(jumps[:_OPENINGS]), 1.5),
        (_OPENED, opened[1] / opened[0], 5),
        (_READ, read[1] / read[0], 10),
    ]


_KEYSTROKE = "one keystroke re-evaluated, shown and saved, 1,000 questions / 20 questions"
_RE_EVALUATION = "its re-evaluation alone, 1,000 questions / 20 questions"
_JUMP = "jump to the last question of a section just opened, 1,000 questions / 20 questions"
_OPENED = "1,000 questions loaded and painted / 2 questions"
_READ = "reading and checking a tool file of 1,000 questions / parsing its YAML alone"


class _Typist:
    """Answers the first question of a tool again and again, each time with another number."""

    def __init__(self, theme: Theme, store: Store, tool: AuditTool) -> None:
        self._store = store
        self._uid = start_audit(store, tool, Audit(case="CF-1"))
        self._number = 0
        self.page = _page(theme, tool)
        self.page.field_edited.connect(self._save)
        assert self.page.pane.view is not None
        assert self.page.pane.view.stops  # builds those out of sight, too
        _settle()

    def type(self) -> None:
        """Type a number and let it be kept, shown and painted."""
        self._number = (self._number + 1) % 900
        view = self.page.pane.view
        assert view is not None
        view.kit.history.answer(_FIRST[1], self._number)
        _settle()

    def _save(self, _uid: str, field: str, value: JsonValue) -> None:
        save_field(self._store, self._uid, field, value)


def _page(theme: Theme, tool: AuditTool) -> AuditPage:
    page = AuditPage(theme, lambda: _TODAY)
    page.resize(*_SIZE)
    page.open_audit("u", tool, Audit(case="CF-1"), read_only=False, place=_FIRST)
    page.show()
    _settle()
    return page


def _settle() -> None:
    for _ in range(_SETTLES):
        QApplication.processEvents()


def _putter(tool: AuditTool) -> Callable[[], object]:
    live = LiveEvaluation(tool, Audit(case="CF-1"), _TODAY)
    numbers = count()
    return lambda: live.put(f"finding.{_FIRST[1]}", {"answer": next(numbers)})


def _jump(theme: Theme, tool: AuditTool) -> float:
    """Return the seconds of a jump in a page that was painted once."""
    page = AuditPage(theme, lambda: _TODAY)
    page.resize(*_SIZE)
    page.open_audit("u", tool, Audit(case="CF-1"), read_only=False, place=_FIRST)
    page.show()
    QApplication.processEvents()
    started = perf_counter()
    page.pane.go(Place("section", tool.sections[0].questions[-1].id))
    QApplication.processEvents()
    taken = perf_counter() - started
    page.close()
    return taken


def _parse(text: str) -> None:
    for _event in yaml.parse(text, Loader=yaml.CSafeLoader):
        pass


def _first_paint(theme: Theme, tool: AuditTool) -> None:
    _page(theme, tool).close()


def _empty_page(theme: Theme) -> None:
    _page(theme, calculating_tool(2)).close()


def _in_turn(works: list[Callable[[], object]], rounds: int) -> list[float]:
    """Return the median seconds of each, done in turn so that a slow moment meets them all."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds + 1):
        for work, taken in zip(works, times, strict=True):
            started = perf_counter()
            work()
            taken.append(perf_counter() - started)
    return [median(taken[1:]) for taken in times]
